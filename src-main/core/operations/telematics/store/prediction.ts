/*
 * Where a vehicle should be after driving on by its own speed and heading: only the difference is stored, which is
 * little more than the noise of the receiver. Whole-number tables, and nothing but products, sums and rounding of
 * doubles, so that every machine and every version of the engine predicts the same. What is written depends on the
 * tables: a test holds them fast.
 */

const unitsPerOne = 32_768;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

export const northTable = Int32Array.from({ length: 361 }, (_, degrees) =>
  Math.round(Math.cos(radians(degrees)) * unitsPerOne),
);
export const eastTable = Int32Array.from({ length: 361 }, (_, degrees) =>
  Math.round(Math.sin(radians(degrees)) * unitsPerOne),
);
/** By whole degree of latitude: how many degrees of longitude are as long as a degree of latitude, times 1024. */
export const stretchTable = Int32Array.from({ length: 91 }, (_, degrees) =>
  Math.round(1_024 / Math.max(0.02, Math.cos(radians(degrees + 0.5)))),
);

/** 0.1 mph for 1 ms, in 1e-6 of a degree of latitude (0.111195 m). */
const microDegreesPerStep = 0.044704 / 1_000 / 0.111195;
/** Over a longer silence the last speed says nothing, and the numbers stay exact. */
const durationMsMax = 60_000;
const speedDeciMphMax = 2_000;

/** Distance in 1e-6 of a degree of latitude; 0 where speed and heading tell nothing. */
export function strideOf(
  durationMs: number,
  speedBefore: number,
  speedNow: number,
  headingDeg: number,
): number {
  if (durationMs > durationMsMax || durationMs <= 0) return 0;
  if (speedBefore < 0 || speedBefore > speedDeciMphMax || speedNow < 0 || speedNow > speedDeciMphMax)
    return 0;
  if (headingDeg < 0 || headingDeg > 360) return 0;
  return (speedBefore + speedNow) * 0.5 * durationMs * microDegreesPerStep;
}

export const northOf = (stride: number, headingDeg: number): number =>
  Math.round((stride * (northTable[headingDeg] ?? 0)) / unitsPerOne);

export function eastOf(stride: number, headingDeg: number, latitudeE6: number): number {
  const degrees = Math.min(90, Math.trunc(Math.abs(latitudeE6) / 1_000_000));
  return Math.round(
    (stride * (eastTable[headingDeg] ?? 0) * (stretchTable[degrees] ?? 0)) / (unitsPerOne * 1_024),
  );
}
