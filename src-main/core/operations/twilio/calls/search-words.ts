const digitsOf = (text: string) => text.replace(/\D/g, '');

/** The lengths by which people name a number: all of it, without the country, the last seven, the last four. */
const numberEndLengths = [10, 7, 4] as const;

function numberWords(number: string | null): string[] {
  if (number === null) return [];
  const digits = digitsOf(number);
  return [...new Set([digits, ...numberEndLengths.map((length) => digits.slice(-length))])];
}

/** What a call is found by. */
export function wordsOfCall(call: {
  readonly number: string | null;
  readonly number_text: string;
  readonly party_name: string | null;
  readonly vehicle_name: string | null;
  readonly note: string | null;
}): string {
  const { number, number_text: numberText, party_name: partyName, vehicle_name: vehicleName, note } = call;
  return [...numberWords(number), number === null ? numberText : null, partyName, vehicleName, note]
    .filter((word) => word !== null && word !== '')
    .join(' ');
}

/** The longest beginning that has a list of its own (migrations/ledger/0070-call-words.ts). */
const beginningLengthMax = 8;

/**
 * As typed → an FTS5 expression: every word (or its beginning) has to be there. Of a long word the beginning is enough;
 * of a number every digit counts. `null`: nothing to search for.
 */
export function searchExpression(text: string): string | null {
  const looksLikeNumber = /^[\d\s()+./-]+$/.test(text);
  const words = looksLikeNumber ? [digitsOf(text)] : text.split(/[^\p{L}\p{N}]+/u);
  const terms = words
    .filter((word) => word !== '')
    .slice(0, 8)
    .map((word) => (/^\d+$/.test(word) ? word : word.slice(0, beginningLengthMax)));
  return terms.length === 0 ? null : terms.map((word) => `"${word}"*`).join(' ');
}
