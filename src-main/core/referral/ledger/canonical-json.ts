/** What can be written down in one way only. */
export type Canonical =
  null | boolean | number | string | readonly Canonical[] | { readonly [name: string]: Canonical };

function canonicalNumber(value: number): string {
  if (!Number.isSafeInteger(value)) throw new RangeError(`${value} is no safe integer`);
  // -0 and 0 are the same number and must be the same text.
  return String(value === 0 ? 0 : value);
}

/** Texts that JSON writes as they are: nearly all of them. */
const plainText = /^[ !#-[\]-~]*$/;

function canonicalString(value: string): string {
  if (plainText.test(value)) return `"${value}"`;
  // A lone surrogate has no UTF-8, so two different texts would have one hash.
  if (/\p{Surrogate}/u.test(value)) throw new RangeError('a text has half a character');
  return JSON.stringify(value);
}

/**
 * The one text of a value: names sorted by code unit, no spaces, integers only (RFC 8785 without fractions). What is
 * hashed and signed is this text, so the same value has the same hash on every machine.
 */
export function canonicalJson(value: Canonical): string {
  switch (typeof value) {
    case 'string':
      return canonicalString(value);
    case 'number':
      return canonicalNumber(value);
    case 'boolean':
      return value ? 'true' : 'false';
    default:
      if (value === null) return 'null';
      return Array.isArray(value) ? canonicalArray(value) : canonicalObject(value as CanonicalObject);
  }
}

type CanonicalObject = { readonly [name: string]: Canonical };

function canonicalArray(values: readonly Canonical[]): string {
  let text = '[';
  for (let index = 0; index < values.length; index += 1) {
    if (index > 0) text += ',';
    text += canonicalJson(values[index]!);
  }
  return `${text}]`;
}

/** Names as they are written; there are few of them, and each is asked for very often. */
const quotedNames = new Map<string, string>();
const quotedNameCountMax = 1_000;

function quotedName(name: string): string {
  const known = quotedNames.get(name);
  if (known !== undefined) return known;
  const quoted = canonicalString(name);
  if (quotedNames.size < quotedNameCountMax) quotedNames.set(name, quoted);
  return quoted;
}

function isSorted(names: readonly string[]): boolean {
  for (let index = 1; index < names.length; index += 1) if (names[index - 1]! > names[index]!) return false;
  return true;
}

function canonicalObject(value: CanonicalObject): string {
  let text = '{';
  const names = Object.keys(value);
  if (!isSorted(names)) names.sort();
  for (const name of names) {
    const member = value[name];
    if (member === undefined) throw new RangeError(`"${name}" has no value`);
    if (text.length > 1) text += ',';
    text += `${quotedName(name)}:${canonicalJson(member)}`;
  }
  return `${text}}`;
}
