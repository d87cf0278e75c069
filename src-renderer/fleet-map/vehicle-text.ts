import { cachedText } from '../app/cached-text.ts';
import { text } from '../app/text.ts';
import type { VehicleRow } from './frame-store.ts';
import type { VehicleNeed } from './vehicle-need.ts';

/** The position, speed and status can be taken for "now". */
export const isCurrent = (row: VehicleRow): boolean =>
  row.freshness === 'live' || row.freshness === 'delayed';

/** Parked and asleep trucks are as they should be; everything else that is not current is worth a warning colour. */
export const isWorrying = (row: VehicleRow | null): boolean =>
  row !== null &&
  (row.freshness === 'stale' || row.freshness === 'lost') &&
  !['parked', 'asleep', 'private'].includes(row.cause);

const statusWord = cachedText((status: VehicleRow['status']) => text.t(`fleet:status.${status}`));
const freshnessWord = cachedText((freshness: VehicleRow['freshness']) =>
  text.t(`fleet:freshness.${freshness}`),
);
const causeWord = cachedText((cause: Exclude<VehicleRow['cause'], 'none'>) => text.t(`fleet:cause.${cause}`));

/** Why it wants an eye, for a list. */
export const needText = cachedText((need: VehicleNeed) => text.t(`fleet:need.${need}`));

/** One word for a list: the status while it can be trusted, else why it cannot. */
export function vehicleWord(row: VehicleRow | null): string {
  if (row === null || row.freshness === 'never') return freshnessWord('never');
  if (isCurrent(row)) return statusWord(row.status);
  return row.cause === 'none' ? freshnessWord(row.freshness) : causeWord(row.cause);
}

/** What the position is worth and why, in plain words. */
export function freshnessSentence(row: VehicleRow | null): string {
  if (row === null) return text.t('fleet:freshnessSentence.never');
  const worth = text.t(`fleet:freshnessSentence.${row.freshness}`);
  return row.cause === 'none' ? worth : `${worth} ${text.t(`fleet:causeSentence.${row.cause}`)}`;
}

const directions = ['n', 'ne', 'e', 'se', 's', 'sw', 'w', 'nw'] as const;

/** `headingDeg`: 0 is north, clockwise. */
export function headingText(headingDeg: number): string {
  const turned = ((headingDeg % 360) + 360) % 360;
  return text.t(`fleet:heading.${directions[Math.round(turned / 45) % 8] ?? 'n'}`);
}
