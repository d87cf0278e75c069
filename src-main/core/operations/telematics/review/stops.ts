import { distanceMeters } from '../geofences/area.ts';
import { movingAboveDeciMph } from '../vehicle-status.ts';
import { trackEngineStates, trackUnknownU16, type ReviewTrack } from './review-track.wire.ts';

export interface StopRules {
  /** A vehicle within this of where it came to stand has not left: a yard is wide, and receivers wander. */
  readonly radiusMeters: number;
  /** Shorter ones are lights and traffic. */
  readonly dwellMsMin: number;
}

export const stopRules: StopRules = { radiusMeters: 120, dwellMsMin: 3 * 60_000 };

export interface Stop {
  /** Rows of the track: the first and the last fix that stood. */
  readonly fromRow: number;
  readonly toRow: number;
  readonly arrivedAtMs: number;
  /** Last time it was heard standing here: with `isEndSeen` false it may have stood longer. */
  readonly leftAtMs: number;
  /** False when the track begins with it. */
  readonly isStartSeen: boolean;
  /** False when the track ends with it. */
  readonly isEndSeen: boolean;
  readonly latitude: number;
  readonly longitude: number;
  /** Longest time without a fix inside it: a sleeping gateway, or one that could have been elsewhere. */
  readonly silenceMs: number;
  /** Time with the engine on or idling, as far as it was told. */
  readonly engineRunningMs: number;
}

const placeOf = (track: ReviewTrack, row: number) => ({
  latitude: track.latitudeE7[row]! / 1e7,
  longitude: track.longitudeE7[row]! / 1e7,
});

const running: ReadonlySet<number> = new Set([
  trackEngineStates.indexOf('on'),
  trackEngineStates.indexOf('idle'),
]);

/** Without a speed a fix stands when it is where the one before it was. */
function isStanding(track: ReviewTrack, row: number): boolean {
  const speed = track.speedDeciMph[row]!;
  if (speed !== trackUnknownU16) return speed <= movingAboveDeciMph;
  return row > 0 && distanceMeters(placeOf(track, row - 1), placeOf(track, row)) < unspokenMeters;
}
const unspokenMeters = 30;

interface Candidate {
  readonly fromRow: number;
  readonly place: { readonly latitude: number; readonly longitude: number };
  /** Last row that stood. */
  toRow: number;
}

function measure(track: ReviewTrack, { fromRow, toRow }: Candidate): Stop {
  let latitudeSum = 0;
  let longitudeSum = 0;
  let silenceMs = 0;
  let engineRunningMs = 0;
  for (let row = fromRow; row <= toRow; row += 1) {
    latitudeSum += track.latitudeE7[row]!;
    longitudeSum += track.longitudeE7[row]!;
    if (row === fromRow) continue;
    const durationMs = track.timeMs[row]! - track.timeMs[row - 1]!;
    silenceMs = Math.max(silenceMs, durationMs);
    if (running.has(track.engine[row - 1]!)) engineRunningMs += durationMs;
  }
  const count = toRow - fromRow + 1;
  return {
    fromRow,
    toRow,
    arrivedAtMs: track.timeMs[fromRow]!,
    leftAtMs: track.timeMs[toRow]!,
    isStartSeen: fromRow > 0,
    isEndSeen: toRow < track.timeMs.length - 1,
    latitude: latitudeSum / count / 1e7,
    longitude: longitudeSum / count / 1e7,
    silenceMs,
    engineRunningMs,
  };
}

/**
 * Where a vehicle stood, oldest first, never overlapping. A stop begins with the first fix that stands and lasts until
 * the last one that stands before the vehicle is further than `radiusMeters` from there; creeping inside is part of it.
 * A silence is part of it when the vehicle is heard again in the same place.
 */
export function findStops(track: ReviewTrack, rules: StopRules = stopRules): Stop[] {
  const stops: Stop[] = [];
  let candidate: Candidate | null = null;
  const close = (ended: Candidate) => {
    const dwellMs = track.timeMs[ended.toRow]! - track.timeMs[ended.fromRow]!;
    if (dwellMs >= rules.dwellMsMin) stops.push(measure(track, ended));
  };
  for (let row = 0; row < track.timeMs.length; row += 1) {
    const place = placeOf(track, row);
    if (candidate !== null && distanceMeters(candidate.place, place) > rules.radiusMeters) {
      close(candidate);
      candidate = null;
    }
    if (!isStanding(track, row)) continue;
    if (candidate === null) candidate = { fromRow: row, toRow: row, place };
    else candidate.toRow = row;
  }
  if (candidate !== null) close(candidate);
  return stops;
}
