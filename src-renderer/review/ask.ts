import { dayMs, midnight } from './review-time.ts';

export interface Asked {
  /** What is left for finding the truck. */
  readonly truck: string;
  readonly timeMs: number;
  /** False: only a day was named, and `timeMs` is its midnight. */
  readonly hasClock: boolean;
}

const weekdays = ['sunday', 'monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday'];

interface Clock {
  readonly minutes: number;
  readonly text: string;
}

/** "14:20", "2:20 pm", "2pm", "0920": hours and minutes, or `null`. */
function findClock(text: string): Clock | null {
  const found =
    /(?:^|\s)(?:at\s+)?(\d{1,2})(?::(\d{2}))?\s*([ap])\.?m\.?(?=\s|$)/i.exec(text) ??
    /(?:^|\s)(?:at\s+)?(\d{1,2}):(\d{2})(?=\s|$)/i.exec(text) ??
    /\s(?:at\s+)(\d{2})(\d{2})(?=\s|$)/i.exec(text);
  if (!found) return null;
  const [whole, hourText, minuteText, half] = found;
  const minute = Number(minuteText ?? 0);
  let hour = Number(hourText);
  if (minute > 59) return null;
  if (half === undefined) {
    if (hour > 23) return null;
  } else {
    if (hour < 1 || hour > 12) return null;
    hour = (hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  }
  return { minutes: hour * 60 + minute, text: whole };
}

interface Day {
  readonly midnightMs: number;
  readonly text: string;
}

/** "today", "yesterday", "mon", "11/21", "11/21/2026", "2026-11-21": always the last one that has begun. */
function findDay(text: string, nowMs: number): Day | null {
  const word = /(?:^|\s)(?:on\s+)?(today|yesterday)(?=\s|$)/i.exec(text);
  if (word) {
    const isToday = word[1]?.toLowerCase() === 'today';
    return { midnightMs: midnight(nowMs, isToday ? 0 : -1), text: word[0] };
  }
  const named = /(?:^|\s)(?:on\s+)?(sun|mon|tue|wed|thu|fri|sat)([a-z]*)(?=\s|$)/i.exec(text);
  if (named) {
    const typed = `${named[1] ?? ''}${named[2] ?? ''}`.toLowerCase();
    const weekday = weekdays.findIndex((name) => name.startsWith(typed));
    if (weekday >= 0) {
      const back = (new Date(nowMs).getDay() - weekday + 7) % 7;
      return { midnightMs: midnight(nowMs, -back), text: named[0] };
    }
  }
  const iso = /(?:^|\s)(\d{4})-(\d{2})-(\d{2})(?=\s|$)/.exec(text);
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]), iso[0]);
  const american = /(?:^|\s)(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?(?=\s|$)/.exec(text);
  if (!american) return null;
  const [whole, month, day, year] = american;
  const thisYear = new Date(nowMs).getFullYear();
  const found = dayOf(year === undefined ? thisYear : Number(year), Number(month), Number(day), whole);
  const isAhead = found !== null && year === undefined && found.midnightMs > nowMs;
  return isAhead ? dayOf(thisYear - 1, Number(month), Number(day), whole) : found;
}

function dayOf(year: number, month: number, day: number, text: string): Day | null {
  const date = new Date(year, month - 1, day);
  return date.getMonth() === month - 1 && date.getDate() === day
    ? { midnightMs: date.getTime(), text }
    : null;
}

/**
 * "117 yesterday 14:20", "truck 117 at 2:20 pm", "117 11/21 9am": who, and when in the time of the office. Without a day
 * it is the last time the clock showed that. `null` when no time is in it.
 */
export function readQuestion(question: string, nowMs: number): Asked | null {
  const text = question.trim().replace(/[?,]/g, ' ');
  const day = findDay(text, nowMs);
  const withoutDay = day === null ? text : text.replace(day.text, ' ');
  const clock = findClock(withoutDay);
  if (clock === null && day === null) return null;
  const truck = (clock === null ? withoutDay : withoutDay.replace(clock.text, ' '))
    .replace(/(?:^|\s)(?:where was|where is|truck|was|at|on)(?=\s|$)/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (clock === null) return { truck, timeMs: day?.midnightMs ?? nowMs, hasClock: false };
  const onDay = (midnightMs: number) => {
    const date = new Date(midnightMs);
    date.setHours(0, clock.minutes);
    return date.getTime();
  };
  if (day !== null) return { truck, timeMs: onDay(day.midnightMs), hasClock: true };
  const today = onDay(midnight(nowMs));
  return { truck, timeMs: today <= nowMs ? today : onDay(midnight(nowMs - dayMs / 2, -1)), hasClock: true };
}
