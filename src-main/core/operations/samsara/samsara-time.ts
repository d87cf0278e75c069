/**
 * RFC 3339 → Unix milliseconds, `null` when it is none. Date.parse alone takes "5" for a year; the vendor's precision
 * and offset vary (`…Z`, `….455Z`, `+00:00`).
 */
export function parseTimeMs(text: unknown): number | null {
  if (typeof text !== 'string' || text.length < 17 || text[4] !== '-' || text[10] !== 'T') return null;
  const timeMs = Date.parse(text);
  return Number.isNaN(timeMs) ? null : timeMs;
}
