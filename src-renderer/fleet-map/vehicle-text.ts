import { text } from '../app/text.ts';
import type { VehicleRow } from './frame-store.ts';

/** The position, speed and status can be taken for "now". */
export const isCurrent = (row: VehicleRow): boolean =>
  row.freshness === 'live' || row.freshness === 'delayed';

/** Parked and asleep trucks are as they should be; everything else that is not current is worth a warning colour. */
export const isWorrying = (row: VehicleRow | null): boolean =>
  row !== null &&
  (row.freshness === 'stale' || row.freshness === 'lost') &&
  !['parked', 'asleep', 'private'].includes(row.cause);

/** One word for a list: the status while it can be trusted, else why it cannot. */
export function vehicleWord(row: VehicleRow | null): string {
  if (row === null || row.freshness === 'never') return text.t('fleet:freshness.never');
  if (isCurrent(row)) return text.t(`fleet:status.${row.status}`);
  return row.cause === 'none'
    ? text.t(`fleet:freshness.${row.freshness}`)
    : text.t(`fleet:cause.${row.cause}`);
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
