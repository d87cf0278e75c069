import type { Vehicle } from '../fleet/index.ts';
import { unpluggedSinceMs } from '../fleet/reports.ts';

/** Whether the vendor learns where this truck is and what it does at that moment. */
export function isTracked(vehicle: Vehicle, atMs: number): boolean {
  const { condition } = vehicle;
  if (condition === 'stored' || condition === 'notInstalled' || condition === 'private') return false;
  return unpluggedSinceMs(vehicle, atMs) === null;
}
