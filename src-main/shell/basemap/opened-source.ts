import type { BasemapDescription } from './description.wire.ts';

/** What a source knows about itself. */
export type SourceDescription = Omit<BasemapDescription, 'fallback' | 'tilesPath'>;

export interface Tile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
}

/** A map source that answered when it was opened. */
export interface OpenedSource {
  readonly description: SourceDescription;
  /**
   * One tile, unpacked; `null` where the source has none. `sourceIndex` tells the sources of a style apart, else 0.
   * Throws `basemap/unreachable` or `basemap/unreadable`.
   */
  tile(sourceIndex: number, z: number, x: number, y: number): Promise<Tile | null>;
  /** Sprite images and glyphs of a style, by the path below `/basemap/custom/`; `null` for anything else. */
  asset(path: string, origin: string): Promise<Tile | null>;
  close(): Promise<void>;
}

export type ShellFetch = (url: string, init?: RequestInit) => Promise<Response>;

export const vectorTileType = 'application/vnd.mapbox-vector-tile';
