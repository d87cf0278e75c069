const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

interface WallClock {
  /** "2026-11-22". */
  readonly day: string;
  readonly hour: number;
}

export interface TimeZoneDay {
  readonly startMs: number;
  /** Start of the next day: 23, 24 or 25 hours later. */
  readonly endMs: number;
  readonly hours: readonly { readonly startMs: number; readonly hour: number }[];
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    calendar: 'iso8601',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(timeZone, format);
  return format;
}

function wallClockAt(timeMs: number, timeZone: string): WallClock {
  const parts = new Map(
    formatFor(timeZone)
      .formatToParts(timeMs)
      .map(({ type, value }) => [type, value]),
  );
  return {
    day: `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`,
    hour: Number(parts.get('hour')),
  };
}

/** The day it is at `timeMs` in a time zone, e.g. "2026-11-22". */
export const dayAt = (timeMs: number, timeZone: string): string => wallClockAt(timeMs, timeZone).day;

/** The vendor's name of a time zone, or that of this computer where there is none or nobody knows it. */
export function resolveTimeZone(name: string | null): {
  readonly timeZone: string;
  readonly isKnown: boolean;
} {
  const fallback = new Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (name === null) return { timeZone: fallback, isKnown: false };
  try {
    formatFor(name);
    return { timeZone: name, isKnown: true };
  } catch (error) {
    // The one way to ask whether a name is a time zone.
    if (error instanceof RangeError) return { timeZone: fallback, isKnown: false };
    throw error;
  }
}

/** "2026-11-22" and 1 → "2026-11-23". */
export function addDays(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

/** First minute that belongs to `day` or a later one. Midnight may not exist where clocks change at midnight. */
function dayStartMs(day: string, timeZone: string): number {
  const noonMs = Date.parse(`${day}T12:00:00Z`);
  // Places differ from UTC by 14 hours at most.
  let before = noonMs - 28 * hourMs;
  let notBefore = noonMs + 4 * hourMs;
  while (notBefore - before > minuteMs) {
    const middle = before + Math.floor((notBefore - before) / 2 / minuteMs) * minuteMs;
    if (dayAt(middle, timeZone) < day) before = middle;
    else notBefore = middle;
  }
  return notBefore;
}

/** A day as lived in a time zone. */
export function timeZoneDay(day: string, timeZone: string): TimeZoneDay {
  const startMs = dayStartMs(day, timeZone);
  const endMs = dayStartMs(addDays(day, 1), timeZone);
  const hours: { startMs: number; hour: number }[] = [];
  for (let hourStartMs = startMs; hourStartMs < endMs; hourStartMs += hourMs) {
    hours.push({ startMs: hourStartMs, hour: wallClockAt(hourStartMs, timeZone).hour });
  }
  return { startMs, endMs, hours };
}
