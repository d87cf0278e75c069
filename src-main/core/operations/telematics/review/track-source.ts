import type { Database } from '../repository.ts';
import { readingKinds } from '../tables.ts';
import type { NearBox, NearFix } from './near.ts';
import {
  readFixBefore,
  readFixes,
  readFixesInBox,
  readReadings,
  type StoredFix,
  type StoredReading,
} from './repository.ts';
import { allocateTrack, type ReviewTrack } from './review-track.wire.ts';

/** What review needs of the store of fixes; whoever stores them better takes its place here. */
export interface TrackSource {
  /** Every fix in [fromMs, toMs]. Of up to a day, so that nobody waits long for the database. */
  readTrack(slot: number, fromMs: number, toMs: number): Promise<ReviewTrack>;
  /** The newest fix before a time: where a vehicle was that has said nothing since. */
  readBefore(slot: number, beforeMs: number): Promise<NearFix | null>;
  /** Fixes in a box and a span, by vehicle, oldest first. */
  findNear(
    box: NearBox,
    fromMs: number,
    toMs: number,
  ): Promise<readonly { slot: number; fixes: readonly NearFix[] }[]>;
}

export function createTrackSource(db: Database): TrackSource {
  return {
    async readTrack(slot, fromMs, toMs) {
      const fixes = await readFixes(db, slot, fromMs, toMs);
      return trackOf(fixes, fixes.length === 0 ? [] : await readReadings(db, slot, fromMs, toMs));
    },
    async readBefore(slot, beforeMs) {
      const fix = await readFixBefore(db, slot, beforeMs);
      return fix && { timeMs: fix.timeMs, latitude: fix.latitudeE7 / 1e7, longitude: fix.longitudeE7 / 1e7 };
    },
    findNear: (box, fromMs, toMs) => readFixesInBox(db, box, fromMs, toMs),
  };
}

/** Each fix with what was last read at or before it. Both oldest first. */
export function trackOf(fixes: readonly StoredFix[], readings: readonly StoredReading[]): ReviewTrack {
  const { track } = allocateTrack(fixes.length);
  const columnOf: Readonly<Record<number, Uint8Array>> = {
    [readingKinds.engine]: track.engine,
    [readingKinds.fuelPercent]: track.fuelPercent,
    [readingKinds.speedLimitMph]: track.speedLimitMph,
  };
  const latest = new Map<Uint8Array, number>();
  let next = 0;
  fixes.forEach((fix, row) => {
    for (; next < readings.length && readings[next]!.timeMs <= fix.timeMs; next += 1) {
      const { kind, value } = readings[next]!;
      const column = columnOf[kind];
      if (column) latest.set(column, value);
    }
    track.timeMs[row] = fix.timeMs;
    track.latitudeE7[row] = fix.latitudeE7;
    track.longitudeE7[row] = fix.longitudeE7;
    if (fix.speedDeciMph !== null) track.speedDeciMph[row] = fix.speedDeciMph;
    if (fix.headingDeg !== null) track.headingDeg[row] = fix.headingDeg;
    for (const [column, value] of latest) column[row] = value;
  });
  return track;
}
