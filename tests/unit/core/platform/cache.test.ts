import { describe, expect, it } from 'vitest';
import { cacheTtlMs, createCache } from '../../../../src-main/core/platform/cache.ts';
import { createMetrics } from '../../../../src-main/core/platform/metrics.ts';
import { createManualClock } from '../../../support/manual-clock.ts';

function setUp(entryCountMax = 3) {
  const clock = createManualClock();
  const metrics = createMetrics();
  const cache = createCache<string, string>({
    name: 'cards',
    ttlMs: cacheTtlMs.telematics,
    entryCountMax,
    clock,
    metrics,
  });
  const read = (metric: string) => {
    const reading = metrics.snapshot().find(({ name }) => name === metric);
    return reading && 'value' in reading ? reading.value : undefined;
  };
  return { clock, cache, read };
}

describe('a cache', () => {
  it('forgets after its time', async () => {
    const { clock, cache } = setUp();
    cache.set('a', '1');
    await clock.advance(60_000);
    expect(cache.get('a')).toBe('1');
    await clock.advance(1);
    expect(cache.get('a')).toBeUndefined();
  });

  it('holds no more than its limit, dropping what was used least recently', () => {
    const { cache, read } = setUp();
    for (const key of ['a', 'b', 'c']) cache.set(key, key);
    cache.get('a');
    cache.set('d', 'd');
    expect(['a', 'b', 'c', 'd'].filter((key) => cache.get(key) !== undefined)).toEqual(['a', 'c', 'd']);
    expect(cache.entryCount()).toBe(3);
    expect(read('cache.entries')).toBe(3);
  });

  it('counts hits and misses under its name', () => {
    const { cache, read } = setUp();
    cache.get('a');
    cache.set('a', '1');
    cache.get('a');
    cache.get('a');
    expect([read('cache.hits'), read('cache.misses')]).toEqual([2, 1]);
  });

  it('loads once for all who ask meanwhile, and again after its time', async () => {
    const { clock, cache } = setUp();
    let loadCount = 0;
    const load = async () => {
      loadCount += 1;
      await clock.sleep(100);
      return `value ${loadCount}`;
    };
    const all = Promise.all(Array.from({ length: 5 }, () => cache.getOrLoad('a', load)));
    await clock.advance(100);
    expect(new Set(await all)).toEqual(new Set(['value 1']));
    expect(await cache.getOrLoad('a', load)).toBe('value 1');
    await clock.advance(60_001);
    const again = cache.getOrLoad('a', load);
    await clock.advance(100);
    expect(await again).toBe('value 2');
  });

  it('keeps no failure', async () => {
    const { cache } = setUp();
    await expect(cache.getOrLoad('a', () => Promise.reject(new Error('down')))).rejects.toThrow('down');
    expect(await cache.getOrLoad('a', () => Promise.resolve('up'))).toBe('up');
  });

  it('does not bring back by a running load what was deleted meanwhile', async () => {
    const { clock, cache } = setUp();
    const loading = cache.getOrLoad('a', async () => {
      await clock.sleep(100);
      return 'old';
    });
    cache.delete('a');
    await clock.advance(100);
    expect(await loading).toBe('old');
    expect(cache.get('a')).toBeUndefined();
  });
});
