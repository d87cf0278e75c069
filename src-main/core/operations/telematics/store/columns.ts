/** Times and values of readings lie between this and its negative, so that sums and differences stay exact. */
export const wholeNumberMax = 2 ** 50;

/** "Not known" in an integer column: the one value it cannot hold. */
export const unknownI32 = -2_147_483_648;

/**
 * Fixes of one vehicle, column by column, oldest first, each time once. Times are Unix milliseconds; coordinates are in
 * 1e-6 of a degree (11 cm), which is what the store keeps exactly; `unknownI32` where the vendor did not say.
 */
export interface FixColumns {
  readonly timeMs: Float64Array;
  readonly latitudeE6: Int32Array;
  readonly longitudeE6: Int32Array;
  readonly speedDeciMph: Int32Array;
  readonly headingDeg: Int32Array;
}

/**
 * Series beside the fixes (engine, fuel, speed limit, …), with times of their own. Ordered by kind, then time; each
 * pair once. Values are whole numbers (see `wholeNumberMax`) in the unit of their kind; NaN: the vendor said "unknown".
 */
export interface ReadingColumns {
  readonly kind: Int32Array;
  readonly timeMs: Float64Array;
  readonly value: Float64Array;
}

/** All columns in one piece of memory: many small pieces leave the allocator's heap full of holes. */
export function allocateFixes(count: number): FixColumns {
  const memory = new ArrayBuffer(count * 24);
  return {
    timeMs: new Float64Array(memory, 0, count),
    latitudeE6: new Int32Array(memory, count * 8, count),
    longitudeE6: new Int32Array(memory, count * 12, count),
    speedDeciMph: new Int32Array(memory, count * 16, count),
    headingDeg: new Int32Array(memory, count * 20, count),
  };
}

/** In one piece, as `allocateFixes`. */
export function allocateReadings(count: number): ReadingColumns {
  const memory = new ArrayBuffer(count * 20);
  return {
    kind: new Int32Array(memory, count * 16, count),
    timeMs: new Float64Array(memory, 0, count),
    value: new Float64Array(memory, count * 8, count),
  };
}
