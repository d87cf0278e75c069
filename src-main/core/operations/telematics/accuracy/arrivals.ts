import type { Fix } from '../facts.ts';
import type { HourTally } from './tally.ts';

/** No truck drives faster (134 mph); GPS noise over a few seconds does, so it takes a distance too. */
const jumpMetersPerSecond = 60;
const jumpMetersMin = 300;
/** Times remembered per vehicle, to tell a repeated fix from a late one: more than a minute of the busiest. */
const rememberedCount = 16;
const metersPerDegree = 111_320;

/** What is remembered of each vehicle's newest fixes, by slot. */
export interface Arrivals {
  /** Counts the fixes that came for a vehicle, oldest first or not. */
  take(tally: HourTally, slot: number, fixes: readonly Fix[]): void;
  /** The newest fix as it was before anything came: what is older than that is not judged. */
  seed(slot: number, fix: Pick<Fix, 'timeMs' | 'latitudeE6' | 'longitudeE6'>): void;
  reserve(slotCount: number): void;
  clear(): void;
}

interface Known {
  readonly newestMs: Float64Array;
  readonly latitudeE6: Int32Array;
  readonly longitudeE6: Int32Array;
  /** Judged are only fixes after this. */
  readonly seededMs: Float64Array;
  readonly times: Float64Array;
  readonly timeAt: Uint8Array;
}

const allocateKnown = (slotCount: number): Known => ({
  newestMs: new Float64Array(slotCount),
  latitudeE6: new Int32Array(slotCount),
  longitudeE6: new Int32Array(slotCount),
  seededMs: new Float64Array(slotCount),
  times: new Float64Array(slotCount * rememberedCount),
  timeAt: new Uint8Array(slotCount),
});

/** Flat-earth distance: exact enough to tell metres from miles. */
export function metersBetween(
  from: Pick<Fix, 'latitudeE6' | 'longitudeE6'>,
  to: Pick<Fix, 'latitudeE6' | 'longitudeE6'>,
): number {
  const latitude = (from.latitudeE6 + to.latitudeE6) / 2e6;
  const north = ((to.latitudeE6 - from.latitudeE6) / 1e6) * metersPerDegree;
  const degreesEast = (((to.longitudeE6 - from.longitudeE6) / 1e6 + 540) % 360) - 180;
  return Math.hypot(north, degreesEast * metersPerDegree * Math.cos((latitude * Math.PI) / 180));
}

/** Whether a truck cannot have driven from one fix to a newer one. */
export function isJump(from: Omit<Fix, 'address'>, to: Omit<Fix, 'address'>): boolean {
  const meters = metersBetween(from, to);
  return meters > jumpMetersMin && meters > (jumpMetersPerSecond * (to.timeMs - from.timeMs)) / 1_000;
}

function isRemembered({ times }: Known, slot: number, timeMs: number): boolean {
  const start = slot * rememberedCount;
  for (let at = start; at < start + rememberedCount; at += 1) if (times[at] === timeMs) return true;
  return false;
}

function remember(known: Known, slot: number, timeMs: number): void {
  const at = known.timeAt[slot]!;
  known.times[slot * rememberedCount + at] = timeMs;
  known.timeAt[slot] = (at + 1) % rememberedCount;
}

function takeNewer(known: Known, tally: HourTally, slot: number, fix: Fix): void {
  const from = {
    timeMs: known.newestMs[slot]!,
    latitudeE6: known.latitudeE6[slot]!,
    longitudeE6: known.longitudeE6[slot]!,
    speedDeciMph: null,
    headingDeg: null,
  };
  if (from.timeMs > 0 && isJump(from, fix)) tally.jumpCount[slot]! += 1;
  known.newestMs[slot] = fix.timeMs;
  known.latitudeE6[slot] = fix.latitudeE6;
  known.longitudeE6[slot] = fix.longitudeE6;
}

export function createArrivals(): Arrivals {
  let known = allocateKnown(0);

  function takeOne(tally: HourTally, slot: number, fix: Fix) {
    if (fix.timeMs <= known.seededMs[slot]!) return;
    if (isRemembered(known, slot, fix.timeMs)) {
      tally.repeatCount[slot]! += 1;
      return;
    }
    remember(known, slot, fix.timeMs);
    tally.fixCount[slot]! += 1;
    if (fix.timeMs > known.newestMs[slot]!) takeNewer(known, tally, slot, fix);
    else tally.lateCount[slot]! += 1;
  }

  return {
    take(tally, slot, fixes) {
      // What one page brings came at once: its own order says nothing.
      const inOrder = fixes.length > 1 ? [...fixes].sort((a, b) => a.timeMs - b.timeMs) : fixes;
      for (const fix of inOrder) takeOne(tally, slot, fix);
    },
    seed(slot, { timeMs, latitudeE6, longitudeE6 }) {
      known.seededMs[slot] = timeMs;
      known.newestMs[slot] = timeMs;
      known.latitudeE6[slot] = latitudeE6;
      known.longitudeE6[slot] = longitudeE6;
    },
    reserve(slotCount) {
      if (slotCount <= known.newestMs.length) return;
      const grown = allocateKnown(slotCount);
      for (const name of Object.keys(known) as (keyof Known)[]) grown[name].set(known[name]);
      known = grown;
    },
    clear() {
      known = allocateKnown(0);
    },
  };
}
