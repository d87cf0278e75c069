import {
  rowAtOrAfter,
  trackEngineStates,
  trackUnknownU16,
  trackUnknownU8,
  type ReviewTrack,
} from '../../src-main/core/operations/telematics/review/review-track.wire.ts';

/** Where a vehicle was at one time, as far as its fixes tell. */
export interface Moment {
  readonly latitude: number;
  readonly longitude: number;
  /** `moving`: between two fixes on the straight way; `held`: at its last fix, while it said nothing. */
  readonly kind: 'moving' | 'held';
  /** Since the fix it rests on. */
  readonly ageMs: number;
  readonly fixTimeMs: number;
  readonly speedMph: number | null;
  readonly headingDeg: number | null;
  readonly fuelPercent: number | null;
  readonly speedLimitMph: number | null;
  readonly engine: (typeof trackEngineStates)[number];
}

export interface FixBefore {
  readonly timeMs: number;
  readonly latitude: number;
  readonly longitude: number;
}

const known = (value: number, unknown: number): number | null => (value === unknown ? null : value);

export const speedAt = (track: ReviewTrack, row: number): number | null => {
  const speed = known(track.speedDeciMph[row]!, trackUnknownU16);
  return speed === null ? null : speed / 10;
};

function atRow(track: ReviewTrack, row: number, timeMs: number): Moment {
  const fixTimeMs = track.timeMs[row]!;
  return {
    latitude: track.latitudeE7[row]! / 1e7,
    longitude: track.longitudeE7[row]! / 1e7,
    kind: 'held',
    ageMs: timeMs - fixTimeMs,
    fixTimeMs,
    speedMph: speedAt(track, row),
    headingDeg: known(track.headingDeg[row]!, trackUnknownU16),
    fuelPercent: known(track.fuelPercent[row]!, trackUnknownU8),
    speedLimitMph: known(track.speedLimitMph[row]!, trackUnknownU8),
    engine: trackEngineStates[track.engine[row]!] ?? 'unknown',
  };
}

/**
 * Between two fixes on the straight way from one to the other, unless there was a silence between them: then it is held
 * where it was last heard. Before its first fix of the span it is where it was last heard before; `null`: never heard.
 */
export function momentAt(track: ReviewTrack, before: FixBefore | null, timeMs: number): Moment | null {
  const next = rowAtOrAfter(track, timeMs);
  const count = track.timeMs.length;
  if (next < count && track.timeMs[next] === timeMs) return atRow(track, next, timeMs);
  const last = next - 1;
  if (last < 0) {
    if (before === null) return null;
    const nothing = {
      speedMph: null,
      headingDeg: null,
      fuelPercent: null,
      speedLimitMph: null,
      engine: 'unknown',
    } as const;
    const { latitude, longitude } = before;
    const ageMs = timeMs - before.timeMs;
    return { latitude, longitude, kind: 'held', ageMs, fixTimeMs: before.timeMs, ...nothing };
  }
  const held = atRow(track, last, timeMs);
  if (next >= count || track.afterSilence[next] === 1) return held;
  const part = (timeMs - held.fixTimeMs) / (track.timeMs[next]! - held.fixTimeMs);
  const nextLatitude = track.latitudeE7[next]! / 1e7;
  const nextLongitude = track.longitudeE7[next]! / 1e7;
  return {
    ...held,
    kind: 'moving',
    latitude: held.latitude + (nextLatitude - held.latitude) * part,
    longitude: held.longitude + (nextLongitude - held.longitude) * part,
  };
}
