/** What must never stand in a log file: secrets, and phone numbers of drivers and customers. Pure. */

const hiddenToken = '[secret]';
const hiddenPhone = '[phone]';
const stringLengthMax = 8_000;
const depthMax = 6;
const itemCountMax = 100;

/** A value under such a name is hidden whatever it looks like. */
const secretName =
  /authorization|cookie|passw|secret|token|api[-_]?key|credential|signature|^(sid|pin|jwt|bearer)$/i;
const phoneName = /phone|msisdn|^(caller|callee)(id|number)?$|(from|to)number$/i;

/** Names that contain one of the words above, and say nothing that must be hidden. */
const harmlessName = /^(tokens?(count|persecond)|leasetoken)$/i;

const secretShapes: readonly (readonly [RegExp, string])[] = [
  // RFC 9110 credentials as they stand in headers and in error messages.
  [/\b(Bearer|Basic)\s+[^\s"',;]+/gi, `$1 ${hiddenToken}`],
  [/\beyJ[\w-]+\.[\w-]+(\.[\w-]*)?/g, hiddenToken],
  // facts: Samsara's token prefix; Twilio's account, key and other 34-character identifiers.
  [/samsara_(api|oauth)_\w+/gi, hiddenToken],
  [/(AC|SK|AP|CR|CA|CN)[0-9a-f]{32}/gi, hiddenToken],
  [
    /\b([\w-]*(?:token|secret|passw(?:or)?d|api[-_]?key|authorization|signature))("?\s*[=:]\s*"?)(?!\s*(?:Bearer|Basic)\b)[^\s"'&,;}]+/gi,
    `$1$2${hiddenToken}`,
  ],
];

/**
 * International form, and North American numbers with or without separators. A longer run of digits is an id or a
 * time and stays; a bare run of 10 or 11 digits is hidden even where it is not a phone number.
 */
const phoneShapes: readonly RegExp[] = [
  /\+\d(?:[ ().-]{0,2}\d){6,14}/g,
  /(?<!\d)(?:1[ .-]?)?\(?\d{3}\)?[ .-]{0,2}\d{3}[ .-]?\d{4}(?!\d)/g,
];

/** Hides secrets and phone numbers inside free text, and cuts it at a length no log line needs. */
export function redactText(text: string): string {
  let shown = text.length > stringLengthMax ? `${text.slice(0, stringLengthMax)}…` : text;
  for (const [shape, replacement] of secretShapes) shown = shown.replace(shape, replacement);
  for (const shape of phoneShapes) shown = shown.replace(shape, hiddenPhone);
  return shown;
}

function redactError(error: Error, depth: number): Record<string, unknown> {
  const own: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(error)) own[name] = redactNamed(name, value, depth + 1);
  return {
    ...own,
    type: error.name,
    message: redactText(error.message),
    stack: redactText(error.stack ?? ''),
    ...(error.cause === undefined ? {} : { cause: redactAt(error.cause, depth + 1) }),
  };
}

function redactNamed(name: string, value: unknown, depth: number): unknown {
  if (value === null || value === undefined || typeof value === 'boolean') return value;
  if (harmlessName.test(name)) return redactAt(value, depth);
  if (secretName.test(name)) return hiddenToken;
  if (phoneName.test(name) && typeof value !== 'object') return hiddenPhone;
  return redactAt(value, depth);
}

function redactAt(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return redactText(String(value));
  if (typeof value === 'function' || typeof value === 'symbol') return `[${typeof value}]`;
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= depthMax) return '[deeper]';
  if (value instanceof Error) return redactError(value, depth);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'invalid date' : value.toISOString();
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (value instanceof Map || value instanceof Set) return redactAt([...value], depth);
  if (Array.isArray(value)) return value.slice(0, itemCountMax).map((item) => redactAt(item, depth + 1));
  const shown: Record<string, unknown> = {};
  for (const [name, item] of Object.entries(value).slice(0, itemCountMax)) {
    shown[redactText(name)] = redactNamed(name, item, depth + 1);
  }
  return shown;
}

/** A copy of a log line's fields that is safe to write: bounded in depth, width and length. */
export function redactFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const shown: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(fields)) shown[redactText(name)] = redactNamed(name, value, 0);
  return shown;
}
