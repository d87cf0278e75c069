const locale = 'en-US';

export interface ZoneTime {
  /** "2:41 PM". */
  time(timeMs: number): string;
  /** "Sunday, November 22, 2026", of a day like "2026-11-22". */
  day(day: string): string;
  /** "Central Standard Time". */
  readonly name: string;
}

/** Times as the clocks show them in a time zone on a certain day. */
export function zoneTime(timeZone: string, dayMs: number): ZoneTime {
  const time = new Intl.DateTimeFormat(locale, { timeZone, hour: 'numeric', minute: '2-digit' });
  const date = new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'full' });
  const zone = new Intl.DateTimeFormat(locale, { timeZone, timeZoneName: 'longGeneric' })
    .formatToParts(dayMs)
    .find(({ type }) => type === 'timeZoneName');
  return {
    time: (timeMs) => time.format(timeMs),
    day: (day) => date.format(Date.parse(`${day}T00:00:00Z`)),
    name: zone?.value ?? timeZone,
  };
}

/** "2026-11-22" and -1 → "2026-11-21". */
export function shiftDay(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}
