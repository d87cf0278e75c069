import { findChunksInBox, readChunksOf } from './chunk-repository.ts';
import type { FixColumns } from './columns.ts';
import { bucketOf, fixFamily } from './families.ts';
import { fixesOf, groupBySlot } from './gather.ts';
import { fixesBetween } from './merge.ts';
import { createAreaCheck, type Area, type NearVehicle } from './near-area.ts';
import { decodePage, type TrackPage } from './page-codec.ts';
import {
  findPartsInBox,
  readPagesBetween,
  readPartsOf,
  readState,
  type Database,
  type Key,
} from './repository.ts';

export interface NearQuestion {
  readonly area: Area;
  readonly fromMs: number;
  readonly toMs: number;
}

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
  { fromMs, toMs }: NearQuestion,
  isInBox: (latitudeE6: number, longitudeE6: number) => boolean,
) {
  for (let at = 0; at < fixSlot.length; at += 1) {
    const timeMs = fixes.timeMs[at]!;
    if (timeMs < fromMs || timeMs > toMs || !isInBox(fixes.latitudeE6[at]!, fixes.longitudeE6[at]!)) continue;
    keys.add(fixSlot[at]!, bucketOf(fixFamily, timeMs));
  }
}

/** What pages hold of these vehicles, page by page. */
function pageFixes(pages: readonly TrackPage[], slots: ReadonlySet<number>): Map<number, FixColumns[]> {
  const found = new Map<number, FixColumns[]>();
  for (const { fixSlot, fixes } of pages) {
    for (const [slot, rows] of groupBySlot(fixSlot)) {
      if (!slots.has(slot)) continue;
      const list = found.get(slot) ?? [];
      list.push(fixesOf(fixes, rows));
      found.set(slot, list);
    }
  }
  return found;
}

/**
 * Vehicles that had a fix inside the area in [fromMs, toMs], in order of slot. The index only says which hours of which
 * vehicles may matter; those are put together as for a track, so that a fix that came twice counts once.
 * Throws `telematics/damaged-chunk`.
 */
export async function findNear(db: Database, question: NearQuestion): Promise<NearVehicle[]> {
  const { fixesForgottenBeforeMs } = await readState(db);
  const fromMs = Math.max(question.fromMs, fixesForgottenBeforeMs);
  const { toMs } = question;
  const check = createAreaCheck(question.area);
  const buckets = { fromBucket: bucketOf(fixFamily, fromMs), toBucket: bucketOf(fixFamily, toMs) };
  const family = fixFamily.number;

  // Pages, parts, chunks: see `readAll`.
  const keys = createKeySet();
  const pages = (await readPagesBetween(db, fromMs, toMs)).map((body) => decodePage(body));
  for (const page of pages) addPageKeys(keys, page, { ...question, fromMs }, check.isInBox);
  for (const key of await findPartsInBox(db, { family, box: check.box, ...buckets })) keys.add(...key);
  for (const key of await findChunksInBox(db, { box: check.box, ...buckets })) keys.add(...key);
  const candidates = keys.list();
  if (candidates.length === 0) return [];

  const parts = await readPartsOf(db, family, candidates);
  const chunks = await readChunksOf(db, family, candidates);
  const lists = new Map<number, FixColumns[]>();
  for (const { slot, body } of [...chunks, ...parts]) {
    const list = lists.get(slot) ?? [];
    list.push(fixFamily.decode(body));
    lists.set(slot, list);
  }
  const hot = pageFixes(pages, keys.slots());
  const found: NearVehicle[] = [];
  for (const slot of keys.slots()) {
    const fixes = fixFamily.merge([...(lists.get(slot) ?? []), ...(hot.get(slot) ?? [])]);
    const near = check.look(slot, fixesBetween(fixes, fromMs, toMs));
    if (near) found.push(near);
  }
  return found.sort((a, b) => a.slot - b.slot);
}
