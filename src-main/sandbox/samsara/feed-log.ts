import { LRUCache } from 'lru-cache';
import type { Vehicle } from '../fleet/index.ts';
import type { MeasuredStat } from '../fleet/reports.ts';
import { visitArrivals } from '../fleet/uploads.ts';
import type { Faults } from './faults.ts';
import type { StatsQuery } from './stats-query.ts';

const blockMs = 5_000;
const duplicateDelayMs = 7_000;
/** A page gives up looking for updates after this many blocks, and says that there is more. */
const blocksPerReadMax = 2_000;

/** One line of the append-only log: update `stat` measured at `atMs` reached the cloud at `arrivedMs`. */
export interface LogEntry {
  readonly arrivedMs: number;
  readonly vehicle: Vehicle;
  readonly stat: MeasuredStat;
  readonly atMs: number;
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

function buildBlock(faults: Faults, query: StatsQuery, block: number): LogEntry[] {
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

/** Just before entry `offset` of a block of five seconds. */
export interface LogPosition {
  readonly block: number;
  readonly offset: number;
}

export interface LogSlice {
  readonly entries: readonly LogEntry[];
  readonly next: LogPosition;
  readonly hasMore: boolean;
}

export interface FeedLog {
  /** The position after everything that has arrived by now. */
  headAt(query: StatsQuery, nowMs: number): LogPosition;
  read(query: StatsQuery, from: LogPosition, nowMs: number, countMax: number): LogSlice;
}

/**
 * The append-only log behind the feed. It is never stored: since the fleet and its uploads are pure functions of time,
 * any stretch of it can be computed again, so a position stays good across restarts with the same seed.
 */
export function createFeedLog(faults: Faults): FeedLog {
  const blocks = new LRUCache<string, LogEntry[]>({ max: 24 });
  const blockOf = (query: StatsQuery, block: number): LogEntry[] => {
    const key = `${query.filter} ${faults.version()} ${block}`;
    const entries = blocks.get(key) ?? buildBlock(faults, query, block);
    blocks.set(key, entries);
    return entries;
  };
  return {
    headAt(query, nowMs) {
      const block = Math.floor(nowMs / blockMs);
      return { block, offset: blockOf(query, block).filter((entry) => entry.arrivedMs <= nowMs).length };
    },
    read(query, from, nowMs, countMax) {
      const entries: LogEntry[] = [];
      const head = Math.floor(nowMs / blockMs);
      let { block, offset } = from;
      for (let scanned = 0; block <= head; scanned++) {
        if (scanned >= blocksPerReadMax) return { entries, next: { block, offset }, hasMore: true };
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
    },
  };
}
