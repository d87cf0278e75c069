import type { Schedule } from './rule-schemas.ts';

const dayNames = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  formats.set(timeZone, format);
  return format;
}

/** Day (0 = Sunday) and minute of the day as clocks on the wall of that time zone show them. */
function wallClock(timeMs: number, timeZone: string): { readonly day: number; readonly minute: number } {
  const parts = formatOf(timeZone).formatToParts(timeMs);
  const read = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? '';
  return {
    day: dayNames.indexOf(read('weekday')),
    minute: Number(read('hour')) * 60 + Number(read('minute')),
  };
}

/** Whether a rule with this schedule applies at that time. A span past midnight belongs to the day on which it begins. */
export function isInSchedule(schedule: Schedule, timeMs: number): boolean {
  if (schedule.kind === 'always') return true;
  const { days, fromMinute, toMinute, timeZone } = schedule;
  const { day, minute } = wallClock(timeMs, timeZone);
  if (fromMinute < toMinute) return days.includes(day) && minute >= fromMinute && minute < toMinute;
  if (minute >= fromMinute) return days.includes(day);
  return minute < toMinute && days.includes((day + 6) % 7);
}
