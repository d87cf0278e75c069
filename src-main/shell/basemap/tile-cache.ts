import type { Tile } from './opened-source.ts';

/**
 * The most recently used tiles, up to so many bytes. `lru-cache` is not used here: its Node build needs
 * `tracingChannel`, which Node 18.15 (the old test runtime) lacks.
 */
export interface TileCache {
  get(key: string): Tile | null | undefined;
  /** `null` remembers that there is no such tile. */
  set(key: string, tile: Tile | null): void;
  clear(): void;
}

/** What an entry costs besides its bytes; also bounds the number of remembered empty tiles. */
const entryBytes = 200;

export function createTileCache(bytesMax: number): TileCache {
  const tiles = new Map<string, Tile | null>();
  let bytesHeld = 0;
  const costOf = (tile: Tile | null) => entryBytes + (tile?.bytes.length ?? 0);
  return {
    get(key) {
      const tile = tiles.get(key);
      if (tile === undefined) return undefined;
      tiles.delete(key);
      tiles.set(key, tile);
      return tile;
    },
    set(key, tile) {
      const known = tiles.get(key);
      if (known !== undefined) bytesHeld -= costOf(known);
      tiles.delete(key);
      tiles.set(key, tile);
      bytesHeld += costOf(tile);
      for (const [oldestKey, oldest] of tiles) {
        if (bytesHeld <= bytesMax) break;
        tiles.delete(oldestKey);
        bytesHeld -= costOf(oldest);
      }
    },
    clear() {
      tiles.clear();
      bytesHeld = 0;
    },
  };
}
