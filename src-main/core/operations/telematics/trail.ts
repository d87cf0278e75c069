import type { Trail } from './contract.ts';
import { unknownI32, type FixColumns } from './store/index.ts';

/** All rows, or of more than `pointCountMax` exactly that many: evenly spaced by number, with the first and the last. */
function rowsOf(rowCount: number, pointCountMax: number): number[] {
  const last = rowCount - 1;
  const steps = pointCountMax - 1;
  if (last <= steps) return Array.from({ length: rowCount }, (_, row) => row);
  return Array.from({ length: pointCountMax }, (_, step) => Math.ceil((step * last) / steps));
}

/** Fixes as a desk draws them. */
export function trailOf(fixes: FixColumns, pointCountMax: number): Trail {
  const rows = rowsOf(fixes.timeMs.length, pointCountMax);
  const speedMphAt = (row: number) => {
    const speedDeciMph = fixes.speedDeciMph[row]!;
    return speedDeciMph === unknownI32 ? null : speedDeciMph / 10;
  };
  return {
    timeMs: rows.map((row) => fixes.timeMs[row]!),
    latitude: rows.map((row) => fixes.latitudeE6[row]! / 1e6),
    longitude: rows.map((row) => fixes.longitudeE6[row]! / 1e6),
    speedMph: rows.map(speedMphAt),
  };
}
