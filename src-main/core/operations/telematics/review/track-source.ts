import { readingKinds } from '../tables.ts';
import {
  unknownI32,
  type Box,
  type FixColumns,
  type Places,
  type ReadingColumns,
  type TrackStore,
} from '../store/index.ts';
import type { NearBox, NearFix } from './near.ts';
import { allocateTrack, type ReviewTrack } from './review-track.wire.ts';

/** The store of fixes, in the words of review. */
export interface TrackSource {
  /** Every fix in [fromMs, toMs]. Of up to a day, so that nobody waits long for it. */
  readTrack(slot: number, fromMs: number, toMs: number): Promise<ReviewTrack>;
  /** The newest fix before a time: where a vehicle was that has said nothing since. */
  readBefore(slot: number, beforeMs: number): Promise<NearFix | null>;
  /** Fixes in a box and a span, by vehicle, oldest first. */
  findNear(
    box: NearBox,
    fromMs: number,
    toMs: number,
  ): Promise<readonly { slot: number; fixes: readonly NearFix[] }[]>;
  /** The newest fix before a time and not before `sinceMs`, of vehicles that had it in the box. */
  findStanding(box: NearBox, sinceMs: number, beforeMs: number): Promise<ReadonlyMap<number, NearFix>>;
}

const microDegrees = 1_000_000;
const shownKinds = [readingKinds.engine, readingKinds.fuelPercent, readingKinds.speedLimitMph] as const;

const boxOf = ({ south, north, west, east }: NearBox): Box => ({
  latitudeMin: Math.floor(south * microDegrees),
  latitudeMax: Math.ceil(north * microDegrees),
  longitudeMin: Math.floor(west * microDegrees),
  longitudeMax: Math.ceil(east * microDegrees),
});

const nearFixesOf = ({ timeMs, latitudeE6, longitudeE6 }: Places): NearFix[] =>
  Array.from(timeMs, (time, row) => ({
    timeMs: time,
    latitude: latitudeE6[row]! / microDegrees,
    longitude: longitudeE6[row]! / microDegrees,
  }));

type Store = Pick<TrackStore, 'readTrack' | 'readSeries' | 'readBefore' | 'readStanding'> &
  Pick<TrackStore, 'findInBox' | 'findVisitors'>;

export function createTrackSource(store: Store): TrackSource {
  async function readBefore(slot: number, beforeMs: number): Promise<NearFix | null> {
    const row = await store.readBefore(slot, beforeMs);
    if (row === null) return null;
    const [, timeMs, latitudeE6, longitudeE6] = row;
    return { timeMs, latitude: latitudeE6 / microDegrees, longitude: longitudeE6 / microDegrees };
  }

  return {
    async readTrack(slot, fromMs, toMs) {
      const fixes = await store.readTrack({ slot, fromMs, toMs });
      if (fixes.timeMs.length === 0) return allocateTrack(0).track;
      const readings = await store.readSeries({ slot, fromMs, toMs, kind: null });
      return trackOf(fixes, readings, await store.readStanding(slot, shownKinds, fromMs));
    },
    readBefore,
    async findNear(box, fromMs, toMs) {
      const found = await store.findInBox({ box: boxOf(box), fromMs, toMs });
      return found.map(({ slot, fixes }) => ({ slot, fixes: nearFixesOf(fixes) }));
    },
    async findStanding(box, sinceMs, beforeMs) {
      const standing = new Map<number, NearFix>();
      const visitors = await store.findVisitors({ box: boxOf(box), fromMs: sinceMs, toMs: beforeMs - 1 });
      for (const slot of visitors) {
        const fix = await readBefore(slot, beforeMs);
        if (fix && fix.timeMs >= sinceMs) standing.set(slot, fix);
      }
      return standing;
    },
  };
}

/** Fills a column with what was last read at or before each fix; readings of one kind, from `from` to before `to`. */
function fillLatest(
  column: Uint8Array,
  fixTimesMs: Float64Array,
  { timeMs, value }: ReadingColumns,
  { from, to, before }: { readonly from: number; readonly to: number; readonly before: number | undefined },
) {
  let next = from;
  let latest = before;
  for (let row = 0; row < fixTimesMs.length; row += 1) {
    for (; next < to && timeMs[next]! <= fixTimesMs[row]!; next += 1) latest = value[next]!;
    if (latest !== undefined) column[row] = latest;
  }
}

/** Each fix with what was last read at or before it; `before`: what each kind said before the first of them. */
export function trackOf(
  fixes: FixColumns,
  readings: ReadingColumns,
  before: ReadonlyMap<number, number>,
): ReviewTrack {
  const { track } = allocateTrack(fixes.timeMs.length);
  track.timeMs.set(fixes.timeMs);
  for (let row = 0; row < fixes.timeMs.length; row += 1) {
    track.latitudeE7[row] = fixes.latitudeE6[row]! * 10;
    track.longitudeE7[row] = fixes.longitudeE6[row]! * 10;
    const [speedDeciMph, headingDeg] = [fixes.speedDeciMph[row]!, fixes.headingDeg[row]!];
    if (speedDeciMph !== unknownI32) track.speedDeciMph[row] = speedDeciMph;
    if (headingDeg !== unknownI32) track.headingDeg[row] = headingDeg;
  }
  const columns = [track.engine, track.fuelPercent, track.speedLimitMph];
  for (const [index, kind] of shownKinds.entries()) {
    const from = readings.kind.indexOf(kind);
    const to = readings.kind.lastIndexOf(kind) + 1;
    fillLatest(columns[index]!, fixes.timeMs, readings, { from, to, before: before.get(kind) });
  }
  return track;
}
