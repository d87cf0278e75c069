import type { VehicleStatus } from '../fleet-frame.wire.ts';

/** What ages are told apart by: they are reported every 5 s with the engine on, every 5 min without. */
export const ageStates = ['moving', 'stopped', 'idle', 'off'] as const satisfies readonly VehicleStatus[];
export type AgeState = (typeof ageStates)[number];

/** Upper bounds of the classes of age; one more class, without a bound, follows. Stored tallies depend on them. */
const boundsSeconds = [
  2, 4, 6, 8, 10, 12, 15, 20, 25, 30, 45, 60, 90, 120, 180, 240, 300, 360, 600, 900, 1_800, 3_600, 14_400,
] as const;
export const ageClassCount = boundsSeconds.length + 1;
/** Ages above this are known to be above it, and no more. */
export const ageMsMax = boundsSeconds[boundsSeconds.length - 1]! * 1_000;

/** A fix from the future (a clock that runs ahead) is as new as can be. */
export function ageClassOf(ageMs: number): number {
  const seconds = ageMs / 1_000;
  const found = boundsSeconds.findIndex((bound) => seconds <= bound);
  return found < 0 ? boundsSeconds.length : found;
}

/**
 * The age that `share` of the looks did not exceed, evenly spread within its class; `null` without any look. Counts
 * stand in `counts` from `start`, one per class.
 */
export function ageAtMs(counts: ArrayLike<number>, start: number, share: number): number | null {
  let total = 0;
  for (let its = 0; its < ageClassCount; its += 1) total += counts[start + its] ?? 0;
  if (total === 0) return null;
  let left = share * total;
  for (let its = 0; its < boundsSeconds.length; its += 1) {
    const count = counts[start + its] ?? 0;
    if (count > 0 && left <= count) {
      const lower = its === 0 ? 0 : boundsSeconds[its - 1]!;
      return Math.round((lower + (boundsSeconds[its]! - lower) * (left / count)) * 1_000);
    }
    left -= count;
  }
  return ageMsMax;
}
