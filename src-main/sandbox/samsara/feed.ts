import { LRUCache } from 'lru-cache';
import type { Vehicle } from '../fleet/index.ts';
import { hash32 } from '../fleet/random.ts';
import type { MeasuredStat } from '../fleet/reports.ts';
import { lastArrivedMs, visitArrivals } from '../fleet/uploads.ts';
import { decodeCursor, encodeCursor, type Cursor } from './cursor.ts';
import type { Parameters } from './parameters.ts';
import { refusal } from './refusal.ts';
import { isStatMissing, readStatsQuery, statPoint, type StatsDeps, type StatsQuery } from './stats-query.ts';

const path = '/fleet/vehicles/stats/feed';
const blockMs = 5_000;
const duplicateDelayMs = 7_000;
/** A page gives up looking for updates after this many blocks, and says that there is more. */
const blocksPerPageMax = 2_000;
const vehiclesPerPage = 512;
const dayMs = 86_400_000;

/** One line of the append-only log: update `stat` measured at `atMs` reached the cloud at `arrivedMs`. */
export interface LogEntry {
  readonly arrivedMs: number;
  readonly vehicle: Vehicle;
  readonly stat: MeasuredStat;
  readonly atMs: number;
}

export interface FeedDeps extends StatsDeps {
  /** Updates on a full page. The vendor does not say its number and may change it any time. */
  readonly updatesPerPage: number;
}

export interface Page {
  readonly data: unknown[];
  readonly pagination: { readonly endCursor: string; readonly hasNextPage: boolean };
}

/** Log order: by arrival, not by time of measuring; equal arrivals in a fixed order, so that a cursor is exact. */
function compare(a: LogEntry, b: LogEntry): number {
  return (
    a.arrivedMs - b.arrivedMs ||
    a.vehicle.index - b.vehicle.index ||
    a.stat.localeCompare(b.stat) ||
    a.atMs - b.atMs
  );
}

function buildBlock(faults: StatsDeps['faults'], query: StatsQuery, block: number): LogEntry[] {
  const entries: LogEntry[] = [];
  const [fromMs, toMs] = [block * blockMs - 1, (block + 1) * blockMs - 1];
  for (const vehicle of query.vehicles) {
    for (const stat of query.stats) {
      const { index } = vehicle;
      visitArrivals(vehicle, index, stat, fromMs, toMs, faults.holds, (arrivedMs, atMs) => {
        entries.push({ arrivedMs, vehicle, stat, atMs });
      });
      if (!faults.hasDuplicates()) continue;
      const before = duplicateDelayMs;
      visitArrivals(vehicle, index, stat, fromMs - before, toMs - before, faults.holds, (arrivedMs, atMs) => {
        if (!faults.isDuplicated(index, arrivedMs)) return;
        entries.push({ arrivedMs: arrivedMs + before, vehicle, stat, atMs });
      });
    }
  }
  return entries.sort(compare);
}

/** Updates of a page as the vendor groups them: one item per vehicle, one array per stat, in log order. */
export function groupByVehicle(
  entries: readonly LogEntry[],
  point: (entry: LogEntry) => Record<string, unknown>,
): unknown[] {
  const items = new Map<number, { id: string; name: string; [stat: string]: unknown }>();
  const arrays = new Map<string, unknown[]>();
  for (const entry of entries) {
    const { vehicle, stat } = entry;
    const item = items.get(vehicle.index) ?? { id: vehicle.id, name: vehicle.name };
    items.set(vehicle.index, item);
    const key = `${vehicle.index} ${stat}`;
    const array = arrays.get(key) ?? [];
    if (!arrays.has(key)) {
      arrays.set(key, array);
      item[stat] = array;
    }
    array.push(point(entry));
  }
  return [...items.values()];
}

export interface Feed {
  page(parameters: Parameters, nowMs: number): Page;
}

interface LogPosition {
  readonly block: number;
  readonly offset: number;
}

interface LogSlice {
  readonly entries: readonly LogEntry[];
  readonly next: LogPosition;
  readonly hasMore: boolean;
}

/**
 * The stats feed. The log is never stored: since the fleet and its uploads are pure functions of time, any stretch of
 * it can be computed again, so a cursor stays good for its 30 days and across restarts with the same seed.
 */
export function createFeed(deps: FeedDeps): Feed {
  const { faults, updatesPerPage } = deps;
  const blocks = new LRUCache<string, LogEntry[]>({ max: 24 });
  const blockOf = (query: StatsQuery, block: number): LogEntry[] => {
    const key = `${query.filter} ${faults.version()} ${block}`;
    const entries = blocks.get(key) ?? buildBlock(faults, query, block);
    blocks.set(key, entries);
    return entries;
  };
  const headAt = (query: StatsQuery, nowMs: number): LogPosition => {
    const block = Math.floor(nowMs / blockMs);
    return { block, offset: blockOf(query, block).filter((entry) => entry.arrivedMs <= nowMs).length };
  };

  const readLog = (query: StatsQuery, from: LogPosition, nowMs: number, countMax: number): LogSlice => {
    const entries: LogEntry[] = [];
    const head = Math.floor(nowMs / blockMs);
    let { block, offset } = from;
    for (let scanned = 0; block <= head; scanned++) {
      if (scanned >= blocksPerPageMax) return { entries, next: { block, offset }, hasMore: true };
      const arrived = blockOf(query, block);
      for (; offset < arrived.length; offset++) {
        const entry = arrived[offset];
        if (entry === undefined || entry.arrivedMs > nowMs) break;
        if (entries.length >= countMax) return { entries, next: { block, offset }, hasMore: true };
        entries.push(entry);
      }
      if (block === head) break;
      block += 1;
      offset = 0;
    }
    return { entries, next: { block, offset }, hasMore: false };
  };

  const isOld = (vehicle: Vehicle) => vehicle.index % 5 === 2 && faults.get('old-snapshot') !== null;
  const lastKnown = (query: StatsQuery, vehicles: readonly Vehicle[], atMs: number): LogEntry[] =>
    vehicles.flatMap((vehicle) =>
      query.stats.flatMap((stat) => {
        const asOfMs = isOld(vehicle) ? atMs - (faults.get('old-snapshot')?.setting ?? 0) * dayMs : atMs;
        const measuredMs = lastArrivedMs(vehicle, vehicle.index, stat, asOfMs, faults.holds);
        return measuredMs === null ? [] : [{ arrivedMs: asOfMs, vehicle, stat, atMs: measuredMs }];
      }),
    );

  const toPage = (
    query: StatsQuery,
    entries: readonly LogEntry[],
    cursor: Cursor,
    hasNextPage: boolean,
  ): Page => ({
    data: groupByVehicle(
      entries.filter(({ vehicle, stat }) => !isStatMissing(faults, vehicle, stat)),
      ({ vehicle, stat, atMs }) => statPoint(faults, vehicle, stat, atMs, query.decorations),
    ),
    pagination: { endCursor: encodeCursor(cursor), hasNextPage },
  });

  /** First call: what is known of every vehicle at one moment, in pages; the log goes on exactly from that moment. */
  const startPage = (query: StatsQuery, atMs: number, offset: number, nowMs: number): Page => {
    const vehicles = query.vehicles.slice(offset, offset + vehiclesPerPage);
    const next = offset + vehiclesPerPage;
    const isLast = next >= query.vehicles.length;
    const head = headAt(query, atMs);
    const cursor: Cursor = {
      kind: isLast ? 'feed-log' : 'feed-start',
      filter: query.filter,
      issuedAtMs: nowMs,
      position: isLast ? [head.block, head.offset, 0] : [atMs, next],
    };
    return toPage(query, lastKnown(query, vehicles, atMs), cursor, !isLast);
  };

  /** Short and empty pages with `hasNextPage: true` occur at the vendor; here by a fixed rule of the position. */
  const logPage = (query: StatsQuery, from: LogPosition, wasEmptied: boolean, nowMs: number): Page => {
    const whim = hash32(from.block, from.offset, query.filter);
    const isShort = whim % 7 === 3;
    const full = readLog(query, from, nowMs, isShort ? Math.ceil(updatesPerPage / 3) : updatesPerPage);
    const isEmptied = !wasEmptied && whim % 11 === 5 && full.entries.length > 0;
    const slice = isEmptied ? { entries: [], next: from, hasMore: true } : full;
    const position = [slice.next.block, slice.next.offset, isEmptied ? 1 : 0];
    const cursor: Cursor = { kind: 'feed-log', filter: query.filter, issuedAtMs: nowMs, position };
    return toPage(query, slice.entries, cursor, slice.hasMore);
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
