import { assert } from '../../../platform/errors.ts';
import { closeDue, type CloseOutcome } from './close.ts';
import { unknownI32, wholeNumberMax, type FixColumns, type ReadingColumns } from './columns.ts';
import type { Box } from './families.ts';
import { findInBox, findVisitors, type BoxQuestion, type FoundInBox, type Places } from './near.ts';
import { readNewest } from './newest.ts';
import type { LatestRow, NewestRow } from './newest-repository.ts';
import { allocatePage, encodePage } from './page-codec.ts';
import { createKeepingPageReader, createPlainPageReader } from './page-reader.ts';
import { prune } from './prune.ts';
import { readBefore, readStanding } from './read-before.ts';
import { readSeries, readTrack, type Span } from './read.ts';
import { countPages, countRows, deleteEverything, insertPage, type Database } from './repository.ts';
import { settlePages, sliceSizes, type SliceSizes, type StoreDeps } from './settle.ts';
import { createWaiting } from './waiting.ts';

export { unknownI32, type FixColumns, type ReadingColumns } from './columns.ts';
export type { Box, Places };
export { foldLatest, latestOf, type LatestReading } from './latest-reading.ts';

/** Flat rows of a page: `slot, time ms, latitude e6, longitude e6, speed 0.1 mph, heading °` one after another. */
export type FlatFixes = readonly (number | null)[];
/** `slot, kind, time ms, value` one after another; a value is a whole number, or null. */
export type FlatReadings = readonly (number | null)[];

/** When an hour is over its pages are all there is of it, and become chunks without a detour. */
const settleIntervalMs = 60 * 60 * 1_000;
const overAfterMs = 5 * 60 * 1_000;

/** More than the feed brings within the hour: what history brings comes in small pages, and each costs every reader. */
const unsettledPageCountMax = 1_000;

const fixWidth = 6;
const readingWidth = 4;

export interface TrackStats {
  readonly fixCount: number;
  readonly readingCount: number;
  /** Of what is stored, without index and empty space. */
  readonly bodyBytes: number;
}

export interface TrackStore {
  /**
   * Stores what a page brought, in the caller's transaction. Rows may be late, repeat each other and what is known: the
   * one that was stored first stays.
   */
  append(trx: Database, fixes: FlatFixes, readings: FlatReadings): Promise<void>;
  /** Fixes of one vehicle in [fromMs, toMs]. Throws `telematics/damaged-chunk`. */
  readTrack(span: Span): Promise<FixColumns>;
  /** Readings of one vehicle in [fromMs, toMs]; `kind` null: of all kinds. Throws `telematics/damaged-chunk`. */
  readSeries(span: Span & { readonly kind: number | null }): Promise<ReadingColumns>;
  /** The same as in the transaction `trx`. */
  readSeriesIn(trx: Database, span: Span & { readonly kind: number | null }): Promise<ReadingColumns>;
  /** The newest fix of one vehicle before a time. Throws `telematics/damaged-chunk`. */
  readBefore(slot: number, beforeMs: number): Promise<NewestRow | null>;
  /** What each of these kinds of one vehicle said last before a time. Throws `telematics/damaged-chunk`. */
  readStanding(
    slot: number,
    kinds: readonly number[],
    beforeMs: number,
  ): Promise<ReadonlyMap<number, number>>;
  /** Fixes inside the box in [fromMs, toMs] by vehicle, in order of slot. Throws `telematics/damaged-chunk`. */
  findInBox(question: BoxQuestion): Promise<FoundInBox[]>;
  /** Slots of vehicles that may have had a fix in the box; never without one that had. */
  findVisitors(question: BoxQuestion): Promise<number[]>;
  /** The newest fix of each vehicle and the latest reading of each kind: never forgotten. */
  readNewest(): Promise<{ readonly fixes: readonly NewestRow[]; readonly readings: readonly LatestRow[] }>;
  /**
   * What is to be done as of `nowMs`: settles when an hour is over or enough came in, then `closeDue`. To be called every
   * few minutes.
   */
  tend(nowMs: number): Promise<CloseOutcome>;
  /**
   * Moves all that came in by page into order by vehicle; what is over as of `nowMs` is closed where that is possible at
   * once. In slices; calls wait for each other.
   */
  settle(nowMs: number): Promise<void>;
  /** Closes buckets that are over as of `nowMs` and merges what came late for closed ones. In slices, as `settle`. */
  closeDue(nowMs: number): Promise<CloseOutcome>;
  /** Forgets what is before these times, except the newest fix of each vehicle. In slices, as `settle`. */
  prune(bounds: { readonly fixesBeforeMs: number; readonly readingsBeforeMs: number }): Promise<void>;
  /** Runs `work` while no background work of the store does. */
  whileResting<T>(work: () => Promise<T>): Promise<T>;
  /** Forgets all there is. Only `whileResting`. */
  deleteEverything(trx: Database): Promise<void>;
  stats(): Promise<TrackStats>;
}

function pageOf(fixes: FlatFixes, readings: FlatReadings) {
  const page = allocatePage(fixes.length / fixWidth, readings.length / readingWidth);
  let fromMs = Infinity;
  let toMs = -Infinity;
  const timeOf = (value: number | null | undefined) => {
    const isTime = typeof value === 'number' && Number.isInteger(value) && Math.abs(value) <= wholeNumberMax;
    assert(isTime, 'a time is a whole number of milliseconds');
    if (value < fromMs) fromMs = value;
    if (value > toMs) toMs = value;
    return value;
  };
  for (let at = 0, row = 0; at < fixes.length; at += fixWidth, row += 1) {
    page.fixSlot[row] = fixes[at]!;
    page.fixes.timeMs[row] = timeOf(fixes[at + 1]);
    page.fixes.latitudeE6[row] = fixes[at + 2]!;
    page.fixes.longitudeE6[row] = fixes[at + 3]!;
    page.fixes.speedDeciMph[row] = fixes[at + 4] ?? unknownI32;
    page.fixes.headingDeg[row] = fixes[at + 5] ?? unknownI32;
  }
  for (let at = 0, row = 0; at < readings.length; at += readingWidth, row += 1) {
    page.readingSlot[row] = readings[at]!;
    page.readings.kind[row] = readings[at + 1]!;
    page.readings.timeMs[row] = timeOf(readings[at + 2]);
    page.readings.value[row] = readings[at + 3] ?? Number.NaN;
  }
  return { page, fromMs, toMs };
}

/** Fixes and readings of months: see README. `pause` lets others have their turn between slices of background work. */
export function createTrackStore(
  options: Omit<StoreDeps, 'sizes' | 'waiting' | 'pageReader'> & { readonly sizes?: SliceSizes },
): TrackStore {
  const waiting = createWaiting();
  const pageReader = createKeepingPageReader(options.database.db);
  const deps: StoreDeps = { sizes: sliceSizes, ...options, waiting, pageReader };
  const { database } = deps;
  let turn: Promise<unknown> = Promise.resolve();
  let unsettled = { pageCount: 0, rowCount: 0 };
  let settledAtMs: number | null = null;
  let tendedHourMs: number | null = null;

  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const outcome = turn.then(work);
    turn = outcome.catch(() => undefined);
    return outcome;
  }

  const isMuch = () =>
    unsettled.rowCount >= deps.sizes.rowsPerRound || unsettled.pageCount >= unsettledPageCountMax;
  const settleBefore = (nowMs: number, pagesBeforeMs: number) =>
    inTurn(async () => {
      unsettled = { pageCount: 0, rowCount: 0 };
      settledAtMs = nowMs;
      const options = { overBeforeMs: nowMs - overAfterMs, pagesBeforeMs };
      let isMore = true;
      while (isMore) isMore = await settlePages(deps, options);
    });
  const settle = (nowMs: number) => settleBefore(nowMs, Infinity);
  const close = (nowMs: number) => inTurn(() => closeDue(deps, nowMs));

  return {
    async append(trx, fixes, readings) {
      if (fixes.length + readings.length === 0) return;
      const { page, fromMs, toMs } = pageOf(fixes, readings);
      const counts = { fixCount: page.fixSlot.length, readingCount: page.readingSlot.length };
      unsettled.pageCount += 1;
      unsettled.rowCount += counts.fixCount + counts.readingCount;
      await insertPage(trx, { fromMs, toMs, ...counts, body: encodePage(page, fromMs, toMs) });
    },
    readTrack: (span) => readTrack(pageReader, span),
    readSeries: (span) => readSeries(pageReader, span),
    readSeriesIn: (trx, span) => readSeries(createPlainPageReader(trx), span),
    readBefore: (slot, beforeMs) => readBefore(pageReader, slot, beforeMs),
    readStanding: (slot, kinds, beforeMs) => readStanding(pageReader, slot, kinds, beforeMs),
    findInBox: (question) => findInBox(pageReader, question),
    findVisitors: (question) => findVisitors(pageReader, question),
    readNewest: () => inTurn(() => readNewest(database.db)),
    async tend(nowMs) {
      if (settledAtMs === null) {
        settledAtMs = nowMs;
        unsettled = await countPages(database.db);
      }
      pageReader.rest();
      const hourMs = Math.floor((nowMs - overAfterMs) / settleIntervalMs) * settleIntervalMs;
      // A clock that was set back, or a page from the future, must not put it off.
      const isOverdue = Math.abs(nowMs - settledAtMs) >= 2 * settleIntervalMs;
      if (isOverdue || isMuch()) await settle(nowMs);
      else if (hourMs !== tendedHourMs) await settleBefore(nowMs, hourMs);
      tendedHourMs = hourMs;
      return close(nowMs);
    },
    settle,
    closeDue: close,
    prune: (bounds) => inTurn(() => prune(deps, bounds)),
    whileResting: inTurn,
    async deleteEverything(trx) {
      await deleteEverything(trx);
      waiting.clear();
      pageReader.clear();
    },
    stats: () => countRows(database.db),
  };
}
