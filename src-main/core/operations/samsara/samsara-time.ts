const zero = 48;

function digits(text: string, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) {
    const digit = text.charCodeAt(at) - zero;
    if (digit < 0 || digit > 9) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
}

/** Points come in runs of the same day: its midnight is worked out once. */
let day = '';
let dayMs = Number.NaN;

/**
 * RFC 3339 → Unix milliseconds, `null` when it is none. Precision and offset vary (`…Z`, `….455Z`, `+00:00`). The usual
 * UTC forms are read by hand, at a third of what Date.parse takes; Date.parse alone would also take "5" for a year.
 */
export function parseTimeMs(text: unknown): number | null {
  if (typeof text !== 'string' || text.length < 17 || text[4] !== '-' || text[10] !== 'T') return null;
  const isPlain = text.endsWith('Z') && (text.length === 20 || (text.length === 24 && text[19] === '.'));
  const timeMs = isPlain ? readPlain(text) : Date.parse(text);
  return Number.isNaN(timeMs) ? null : timeMs;
}

function readPlain(text: string): number {
  if (!text.startsWith(day) || day === '') {
    day = text.slice(0, 10);
    dayMs = Date.parse(day);
  }
  const hours = digits(text, 11, 13);
  const minutes = digits(text, 14, 16);
  const seconds = digits(text, 17, 19);
  if (!(hours < 24 && minutes < 60 && seconds < 60)) return Date.parse(text);
  const milliseconds = text.length === 24 ? digits(text, 20, 23) : 0;
  return dayMs + (hours * 3_600 + minutes * 60 + seconds) * 1_000 + milliseconds;
}
