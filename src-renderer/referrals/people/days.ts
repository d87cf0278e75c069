/** Days and times as fields hold them, by the clock of this computer. */

const two = (value: number): string => String(value).padStart(2, '0');

/** "2026-11-22". */
export function dayText(timeMs: number): string {
  const date = new Date(timeMs);
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** Midnight of a day in a field, or of the day after it; `null` for no day. */
function readDay(text: string, afterDays: number): number | null {
  const [year, month, day] = text.split('-').map(Number);
  if (year === undefined || month === undefined || day === undefined) return null;
  const timeMs = new Date(year, month - 1, day + afterDays).getTime();
  return Number.isFinite(timeMs) && year >= 1970 ? timeMs : null;
}

export const readDayStart = (text: string): number | null => readDay(text, 0);
/** Up to the end of the day: the first moment that is no longer of it. */
export const readDayEnd = (text: string): number | null => readDay(text, 1);

/** Days from the first to the last, both counted. */
export interface DaySpan {
  readonly firstDay: string;
  readonly lastDay: string;
}

export const spanChoices = ['month', 'lastMonth', 'year', 'all'] as const;
export type SpanChoice = (typeof spanChoices)[number];

export function daySpan(choice: SpanChoice, nowMs: number): DaySpan {
  const now = new Date(nowMs);
  const [year, month] = [now.getFullYear(), now.getMonth()];
  const day = (at: Date) => dayText(at.getTime());
  switch (choice) {
    case 'month':
      return { firstDay: day(new Date(year, month, 1)), lastDay: day(now) };
    case 'lastMonth':
      return { firstDay: day(new Date(year, month - 1, 1)), lastDay: day(new Date(year, month, 0)) };
    case 'year':
      return { firstDay: day(new Date(year, 0, 1)), lastDay: day(now) };
    case 'all':
      return { firstDay: '2000-01-01', lastDay: day(now) };
  }
}
