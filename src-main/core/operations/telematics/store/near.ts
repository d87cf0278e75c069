import { findChunksInBox, readChunksOf } from './chunk-repository.ts';
import type { FixColumns } from './columns.ts';
import { bucketOf, fixFamily, type Box } from './families.ts';
import { fixesBetween, mergeApart } from './merge.ts';
import { fixesOfSlot } from './ordered-page.ts';
import type { TrackPage } from './page-codec.ts';
import type { PageReader } from './page-reader.ts';
import { findPartsInBox, readPartsOf, readState, type Database, type Key } from './repository.ts';

/** 1e-6 of a degree; edges belong to it. */
export interface BoxQuestion {
  readonly box: Box;
  readonly fromMs: number;
  readonly toMs: number;
}

const isInBox = (box: Box, { latitudeE6, longitudeE6 }: FixColumns, at: number): boolean =>
  latitudeE6[at]! >= box.latitudeMin &&
  latitudeE6[at]! <= box.latitudeMax &&
  longitudeE6[at]! >= box.longitudeMin &&
  longitudeE6[at]! <= box.longitudeMax;

/** Vehicles and hours, each once, by a key that is quick to look up. */
function createKeySet() {
  const keys = new Map<string, Key>();
  return {
    add: (slot: number, bucket: number) => keys.set(`${slot} ${bucket}`, [slot, bucket]),
    slots: () => new Set([...keys.values()].map(([slot]) => slot)),
    list: () => [...keys.values()].sort((a, b) => a[0] - b[0] || a[1] - b[1]),
  };
}

function addPageKeys(
  keys: ReturnType<typeof createKeySet>,
  { fixSlot, fixes }: TrackPage,
  { box, fromMs, toMs }: BoxQuestion,
) {
  for (let at = 0; at < fixSlot.length; at += 1) {
    const timeMs = fixes.timeMs[at]!;
    if (timeMs < fromMs || timeMs > toMs || !isInBox(box, fixes, at)) continue;
    keys.add(fixSlot[at]!, bucketOf(fixFamily, timeMs));
  }
}

/** Which hours of which vehicles may have a fix in the box, and the pages of the span. Pages, parts, chunks: see `readAll`. */
async function findCandidates(reader: PageReader, { box, fromMs, toMs }: BoxQuestion) {
  const { db } = reader;
  const buckets = { fromBucket: bucketOf(fixFamily, fromMs), toBucket: bucketOf(fixFamily, toMs) };
  const keys = createKeySet();
  const pages = await reader.between(fromMs, toMs);
  for (const page of pages) addPageKeys(keys, page, { box, fromMs, toMs });
  const parts = await findPartsInBox(db, { family: fixFamily.number, box, ...buckets });
  for (const key of parts) keys.add(...key);
  for (const key of await findChunksInBox(db, { box, ...buckets })) keys.add(...key);
  return { pages, keys };
}

/** Those inside, of lists that follow each other in time. */
function placesInBox(question: BoxQuestion, lists: readonly FixColumns[]): Places {
  const within = lists.map((fixes) => fixesBetween(fixes, question.fromMs, question.toMs));
  const countMax = within.reduce((sum, { timeMs }) => sum + timeMs.length, 0);
  const timeMs = new Float64Array(countMax);
  const latitudeE6 = new Int32Array(countMax);
  const longitudeE6 = new Int32Array(countMax);
  const { latitudeMin, latitudeMax, longitudeMin, longitudeMax } = question.box;
  let count = 0;
  for (const fixes of within) {
    const { length } = fixes.timeMs;
    for (let at = 0; at < length; at += 1) {
      const latitude = fixes.latitudeE6[at]!;
      const longitude = fixes.longitudeE6[at]!;
      if (latitude < latitudeMin || latitude > latitudeMax) continue;
      if (longitude < longitudeMin || longitude > longitudeMax) continue;
      timeMs[count] = fixes.timeMs[at]!;
      latitudeE6[count] = latitude;
      longitudeE6[count] = longitude;
      count += 1;
    }
  }
  return {
    timeMs: timeMs.subarray(0, count),
    latitudeE6: latitudeE6.subarray(0, count),
    longitudeE6: longitudeE6.subarray(0, count),
  };
}

const notForgotten = async (db: Database, { box, fromMs, toMs }: BoxQuestion): Promise<BoxQuestion> => ({
  box,
  fromMs: Math.max(fromMs, (await readState(db)).fixesForgottenBeforeMs),
  toMs,
});

/** Fixes without what is not asked near a place. */
export type Places = Pick<FixColumns, 'timeMs' | 'latitudeE6' | 'longitudeE6'>;

export interface FoundInBox {
  readonly slot: number;
  readonly fixes: Places;
}

/**
 * Fixes inside the box in [fromMs, toMs] by vehicle, in order of slot. The index only says which hours of which vehicles
 * may matter; those are put together as for a track, so that a fix that came twice counts once.
 * Throws `telematics/damaged-chunk`.
 */
export async function findInBox(reader: PageReader, asked: BoxQuestion): Promise<FoundInBox[]> {
  const { db } = reader;
  const question = await notForgotten(db, asked);
  const { pages, keys } = await findCandidates(reader, question);
  const candidates = keys.list();
  if (candidates.length === 0) return [];
  const lists = new Map<number, FixColumns[]>();
  const parts = await readPartsOf(db, fixFamily.number, candidates);
  for (const { slot, body } of [...(await readChunksOf(db, fixFamily.number, candidates)), ...parts]) {
    const list = lists.get(slot) ?? [];
    list.push(fixFamily.decode(body));
    lists.set(slot, list);
  }
  const found: FoundInBox[] = [];
  for (const slot of [...keys.slots()].sort((a, b) => a - b)) {
    const onPages = pages.map((page) => fixesOfSlot(page, slot)).filter(({ timeMs }) => timeMs.length > 0);
    const fixes = placesInBox(question, mergeApart([...(lists.get(slot) ?? []), ...onPages]));
    if (fixes.timeMs.length > 0) found.push({ slot, fixes });
  }
  return found;
}

/** Slots of vehicles that may have had a fix in the box; never without one that had. */
export async function findVisitors(reader: PageReader, question: BoxQuestion): Promise<number[]> {
  const { keys } = await findCandidates(reader, await notForgotten(reader.db, question));
  return [...keys.slots()];
}
