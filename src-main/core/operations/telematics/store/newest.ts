import { assert } from '../../../platform/errors.ts';
import type { ReadingColumns } from './columns.ts';
import { newestOf } from './gather.ts';
import { foldLatest, latestOf, type LatestReading } from './latest-reading.ts';
import {
  readLatestRows,
  readNewestRows,
  saveLatestRows,
  type LatestRow,
  type NewestRow,
} from './newest-repository.ts';
import { decodePage, type TrackPage } from './page-codec.ts';
import { createPlainPageReader } from './page-reader.ts';
import { readSeries } from './read.ts';
import { readPagesAfter, type Database } from './repository.ts';

const pagesPerRead = 24;

/** What is latest of each vehicle and kind, moved by readings in any order. */
function createLatest(db: Database) {
  const rows = new Map<string, LatestRow>();
  /** From when on the series has to be read to tell. */
  const doubtful = new Map<string, number>();
  const keyOf = (slot: number, kind: number) => `${slot} ${kind}`;

  async function settle(key: string, fromMs: number) {
    const row = rows.get(key);
    assert(row !== undefined, 'only what is known can be contradicted');
    const { slot, kind } = row;
    const series = await readSeries(createPlainPageReader(db), {
      slot,
      kind,
      fromMs,
      toMs: Number.MAX_SAFE_INTEGER,
    });
    const latest = latestOf(series);
    if (latest) rows.set(key, { slot, kind, ...latest });
  }

  return {
    put: (row: LatestRow) => rows.set(keyOf(row.slot, row.kind), row),
    take(slot: number, kind: number, timeMs: number, value: number) {
      const key = keyOf(slot, kind);
      const known: LatestRow | undefined = rows.get(key);
      const latest: LatestReading | null = foldLatest(known ?? null, timeMs, value);
      if (latest === null) doubtful.set(key, Math.min(timeMs, doubtful.get(key) ?? Infinity));
      else if (latest !== known) rows.set(key, { slot, kind, ...latest });
    },
    async list() {
      for (const [key, fromMs] of doubtful) await settle(key, fromMs);
      return [...rows.values()];
    },
  };
}

type Latest = ReturnType<typeof createLatest>;

function takeSeries(latest: Latest, slot: number, { kind, timeMs, value }: ReadingColumns) {
  for (let at = 0; at < kind.length; at += 1) latest.take(slot, kind[at]!, timeMs[at]!, value[at]!);
}

/** Moves what is kept of the latest readings; `series` by slot, ascending. Its rows must be stored already. */
export async function saveLatest(
  trx: Database,
  series: readonly { readonly slot: number; readonly readings: ReadingColumns }[],
): Promise<void> {
  const [first, last] = [series[0], series.at(-1)];
  if (!first || !last) return;
  const latest = createLatest(trx);
  for (const row of await readLatestRows(trx, first.slot, last.slot)) latest.put(row);
  for (const { slot, readings } of series) takeSeries(latest, slot, readings);
  await saveLatestRows(trx, await latest.list());
}

function takeFixes(newest: Map<number, NewestRow>, { fixSlot, fixes }: TrackPage) {
  for (let row = 0; row < fixSlot.length; row += 1) {
    const slot = fixSlot[row]!;
    const known = newest.get(slot);
    if (!known || fixes.timeMs[row]! > known[1]) newest.set(slot, newestOf(slot, fixes, row));
  }
}

/** The newest fix of each vehicle and the latest reading of each kind. Nothing may move meanwhile. */
export async function readNewest(
  db: Database,
): Promise<{ readonly fixes: readonly NewestRow[]; readonly readings: readonly LatestRow[] }> {
  const newest = new Map((await readNewestRows(db, null)).map((row) => [row[0], row]));
  const latest = createLatest(db);
  for (const row of await readLatestRows(db, 0, Number.MAX_SAFE_INTEGER)) latest.put(row);
  let lastId = 0;
  for (;;) {
    const pages = await readPagesAfter(db, lastId, Number.MAX_SAFE_INTEGER, pagesPerRead);
    if (pages.length === 0) break;
    for (const { id, body } of pages) {
      const page = decodePage(body);
      takeFixes(newest, page);
      const { kind, timeMs, value } = page.readings;
      for (let row = 0; row < kind.length; row += 1) {
        latest.take(page.readingSlot[row]!, kind[row]!, timeMs[row]!, value[row]!);
      }
      lastId = id;
    }
  }
  return { fixes: [...newest.values()], readings: await latest.list() };
}
