import type { OpenDatabase } from '../../../database/connection.ts';
import type { TelematicsSchema } from '../../../database/schema.ts';
import { insertChunks, type NewChunk } from './chunk-repository.ts';
import type { FixColumns, ReadingColumns } from './columns.ts';
import { bucketOf, fixFamily, readingFamily, type Family } from './families.ts';
import {
  fixesOf,
  groupBySlot,
  groupFixes,
  groupReadings,
  newestOf,
  readingsOf,
  type Group,
} from './gather.ts';
import { saveLatest } from './newest.ts';
import { saveNewest, type NewestRow } from './newest-repository.ts';
import { allocatePage, decodePageInto, type RowsAt, type TrackPage } from './page-codec.ts';
import {
  countRowsThrough,
  deletePages,
  findSettlingBound,
  findTaken,
  insertParts,
  readPagesAfter,
  readState,
  saveSettling,
  type Database,
  type PartRow,
  type TrackState,
} from './repository.ts';
import type { KeepingPageReader } from './page-reader.ts';
import type { Waiting } from './waiting.ts';

/** How much background work is done at a time; each slice takes some milliseconds, and the feed waits no longer. */
export interface SliceSizes {
  /** Moved from pages in one round; 250,000 take about 15 MB meanwhile. */
  readonly rowsPerRound: number;
  readonly pagesRead: number;
  readonly rowsMoved: number;
  readonly pagesDeleted: number;
  readonly chunksClosed: number;
  readonly rowsForgotten: number;
}

export const sliceSizes: SliceSizes = {
  rowsPerRound: 250_000,
  pagesRead: 24,
  rowsMoved: 6_000,
  pagesDeleted: 128,
  chunksClosed: 24,
  rowsForgotten: 200,
};

export interface StoreDeps {
  readonly database: Pick<OpenDatabase<TelematicsSchema>, 'db' | 'transaction'>;
  /** Lets others have their turn, between slices of background work. */
  readonly pause: () => Promise<void>;
  readonly sizes: SliceSizes;
  readonly waiting: Waiting;
  readonly pageReader: Pick<KeepingPageReader, 'clear' | 'rest'>;
}

/** All pages as one. Only a few are read at a time: thousands of small pieces of memory would stay behind as holes. */
async function gather({ database, pause, sizes }: StoreDeps, throughId: number): Promise<TrackPage> {
  const { fixCount, readingCount } = await countRowsThrough(database.db, throughId);
  const page = allocatePage(fixCount, readingCount);
  let end: RowsAt = { fix: 0, reading: 0 };
  let lastId = 0;
  for (;;) {
    const rows = await readPagesAfter(database.db, lastId, throughId, sizes.pagesRead);
    if (rows.length === 0) return page;
    for (const { id, body } of rows) {
      end = decodePageInto(page, end, body);
      lastId = id;
    }
    await pause();
  }
}

interface Slice {
  readonly fixes: Group<FixColumns>[];
  readonly readings: Group<ReadingColumns>[];
  readonly newest: NewestRow[];
  /** All of a vehicle's, not cut into buckets. */
  readonly series: { readonly slot: number; readonly readings: ReadingColumns }[];
  lastSlot: number;
  rowCount: number;
}

const emptySlice = (lastSlot: number): Slice => ({
  fixes: [],
  readings: [],
  newest: [],
  series: [],
  lastSlot,
  rowCount: 0,
});

/** Vehicle by vehicle in the order of slots, so that progress is one number. */
function* slicesOf(page: TrackPage, state: TrackState, rowCountMin: number): Generator<Slice> {
  const fixRows = groupBySlot(page.fixSlot);
  const readingRows = groupBySlot(page.readingSlot);
  const slots = [...new Set([...fixRows.keys(), ...readingRows.keys()])]
    .filter((slot) => slot > state.settledSlot)
    .sort((a, b) => a - b);
  let slice = emptySlice(state.settledSlot);
  for (const slot of slots) {
    const ownFixes = fixRows.get(slot);
    const ownReadings = readingRows.get(slot);
    if (ownFixes) {
      const fixes = fixesOf(page.fixes, ownFixes);
      slice.fixes.push(...groupFixes(slot, fixes, state.fixesForgottenBeforeMs));
      slice.newest.push(newestOf(slot, fixes, fixes.timeMs.length - 1));
    }
    if (ownReadings) {
      const readings = readingsOf(page.readings, ownReadings);
      slice.readings.push(...groupReadings(slot, readings, state.readingsForgottenBeforeMs));
      slice.series.push({ slot, readings });
    }
    slice.lastSlot = slot;
    slice.rowCount += (ownFixes?.length ?? 0) + (ownReadings?.length ?? 0);
    if (slice.rowCount < rowCountMin) continue;
    yield slice;
    slice = emptySlice(slot);
  }
  yield slice;
}

/** What is over, and is all there is of its bucket so far, becomes a chunk at once; the rest waits as parts. */
async function storeGroups<Columns>(
  trx: Database,
  family: Family<Columns>,
  groups: readonly Group<Columns>[],
  { overBeforeMs, waiting }: { readonly overBeforeMs: number; readonly waiting: Waiting },
) {
  const overBeforeBucket = bucketOf(family, overBeforeMs);
  const over = groups.filter(({ bucket }) => bucket < overBeforeBucket);
  const isTaken = await findTaken(
    trx,
    family.number,
    over.map(({ slot, bucket }) => [slot, bucket]),
  );
  const chunks: NewChunk[] = [];
  const parts: PartRow[] = [];
  for (const { slot, bucket, columns } of groups) {
    const rowCount = family.countOf(columns);
    const box = family.boxOf(columns);
    if (bucket < overBeforeBucket && !isTaken(slot, bucket)) {
      chunks.push({ slot, bucket, rowCount, box, body: family.encode(columns) });
    } else {
      const body = family.encode(columns);
      parts.push({ slot, family: family.number, bucket, rowCount, box, body });
      waiting.touch(family.number, [slot, bucket]);
    }
  }
  await insertChunks(trx, family, chunks);
  await insertParts(trx, parts);
}

export interface SettleOptions {
  /** Buckets that ended before this are over. */
  readonly overBeforeMs: number;
  /** Only pages before the first one with anything at or after this time. */
  readonly pagesBeforeMs: number;
}

/**
 * Moves the oldest pages into chunks and parts by vehicle and bucket. Which pages, and how far it came, stands in the
 * database and changes in the transaction of what it speaks of: killed anywhere, the next round goes on where this one
 * stopped, and the pages go only when all of them are moved. Returns whether there was anything to move.
 */
export async function settlePages(deps: StoreDeps, options: SettleOptions): Promise<boolean> {
  const { database, pause, sizes, waiting } = deps;
  const { overBeforeMs } = options;
  let state = await readState(database.db);
  if (state.settlingPageId === 0) {
    const bound = await findSettlingBound(database.db, sizes.rowsPerRound, options.pagesBeforeMs);
    if (bound === null) return false;
    await database.transaction((trx) => saveSettling(trx, bound, -1));
    state = await readState(database.db);
  }
  const { settlingPageId } = state;
  const page = await gather(deps, settlingPageId);
  for (const slice of slicesOf(page, state, sizes.rowsMoved)) {
    await database.transaction(async (trx) => {
      await storeGroups(trx, fixFamily, slice.fixes, { overBeforeMs, waiting });
      await storeGroups(trx, readingFamily, slice.readings, { overBeforeMs, waiting });
      await saveNewest(trx, slice.newest);
      await saveLatest(trx, slice.series);
      await saveSettling(trx, settlingPageId, slice.lastSlot);
    });
    await pause();
  }
  let isDone = false;
  while (!isDone) {
    isDone = await database.transaction(async (trx) => {
      const count = await deletePages(trx, settlingPageId, sizes.pagesDeleted);
      if (count === sizes.pagesDeleted) return false;
      await saveSettling(trx, 0, -1);
      return true;
    });
    deps.pageReader.clear();
    await pause();
  }
  return true;
}
