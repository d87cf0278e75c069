import { text } from '../app/text.ts';
import type { LoadedVehicle } from './loaded-review.ts';
import type { Moment } from './moment.ts';
import { ageText, spanText } from '../ui/age-text.ts';
import { formatSpeed } from '../ui/format.ts';
import { clockOrDayText } from './review-time.ts';

/** As on the live map: below it GPS noise and creeping in a dock look the same. */
export const movingAboveMph = 3;
const silentAfterMs = 10 * 60_000;

const directions = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'] as const;

export function directionText(headingDeg: number): string {
  const direction = directions[Math.round(headingDeg / 45) % directions.length] ?? 'n';
  return text.t(`fleet:heading.${direction}`);
}

/** What a truck did at one time, in a few words. */
export function momentWords(vehicle: LoadedVehicle, moment: Moment | null, timeMs: number): string {
  if (moment === null) return text.t('review:moment.never');
  const stop = vehicle.stops.find(({ arrivedAtMs, leftAtMs }) => arrivedAtMs <= timeMs && timeMs <= leftAtMs);
  if (stop !== undefined) {
    const sinceText = spanText(timeMs - stop.arrivedAtMs);
    return stop.placeName === null
      ? text.t('review:moment.standing', { sinceText, totalText: spanText(stop.leftAtMs - stop.arrivedAtMs) })
      : text.t('review:moment.standingAt', { place: stop.placeName, sinceText });
  }
  if (moment.kind === 'held' && moment.ageMs > silentAfterMs) {
    return text.t('review:moment.silent', {
      age: ageText(moment.ageMs),
      time: clockOrDayText(moment.fixTimeMs, timeMs),
    });
  }
  if (moment.speedMph === null) return text.t('review:moment.speedUnknown');
  if (moment.speedMph <= movingAboveMph) return text.t('review:moment.stopped');
  const speed = formatSpeed(moment.speedMph);
  return moment.headingDeg === null
    ? speed
    : text.t('review:moment.moving', { speed, direction: directionText(moment.headingDeg) });
}

/** Who drove at a time, `null` where nobody is known. */
export const driverNameAt = ({ drivers, trips }: LoadedVehicle, timeMs: number): string | null =>
  drivers
    .filter(({ fromMs, toMs }) => fromMs <= timeMs && timeMs <= (toMs ?? Number.POSITIVE_INFINITY))
    .at(-1)?.driverName ??
  trips.find(({ fromMs, toMs }) => fromMs <= timeMs && timeMs <= toMs)?.driverName ??
  null;
