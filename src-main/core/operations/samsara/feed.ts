import type { OpenDatabase } from '../../database/connection.ts';
import type { TelematicsSchema } from '../../database/schema.ts';
import { AppError, isAppError } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import type { AlsoWrite, PageOrigin, Telematics } from '../telematics/index.ts';
import type { SamsaraGateway } from './gateway.ts';
import { dropCursor, readCursor, readGap, saveCursor, saveGap, type Gap } from './repository.ts';
import type { StatsPage } from './stats-page.ts';

export interface FeedPlan {
  /** Names the cursor: a cursor belongs to its types. */
  readonly feed: 'positions' | 'diagnostics';
  readonly types: readonly string[];
}

export interface FeedDeps {
  readonly gateway: Pick<SamsaraGateway, 'fetchFeedPage' | 'fetchHistoryPage'>;
  readonly telematics: Pick<Telematics, 'ingest'>;
  readonly database: Pick<OpenDatabase<TelematicsSchema>, 'db' | 'transaction'>;
  readonly serverNowMs: () => number;
  readonly logger: Logger;
  /** After each page that was stored. */
  readonly onPage: (fixCount: number, rejectedCount: number) => void;
}

/** A gap older than what is kept would be fetched to be deleted. */
const gapMsMax = 7 * 24 * 3_600_000;
/** Overlap at the beginning of a gap, since a cursor tells when it was saved, not what had arrived. */
const gapOverlapMs = 5 * 60_000;
/** History shares its turns with the live feed, which must not wait for it. */
const gapPagesPerTurn = 10;

/** Stores a page and what belongs to it; resolves to how many vehicles it was about. */
type Store = (page: StatsPage, save: AlsoWrite, origin: PageOrigin) => Promise<number>;

/**
 * One feed: drains it with its stored cursor, and fills from history what a lost cursor left out. The cursor is written in the
 * transaction of its points, so a crash repeats a page and never skips one.
 */
export function createFeed(plan: FeedPlan, deps: FeedDeps) {
  const { gateway, telematics, database, serverNowMs, logger } = deps;
  const { feed, types } = plan;

  const store: Store = async (page, save, origin) => {
    const { fixCount } = await telematics.ingest(page.vehicles, save, origin);
    deps.onPage(fixCount, page.rejectedCount);
    return page.vehicles.length;
  };

  async function drain(signal: AbortSignal): Promise<number> {
    let cursor = (await readCursor(database.db, feed))?.cursor ?? null;
    let itemCount = 0;
    for (;;) {
      const page: StatsPage = await gateway.fetchFeedPage(types, cursor, signal);
      const next = page.endCursor === '' ? cursor : page.endCursor;
      if (page.hasNextPage && next === cursor && page.vehicles.length === 0) {
        throw new AppError('samsara/unexpected-answer', 'the feed says there is more but does not move on');
      }
      const save: AlsoWrite = async (trx) => {
        if (next !== null) await saveCursor(trx, feed, next, serverNowMs());
      };
      itemCount += await store(page, save, 'feed');
      cursor = next;
      if (!page.hasNextPage || signal.aborted) return itemCount;
    }
  }

  async function startAnew() {
    const lost = await readCursor(database.db, feed);
    const toMs = serverNowMs();
    const known = await readGap(database.db, feed);
    const lostFromMs = (known?.fromMs ?? lost?.savedAtMs ?? toMs) - gapOverlapMs;
    const gap: Gap = { fromMs: Math.max(toMs - gapMsMax, lostFromMs), toMs, cursor: null };
    await database.transaction((trx) => dropCursor(trx, feed, gap));
    logger.warn(
      { feed, fromMs: gap.fromMs, toMs },
      'cursor no longer accepted: feed begun anew, gap follows from history',
    );
  }

  return {
    /** Resolves to how many vehicles' readings came in. */
    async turn(signal: AbortSignal): Promise<number> {
      let itemCount: number;
      try {
        itemCount = await drain(signal);
      } catch (error) {
        if (!isAppError(error) || error.code !== 'samsara/cursor-expired') throw error;
        await startAnew();
        itemCount = await drain(signal);
      }
      await fillGap(plan, deps, store, signal);
      return itemCount;
    },
  };
}

/** Some pages of history; what is left waits for the next turn, and survives a restart. */
async function fillGap(plan: FeedPlan, deps: FeedDeps, store: Store, signal: AbortSignal): Promise<void> {
  const { database, logger } = deps;
  const { feed } = plan;
  for (let pageCount = 0; pageCount < gapPagesPerTurn && !signal.aborted; pageCount += 1) {
    const gap = await readGap(database.db, feed);
    if (gap === null) return;
    const page = await fetchGapPage(plan, deps, gap, signal);
    if (page === null) continue;
    const isFilled = !page.hasNextPage || page.endCursor === '' || page.endCursor === gap.cursor;
    const next = isFilled ? null : { ...gap, cursor: page.endCursor };
    await store(page, (trx) => saveGap(trx, feed, next), 'history');
    if (isFilled) logger.info({ feed, fromMs: gap.fromMs, toMs: gap.toMs }, 'gap filled from history');
  }
}

/** `null`: the filling's own cursor was lost and the gap begins again. */
async function fetchGapPage(
  { feed, types }: FeedPlan,
  { gateway, database }: FeedDeps,
  gap: Gap,
  signal: AbortSignal,
): Promise<StatsPage | null> {
  const span = { startMs: gap.fromMs, endMs: gap.toMs };
  try {
    return await gateway.fetchHistoryPage(types, span, gap.cursor, signal);
  } catch (error) {
    if (!isAppError(error) || error.code !== 'samsara/cursor-expired') throw error;
    await database.transaction((trx) => saveGap(trx, feed, { ...gap, cursor: null }));
    return null;
  }
}
