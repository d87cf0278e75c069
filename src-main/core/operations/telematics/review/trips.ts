import { distanceMeters } from '../geofences/area.ts';
import type { Span } from './track-reader.ts';
import { trackUnknownU16, type ReviewTrack } from './review-track.wire.ts';
import { rowAtOrAfter } from './review-track.wire.ts';
import type { Stop } from './stops.ts';

/** The vendor cuts trips the same way: 10 minutes standing, whatever the engine does. */
export const tripEndsAfterMs = 10 * 60_000;
/** Moving a truck across its yard is no trip. */
const tripMetersMin = 300;
/** Longer without a fix, and nobody knows the way in between. */
export const unseenAfterMs = 5 * 60_000;

export interface Trip {
  readonly fromMs: number;
  readonly toMs: number;
  /** False when it was under way at the beginning (end) of what was looked at. */
  readonly isStartSeen: boolean;
  readonly isEndSeen: boolean;
  readonly from: { readonly latitude: number; readonly longitude: number } | null;
  readonly to: { readonly latitude: number; readonly longitude: number } | null;
  readonly distanceMeters: number;
  readonly speedMphMax: number | null;
  /** Time inside it without a fix for more than 5 minutes: its part of the distance is as the crow flies. */
  readonly unseenMs: number;
  readonly driverName: string | null;
  /** Who cut it: the vendor, or we from the fixes. */
  readonly source: 'vendor' | 'local';
}

/** What the vendor says of a trip; what it leaves out is measured on the fixes. */
export interface StoredTrip {
  readonly fromMs: number;
  /** `null`: under way. */
  readonly toMs: number | null;
  readonly distanceMeters: number | null;
  readonly driverName: string | null;
}

const placeOf = (track: ReviewTrack, row: number) => ({
  latitude: track.latitudeE7[row]! / 1e7,
  longitude: track.longitudeE7[row]! / 1e7,
});

/** Distance, speed and silences between two rows, both included. */
function measure(track: ReviewTrack, fromRow: number, toRow: number) {
  let meters = 0;
  let speedDeciMphMax = -1;
  let unseenMs = 0;
  for (let row = fromRow; row <= toRow; row += 1) {
    const speed = track.speedDeciMph[row]!;
    if (speed !== trackUnknownU16) speedDeciMphMax = Math.max(speedDeciMphMax, speed);
    if (row === fromRow) continue;
    meters += distanceMeters(placeOf(track, row - 1), placeOf(track, row));
    const silenceMs = track.timeMs[row]! - track.timeMs[row - 1]!;
    if (silenceMs > unseenAfterMs) unseenMs += silenceMs;
  }
  return {
    distanceMeters: meters,
    speedMphMax: speedDeciMphMax < 0 ? null : speedDeciMphMax / 10,
    unseenMs,
  };
}

/** What lies between long stops, oldest first. */
export function cutTrips(track: ReviewTrack, stops: readonly Stop[]): Trip[] {
  const trips: Trip[] = [];
  const lastRow = track.timeMs.length - 1;
  const add = (fromRow: number, toRow: number, isStartSeen: boolean, isEndSeen: boolean) => {
    if (toRow <= fromRow) return;
    const figures = measure(track, fromRow, toRow);
    if (figures.distanceMeters < tripMetersMin) return;
    trips.push({
      fromMs: track.timeMs[fromRow]!,
      toMs: track.timeMs[toRow]!,
      isStartSeen,
      isEndSeen,
      from: placeOf(track, fromRow),
      to: placeOf(track, toRow),
      ...figures,
      driverName: null,
      source: 'local',
    });
  };
  let fromRow = 0;
  let isStartSeen = false;
  for (const stop of stops.filter(({ arrivedAtMs, leftAtMs }) => leftAtMs - arrivedAtMs >= tripEndsAfterMs)) {
    add(fromRow, stop.fromRow, isStartSeen, true);
    fromRow = stop.toRow;
    isStartSeen = true;
  }
  add(fromRow, lastRow, isStartSeen, false);
  return trips;
}

/** Silence between what the vendor says of a trip and what we have of it: a day may not be fetched yet. */
function silenceAtEnds(track: ReviewTrack, { fromMs, toMs }: Span, fromRow: number, toRow: number): number {
  if (toRow < fromRow) return Math.max(0, toMs - fromMs);
  return [track.timeMs[fromRow]! - fromMs, toMs - track.timeMs[toRow]!]
    .filter((silenceMs) => silenceMs > unseenAfterMs)
    .reduce((sum, silenceMs) => sum + silenceMs, 0);
}

function measured(track: ReviewTrack, stored: StoredTrip, span: Span): Trip {
  const endMs = track.timeMs[track.timeMs.length - 1] ?? stored.fromMs;
  const toMs = stored.toMs ?? Math.max(stored.fromMs, endMs);
  const fromRow = rowAtOrAfter(track, stored.fromMs);
  const toRow = rowAtOrAfter(track, toMs + 1) - 1;
  const isOnTrack = toRow >= fromRow;
  // What lies outside of the time that is looked at is not missing.
  const looked = { fromMs: Math.max(stored.fromMs, span.fromMs), toMs: Math.min(toMs, span.toMs) };
  const figures = measure(track, fromRow, toRow);
  return {
    fromMs: stored.fromMs,
    toMs,
    isStartSeen: true,
    isEndSeen: stored.toMs !== null,
    from: isOnTrack ? placeOf(track, fromRow) : null,
    to: isOnTrack ? placeOf(track, toRow) : null,
    ...figures,
    distanceMeters: stored.distanceMeters ?? figures.distanceMeters,
    unseenMs: figures.unseenMs + silenceAtEnds(track, looked, fromRow, toRow),
    driverName: stored.driverName,
    source: 'vendor',
  };
}

/**
 * The vendor's trips where it has told any, and ours for the time that none of them touches: before the first came in,
 * and after the last, which arrive minutes late.
 */
export function joinTrips(
  track: ReviewTrack,
  stored: readonly StoredTrip[],
  local: readonly Trip[],
  span: Span,
): Trip[] {
  const told = stored.map((trip) => measured(track, trip, span));
  const isFree = (trip: Trip) => told.every(({ fromMs, toMs }) => trip.toMs <= fromMs || trip.fromMs >= toMs);
  return [...told, ...local.filter(isFree)].sort((a, b) => a.fromMs - b.fromMs);
}
