import { LRUCache } from 'lru-cache';
import type { Clock } from './clock.ts';
import type { Metrics } from './metrics.ts';

/** How long an answer of each kind may be served again before it is asked for anew. */
export const cacheTtlMs = { telematics: 60_000, user: 3_600_000, calls: 300_000 } as const;

export interface Cache<K extends {}, V extends {}> {
  get(key: K): V | undefined;
  set(key: K, value: V): void;
  delete(key: K): void;
  clear(): void;
  /** Entries held, expired ones included until they are touched. */
  entryCount(): number;
  /** The cached value, or the loaded one. Callers who ask while it loads share one load; a failed load is not kept. */
  getOrLoad(key: K, load: (key: K) => Promise<V>): Promise<V>;
}

export interface CacheOptions {
  readonly name: string;
  readonly ttlMs: number;
  readonly entryCountMax: number;
  readonly clock: Clock;
  /** Counts `cache.hits`, `cache.misses` and the gauge `cache.entries`, labelled with the name. */
  readonly metrics: Metrics;
}

export function createCache<K extends {}, V extends {}>(options: CacheOptions): Cache<K, V> {
  const { name, ttlMs, entryCountMax, clock, metrics } = options;
  const hits = metrics.counter('cache.hits', { name });
  const misses = metrics.counter('cache.misses', { name });
  const entries = metrics.gauge('cache.entries', { name });
  const loads = new Map<K, Promise<V>>();
  const held = new LRUCache<K, V>({
    max: entryCountMax,
    ttl: ttlMs,
    // Otherwise it remembers the time for a millisecond by a timer of its own, beside the clock it was given.
    ttlResolution: 0,
    perf: { now: () => clock.nowMs() },
  });

  function get(key: K): V | undefined {
    const value = held.get(key);
    (value === undefined ? misses : hits).add();
    return value;
  }

  function set(key: K, value: V) {
    held.set(key, value);
    entries.set(held.size);
  }

  /** What was deleted or cleared while it loaded is not put back: the load may have read the old truth. */
  function forget(key: K) {
    loads.delete(key);
    held.delete(key);
    entries.set(held.size);
  }

  async function loadOnce(key: K, load: (key: K) => Promise<V>): Promise<V> {
    const loading = load(key);
    loads.set(key, loading);
    try {
      const value = await loading;
      if (loads.get(key) === loading) set(key, value);
      return value;
    } finally {
      if (loads.get(key) === loading) loads.delete(key);
    }
  }

  return {
    get,
    set,
    delete: forget,
    clear: () => {
      loads.clear();
      held.clear();
      entries.set(0);
    },
    entryCount: () => held.size,
    getOrLoad: async (key, load) => get(key) ?? (await (loads.get(key) ?? loadOnce(key, load))),
  };
}
