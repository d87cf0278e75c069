const numberLengthMax = 64;

/**
 * The number of a `tel:` link (RFC 3966) as a person would type it; `null` when there is none. Whoever made the link is
 * not trusted: only characters of numbers are let through, and nothing is ever dialled by it.
 */
export function numberOfTelLink(link: string): string | null {
  const body = /^tel:(?:\/\/)?([^;?]*)/i.exec(link.trim())?.[1];
  if (body === undefined) return null;
  let decoded: string;
  try {
    decoded = decodeURIComponent(body);
  } catch {
    return null; // A stray `%`: not a number.
  }
  const number = decoded.replaceAll(/[^\d+*#A-Za-z]/g, '');
  const isNumber = /^\+?[\d*#]{2,}$|^\+?\d[\dA-Za-z]{4,}$/.test(number);
  return isNumber && number.length <= numberLengthMax ? number : null;
}

/** The first `tel:` link among a program's arguments. */
export function telLinkIn(args: readonly string[]): string | null {
  for (const argument of args) {
    const number = /^tel:/i.test(argument) ? numberOfTelLink(argument) : null;
    if (number !== null) return number;
  }
  return null;
}
