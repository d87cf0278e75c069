import type { OpenDatabase } from '../../../database/connection.ts';
import type { TelematicsSchema } from '../../../database/schema.ts';
import {
  fixesOf,
  fixPartsOf,
  groupBySlot,
  joinPages,
  newestOf,
  readingPartsOf,
  readingsOf,
} from './gather.ts';
import { decodePage, type TrackPage } from './page-codec.ts';
import {
  deletePages,
  findSettlingBound,
  insertParts,
  readPagesAfter,
  readState,
  saveNewest,
  saveSettling,
  type NewestRow,
  type PartRow,
} from './repository.ts';

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
}

async function gather({ database, pause, sizes }: StoreDeps, throughId: number): Promise<TrackPage> {
  const pages: TrackPage[] = [];
  let lastId = 0;
  for (;;) {
    const rows = await readPagesAfter(database.db, lastId, throughId, sizes.pagesRead);
    if (rows.length === 0) return joinPages(pages);
    for (const { id, body } of rows) {
      pages.push(decodePage(body));
      lastId = id;
    }
    await pause();
  }
}

interface Slice {
  readonly parts: PartRow[];
  readonly newest: NewestRow[];
  lastSlot: number;
  rowCount: number;
}

/** Vehicle by vehicle in the order of slots, so that progress is one number. */
function* slicesOf(
  page: TrackPage,
  afterSlot: number,
  forgotten: { readonly fixesMs: number; readonly readingsMs: number },
  rowCountMin: number,
): Generator<Slice> {
  const fixRows = groupBySlot(page.fixSlot);
  const readingRows = groupBySlot(page.readingSlot);
  const slots = [...new Set([...fixRows.keys(), ...readingRows.keys()])]
    .filter((slot) => slot > afterSlot)
    .sort((a, b) => a - b);
  let slice: Slice = { parts: [], newest: [], lastSlot: afterSlot, rowCount: 0 };
  for (const slot of slots) {
    const ownFixes = fixRows.get(slot);
    const ownReadings = readingRows.get(slot);
    if (ownFixes) {
      const fixes = fixesOf(page.fixes, ownFixes);
      slice.parts.push(...fixPartsOf(slot, fixes, forgotten.fixesMs));
      slice.newest.push(newestOf(slot, fixes));
    }
    if (ownReadings) {
      slice.parts.push(...readingPartsOf(slot, readingsOf(page.readings, ownReadings), forgotten.readingsMs));
    }
    slice.lastSlot = slot;
    slice.rowCount += (ownFixes?.length ?? 0) + (ownReadings?.length ?? 0);
    if (slice.rowCount < rowCountMin) continue;
    yield slice;
    slice = { parts: [], newest: [], lastSlot: slot, rowCount: 0 };
  }
  yield slice;
}

/**
 * Moves the oldest pages into parts by vehicle and bucket. Which pages, and how far it came, stands in the database and
 * changes in the transaction of what it speaks of: killed anywhere, the next round goes on where this one stopped, and
 * the pages go only when all of them are moved. Returns whether there was anything to move.
 */
export async function settlePages(deps: StoreDeps): Promise<boolean> {
  const { database, pause, sizes } = deps;
  let state = await readState(database.db);
  if (state.settlingPageId === 0) {
    const bound = await findSettlingBound(database.db, sizes.rowsPerRound);
    if (bound === null) return false;
    await database.transaction((trx) => saveSettling(trx, bound, -1));
    state = await readState(database.db);
  }
  const { settlingPageId } = state;
  const forgotten = { fixesMs: state.fixesForgottenBeforeMs, readingsMs: state.readingsForgottenBeforeMs };
  const page = await gather(deps, settlingPageId);
  for (const { parts, newest, lastSlot } of slicesOf(page, state.settledSlot, forgotten, sizes.rowsMoved)) {
    await database.transaction(async (trx) => {
      await insertParts(trx, parts);
      await saveNewest(trx, newest);
      await saveSettling(trx, settlingPageId, lastSlot);
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
    await pause();
  }
  return true;
}
