import type { Vehicle } from '../fleet/index.ts';
import { hash32 } from '../fleet/random.ts';
import { lastArrivedMs } from '../fleet/uploads.ts';
import { decodeCursor, encodeCursor, type Cursor } from './cursor.ts';
import { createFeedLog, type LogEntry, type LogPosition } from './feed-log.ts';
import type { Parameters } from './parameters.ts';
import { refusal } from './refusal.ts';
import { statsData, type Page } from './stats-page.ts';
import { readStatsQuery, type StatsDeps, type StatsQuery } from './stats-query.ts';

const path = '/fleet/vehicles/stats/feed';
const vehiclesPerPage = 512;
const dayMs = 86_400_000;

export interface FeedDeps extends StatsDeps {
  /** Updates on a full page. The vendor does not say its number and may change it any time. */
  readonly updatesPerPage: number;
}

export interface Feed {
  /** Throws a refusal (400) for a cursor that is not this question's, or too old. */
  page(parameters: Parameters, nowMs: number): Page;
}

function lastKnown(
  { faults }: StatsDeps,
  query: StatsQuery,
  vehicles: readonly Vehicle[],
  atMs: number,
): LogEntry[] {
  const oldDays = faults.get('old-snapshot')?.setting ?? 0;
  return vehicles.flatMap((vehicle) =>
    query.stats.flatMap((stat) => {
      const asOfMs = vehicle.index % 5 === 2 ? atMs - oldDays * dayMs : atMs;
      const measuredMs = lastArrivedMs(vehicle, vehicle.index, stat, asOfMs, faults.holds);
      return measuredMs === null ? [] : [{ arrivedMs: asOfMs, vehicle, stat, atMs: measuredMs }];
    }),
  );
}

export function createFeed(deps: FeedDeps): Feed {
  const { faults, updatesPerPage } = deps;
  const log = createFeedLog(faults);

  const toPage = (
    query: StatsQuery,
    entries: readonly LogEntry[],
    cursor: Omit<Cursor, 'filter'>,
    hasNextPage: boolean,
  ): Page => ({
    data: statsData(deps, query, entries),
    pagination: { endCursor: encodeCursor({ ...cursor, filter: query.filter }), hasNextPage },
  });

  /** First call: what is known of every vehicle at one moment, in pages; the log goes on exactly from that moment. */
  const startPage = (query: StatsQuery, atMs: number, offset: number, nowMs: number): Page => {
    const next = offset + vehiclesPerPage;
    const isLast = next >= query.vehicles.length;
    const entries = lastKnown(deps, query, query.vehicles.slice(offset, next), atMs);
    if (!isLast) {
      return toPage(query, entries, { kind: 'feed-start', issuedAtMs: nowMs, position: [atMs, next] }, true);
    }
    const { block, offset: inBlock } = log.headAt(query, atMs);
    return toPage(
      query,
      entries,
      { kind: 'feed-log', issuedAtMs: nowMs, position: [block, inBlock, 0] },
      false,
    );
  };

  /** Short and empty pages with `hasNextPage: true` occur at the vendor; here by a fixed rule of the position. */
  const logPage = (query: StatsQuery, from: LogPosition, wasEmptied: boolean, nowMs: number): Page => {
    const whim = hash32(from.block, from.offset, query.filter);
    const countMax = whim % 7 === 3 ? Math.ceil(updatesPerPage / 3) : updatesPerPage;
    const full = log.read(query, from, nowMs, countMax);
    const isEmptied = !wasEmptied && whim % 11 === 5 && full.entries.length > 0;
    const slice = isEmptied ? { entries: [], next: from, hasMore: true } : full;
    const position = [slice.next.block, slice.next.offset, isEmptied ? 1 : 0];
    return toPage(query, slice.entries, { kind: 'feed-log', issuedAtMs: nowMs, position }, slice.hasMore);
  };

  return {
    page(parameters, nowMs) {
      const query = readStatsQuery(deps, path, parameters);
      const after = parameters.text('after');
      if (after === null) return startPage(query, nowMs, 0, nowMs);
      const notBeforeMs = faults.get('expired-cursor')?.sinceMs ?? 0;
      const cursor = decodeCursor(after, query.filter, nowMs, notBeforeMs);
      const [first = 0, second = 0, third = 0] = cursor.position;
      if (cursor.kind === 'feed-start') return startPage(query, first, second, nowMs);
      if (cursor.kind !== 'feed-log') throw refusal(400, 'Invalid cursor.');
      return logPage(query, { block: first, offset: second }, third === 1, nowMs);
    },
  };
}
