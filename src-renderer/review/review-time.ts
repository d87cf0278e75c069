/** Times of the office: the zone this computer is set to. One locale until the settings offer another. */
const locale = 'en-US';

const minuteMs = 60_000;
export const hourMs = 60 * minuteMs;
export const dayMs = 24 * hourMs;
/** As the core allows. */
export const spanDaysMax = 31;

export interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

export type SpanChoice = 'today' | 'yesterday' | 'last24' | 'custom';

/** Midnight of the office `days` after the one before `timeMs`; days are not always 24 hours long. */
export function midnight(timeMs: number, days = 0): number {
  const date = new Date(timeMs);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days).getTime();
}

export function spanOf(choice: Exclude<SpanChoice, 'custom'>, nowMs: number): Span {
  if (choice === 'last24') return { fromMs: nowMs - dayMs, toMs: nowMs };
  if (choice === 'today') return { fromMs: midnight(nowMs), toMs: nowMs };
  return { fromMs: midnight(nowMs, -1), toMs: midnight(nowMs) - 1 };
}

/** The whole day of the office that holds a time. */
export const dayAround = (timeMs: number): Span => ({
  fromMs: midnight(timeMs),
  toMs: midnight(timeMs, 1) - 1,
});

export type SpanProblem = 'backwards' | 'tooLong' | 'future' | 'unreadable';

/** What is wrong with a span that a person typed, `null` when nothing is. */
export function spanProblem({ fromMs, toMs }: Span, nowMs: number): SpanProblem | null {
  if (!Number.isFinite(fromMs) || !Number.isFinite(toMs)) return 'unreadable';
  if (fromMs >= toMs) return 'backwards';
  if (toMs - fromMs > spanDaysMax * dayMs) return 'tooLong';
  return fromMs > nowMs ? 'future' : null;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** "2026-11-22T14:20", as a field for date and time wants it. */
export function fieldTime(timeMs: number): string {
  const date = new Date(timeMs);
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** NaN for what is no time. */
export const readFieldTime = (text: string): number => (text === '' ? Number.NaN : new Date(text).getTime());

const clock = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
const clockSeconds = new Intl.DateTimeFormat(locale, {
  hour: 'numeric',
  minute: '2-digit',
  second: '2-digit',
});
const day = new Intl.DateTimeFormat(locale, { weekday: 'short', month: 'short', day: 'numeric' });
const dayClock = new Intl.DateTimeFormat(locale, {
  weekday: 'short',
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});
const zone = new Intl.DateTimeFormat(locale, { timeZoneName: 'short' });
const zoneLong = new Intl.DateTimeFormat(locale, { timeZoneName: 'long' });

export const clockText = (timeMs: number): string => clock.format(timeMs);
export const clockSecondsText = (timeMs: number): string => clockSeconds.format(timeMs);
export const dayText = (timeMs: number): string => day.format(timeMs);
export const dayClockText = (timeMs: number): string => dayClock.format(timeMs);

const isSameDay = (a: number, b: number): boolean => midnight(a) === midnight(b);

/** "2:20 PM", with the day in front where it is not that of the other time. */
export const clockOrDayText = (timeMs: number, otherMs: number): string =>
  isSameDay(timeMs, otherMs) ? clock.format(timeMs) : dayClock.format(timeMs);

/** "2:20:15 PM", or day and clock where it is not the day of the other time. */
export const secondsOrDayText = (timeMs: number, otherMs: number): string =>
  isSameDay(timeMs, otherMs) ? clockSeconds.format(timeMs) : dayClock.format(timeMs);

/** "2:20 PM", with the day in front where the span holds more than one. */
export const momentText = (timeMs: number, span: Span): string =>
  isSameDay(span.fromMs, span.toMs) ? clock.format(timeMs) : dayClock.format(timeMs);

const partOf = (format: Intl.DateTimeFormat, timeMs: number): string =>
  format.formatToParts(timeMs).find(({ type }) => type === 'timeZoneName')?.value ?? '';

/** "CST", and "Central Standard Time". */
export const zoneText = (timeMs: number): string => partOf(zone, timeMs);
export const zoneName = (timeMs: number): string => partOf(zoneLong, timeMs);

/** IANA name of the office's zone. */
export const officeTimeZone = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone;
