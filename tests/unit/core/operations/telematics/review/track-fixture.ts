import fc from 'fast-check';
import {
  allocateTrack,
  type ReviewTrack,
} from '../../../../../../src-main/core/operations/telematics/review/review-track.wire.ts';

export interface FixtureFix {
  readonly timeMs: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly speedMph?: number;
  readonly engine?: number;
}

export function trackOf(fixes: readonly FixtureFix[]): ReviewTrack {
  const { track } = allocateTrack(fixes.length);
  fixes.forEach(({ timeMs, latitude, longitude, speedMph, engine }, row) => {
    track.timeMs[row] = timeMs;
    track.latitudeE7[row] = Math.round(latitude * 1e7);
    track.longitudeE7[row] = Math.round(longitude * 1e7);
    if (speedMph !== undefined) track.speedDeciMph[row] = Math.round(speedMph * 10);
    if (engine !== undefined) track.engine[row] = engine;
  });
  return track;
}

export const minuteMs = 60_000;
export const startMs = 1_790_000_000_000;

interface Leg {
  readonly minutes: number;
  readonly mph: number;
}

/** A truck that goes straight north by these legs, a fix every `stepMs`. */
export function drive(legs: readonly Leg[], stepMs = 10_000): ReviewTrack {
  const fixes: FixtureFix[] = [];
  let timeMs = startMs;
  let latitude = 40;
  for (const { minutes, mph } of legs) {
    for (let step = 0; step < (minutes * minuteMs) / stepMs; step += 1) {
      fixes.push({ timeMs, latitude, longitude: -95, speedMph: mph });
      timeMs += stepMs;
      latitude += (mph * 0.44704 * (stepMs / 1_000)) / 111_195;
    }
  }
  return trackOf(fixes);
}

/** Drives, waits, silences and noise, in any order. */
export const anyTrack: fc.Arbitrary<ReviewTrack> = fc
  .array(
    fc.record({
      kind: fc.constantFrom('drive', 'stand', 'silence'),
      count: fc.integer({ min: 1, max: 60 }),
      mph: fc.integer({ min: 5, max: 80 }),
      bearing: fc.double({ min: 0, max: 6.28, noNaN: true }),
      stepMs: fc.integer({ min: 1_000, max: 300_000 }),
      noise: fc.integer({ min: -300, max: 300 }),
      tellsSpeed: fc.boolean(),
    }),
    { maxLength: 12 },
  )
  .map((legs) => {
    const fixes: FixtureFix[] = [];
    let [timeMs, latitude, longitude] = [startMs, 40, -95];
    for (const { kind, count, mph, bearing, stepMs, noise, tellsSpeed } of legs) {
      if (kind === 'silence') {
        timeMs += count * stepMs;
        continue;
      }
      const speedMph = kind === 'drive' ? mph : 0;
      for (let step = 0; step < count; step += 1) {
        const wobble = (noise * (step % 3)) / 1e7;
        fixes.push({
          timeMs,
          latitude: latitude + wobble,
          longitude: longitude - wobble,
          ...(tellsSpeed ? { speedMph } : {}),
          engine: kind === 'drive' ? 2 : step % 4,
        });
        const degrees = (speedMph * 0.44704 * (stepMs / 1_000)) / 111_195;
        latitude += Math.cos(bearing) * degrees;
        longitude += Math.sin(bearing) * degrees;
        timeMs += stepMs;
      }
    }
    return trackOf(fixes);
  });
