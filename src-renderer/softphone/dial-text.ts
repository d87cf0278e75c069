/** Digits and what people write between them: may be dialled as it is. Whether it is a number, the core decides. */
export const looksLikeNumber = (text: string): boolean =>
  /^\+?[\d\s().*#/-]{2,}$/.test(text.trim()) && /\d/.test(text);

/** The number in a pasted text: "Tel. +1 (916) 555-0101, ask for Joe" gives the digits and the plus. */
export function numberIn(text: string): string | null {
  const found = /\+?\d[\d\s().\-/]{1,30}\d|\d{2,}/.exec(text);
  return found === null ? null : found[0].trim();
}
