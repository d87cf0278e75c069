import { cachedText } from '../app/cached-text.ts';
import { text } from '../app/text.ts';
import { ageOf, spanOf } from './age.ts';
import { formatCount } from './format.ts';

const inUnit = (unit: 'seconds' | 'minutes' | 'hours' | 'days') =>
  cachedText((value: number) => text.t(`app:age.${unit}`, { value: formatCount(value) }));

const agesByUnit = {
  seconds: inUnit('seconds'),
  minutes: inUnit('minutes'),
  hours: inUnit('hours'),
  days: inUnit('days'),
} as const;

/** "12 s", "4 min", "3 h", "5 d", or "now". */
export function ageText(ageMs: number): string {
  const age = ageOf(ageMs);
  return age.unit === 'now' ? text.t('app:age.now') : agesByUnit[age.unit](age.value);
}

/** "3 h 05 min", or "12 min" below an hour. */
export function spanText(durationMs: number): string {
  const { hours, minutes } = spanOf(durationMs);
  return hours === 0
    ? text.t('app:age.minutes', { value: minutes })
    : text.t('app:age.hoursMinutes', { hours, minutes: String(minutes).padStart(2, '0') });
}

/** "3:05": the same span where a column is narrow. */
export function spanClockText(durationMs: number): string {
  const { hours, minutes } = spanOf(durationMs);
  return `${hours}:${String(minutes).padStart(2, '0')}`;
}
