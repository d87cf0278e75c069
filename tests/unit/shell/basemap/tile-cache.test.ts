import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createTileCache } from '../../../../src-main/shell/basemap/tile-cache.ts';

const tileOf = (bytes: number) => ({ bytes: new Uint8Array(bytes), contentType: 'x' });

test('forgets what was not used for longest', () => {
  const cache = createTileCache(3_000);
  cache.set('a', tileOf(1_000));
  cache.set('b', tileOf(1_000));
  cache.get('a');
  cache.set('c', tileOf(1_000));
  expect([cache.get('a') !== undefined, cache.get('b'), cache.get('c') !== undefined]).toEqual([
    true,
    undefined,
    true,
  ]);
});

test('remembers that there is no tile', () => {
  const cache = createTileCache(1_000);
  cache.set('sea', null);
  expect([cache.get('sea'), cache.get('other')]).toEqual([null, undefined]);
});

test('never holds more bytes than it may', () => {
  const writes = fc.array(fc.tuple(fc.nat({ max: 12 }), fc.nat({ max: 1_500 })), { maxLength: 60 });
  fc.assert(
    fc.property(writes, (entries) => {
      const cache = createTileCache(4_000);
      for (const [key, bytes] of entries) cache.set(String(key), tileOf(bytes));
      const held = Array.from({ length: 13 }, (_, key) => cache.get(String(key))?.bytes.length ?? 0);
      expect(held.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThanOrEqual(4_000);
      const last = entries.at(-1);
      if (last) expect(cache.get(String(last[0]))?.bytes.length).toBe(last[1]);
    }),
  );
});
