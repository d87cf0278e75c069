import { wholeNumberMax, type ReadingColumns } from './columns.ts';
import { bucketOf, fixFamily, readingFamily } from './families.ts';
import { newestOf } from './gather.ts';
import { fixesBetween } from './merge.ts';
import { readLatestRows, readNewestRows, type NewestRow } from './newest-repository.ts';
import { fixesOfSlot, readingsOfSlot } from './ordered-page.ts';
import type { PageReader } from './page-reader.ts';
import { readSettled } from './read.ts';
import { findBucketsThrough, readState, type Database } from './repository.ts';

/** The newest of one vehicle's fixes before a time that is on a page. */
async function findOnPages(reader: PageReader, slot: number, fromMs: number, beforeMs: number) {
  let newest: NewestRow | null = null;
  for (const page of await reader.between(fromMs, beforeMs - 1, slot)) {
    const fixes = fixesBetween(fixesOfSlot(page, slot), fromMs, beforeMs - 1);
    const last = fixes.timeMs.length - 1;
    if (last >= 0 && (!newest || fixes.timeMs[last]! > newest[1])) newest = newestOf(slot, fixes, last);
  }
  return newest;
}

async function findSettled(db: Database, slot: number, fromMs: number, beforeMs: number) {
  let through = bucketOf(fixFamily, beforeMs - 1);
  for (;;) {
    const [bucket] = await findBucketsThrough(db, fixFamily.number, slot, through, 1);
    if (bucket === undefined || bucket < bucketOf(fixFamily, fromMs)) return null;
    const whole = fixFamily.merge(await readSettled(db, fixFamily, slot, [bucket, bucket]));
    const fixes = fixesBetween(whole, fromMs, beforeMs - 1);
    const count = fixFamily.countOf(fixes);
    if (count > 0) return newestOf(slot, fixes, count - 1);
    through = bucket - 1;
  }
}

const laterOf = (first: NewestRow | null, second: NewestRow | null): NewestRow | null =>
  first && (!second || second[1] <= first[1]) ? first : second;

/**
 * The newest fix of one vehicle before a time: of what is not forgotten, or its newest of all; null: none is known.
 * Throws `telematics/damaged-chunk`.
 */
export async function readBefore(
  reader: PageReader,
  slot: number,
  beforeMs: number,
): Promise<NewestRow | null> {
  const { db } = reader;
  const { fixesForgottenBeforeMs } = await readState(db);
  const onPages = await findOnPages(reader, slot, fixesForgottenBeforeMs, beforeMs);
  const kept = (await readNewestRows(db, slot))[0] ?? null;
  const isKept = kept !== null && kept[1] < beforeMs;
  const settled = isKept ? kept : kept && (await findSettled(db, slot, fixesForgottenBeforeMs, beforeMs));
  const found = laterOf(settled, onPages);
  if (found && found[1] >= fixesForgottenBeforeMs) return found;
  const newest = laterOf(kept, await findOnPages(reader, slot, -wholeNumberMax, wholeNumberMax));
  return newest && newest[1] < beforeMs ? newest : null;
}

const daysPerRead = 8;

/** What each kind said last, as far as it was met. */
function createStanding(fromMs: number, beforeMs: number) {
  const found = new Map<number, { readonly timeMs: number; readonly value: number }>();
  const put = (kind: number, timeMs: number, value: number) => {
    if (timeMs >= (found.get(kind)?.timeMs ?? -Infinity)) found.set(kind, { timeMs, value });
  };
  return {
    found,
    put,
    /** What is met later was stored earlier, and wins. */
    take({ kind, timeMs, value }: ReadingColumns) {
      for (let at = 0; at < kind.length; at += 1) {
        if (timeMs[at]! >= fromMs && timeMs[at]! < beforeMs) put(kind[at]!, timeMs[at]!, value[at]!);
      }
    },
  };
}

/** The newest reading of a kind, whatever is forgotten. */
async function findNewestOf(reader: PageReader, slot: number, kind: number) {
  const standing = createStanding(-wholeNumberMax, wholeNumberMax);
  const pages = await reader.between(-wholeNumberMax, wholeNumberMax, slot);
  for (const page of pages.toReversed()) standing.take(readingsOfSlot(page, slot));
  for (const latest of await readLatestRows(reader.db, slot, slot)) {
    if (latest.kind === kind) standing.put(kind, latest.timeMs, latest.value);
  }
  return standing.found.get(kind) ?? null;
}

/**
 * What each of these kinds said last before a time, as far as it is known; a reading that is the newest of all is never
 * forgotten. Throws `telematics/damaged-chunk`.
 */
export async function readStanding(
  reader: PageReader,
  slot: number,
  kinds: readonly number[],
  beforeMs: number,
): Promise<ReadonlyMap<number, number>> {
  const { db } = reader;
  const { readingsForgottenBeforeMs: fromMs } = await readState(db);
  const standing = createStanding(fromMs, beforeMs);
  const pages = await reader.between(fromMs, beforeMs - 1, slot);
  for (const page of pages.toReversed()) standing.take(readingsOfSlot(page, slot));
  const wanted = new Set<number>();
  for (const { kind, timeMs, value } of await readLatestRows(db, slot, slot)) {
    if (timeMs >= beforeMs) wanted.add(kind);
    else standing.put(kind, timeMs, value);
  }
  for (const kind of wanted) if (!kinds.includes(kind)) wanted.delete(kind);
  let through = bucketOf(readingFamily, beforeMs - 1);
  while (wanted.size > 0) {
    const buckets = await findBucketsThrough(db, readingFamily.number, slot, through, daysPerRead);
    const [newest, oldest] = [buckets[0], buckets.at(-1)];
    if (newest === undefined || oldest === undefined || newest < bucketOf(readingFamily, fromMs)) break;
    standing.take(readingFamily.merge(await readSettled(db, readingFamily, slot, [oldest, newest])));
    for (const kind of wanted) {
      // What is on a page may be older than what is in buckets that were not read yet.
      if ((standing.found.get(kind)?.timeMs ?? -Infinity) >= oldest * readingFamily.bucketMs)
        wanted.delete(kind);
    }
    through = oldest - 1;
  }
  const found = new Map([...standing.found].map(([kind, { value }]) => [kind, value]));
  const isForgotten = (kind: number) => (standing.found.get(kind)?.timeMs ?? -Infinity) < fromMs;
  for (const kind of kinds.filter(isForgotten)) {
    const newest = await findNewestOf(reader, slot, kind);
    if (newest && newest.timeMs < beforeMs) found.set(kind, newest.value);
    else found.delete(kind);
  }
  return found;
}
