import { basemapPaths, type BasemapDescription } from './description.wire.ts';
import type { Tile } from './opened-source.ts';
import { createSourceChoice, failureOf, type SourceChoiceOptions } from './source-choice.ts';
import { createTileCache } from './tile-cache.ts';

/** A share or a tile server answers in tens of milliseconds; panning back and forth must not wait for it again. */
const customCacheBytesMax = 24 * 1024 * 1024;
/** The embedded archive is on the local disk. */
const embeddedCacheBytesMax = 4 * 1024 * 1024;
const zoomMax = 24;

export type BasemapOptions = SourceChoiceOptions;

export interface Basemap {
  /**
   * Answers every GET below `/basemap/`; never throws. 204 where there is no tile, 404 for any other path, 503 while the
   * source does not answer.
   */
  handle(request: { readonly url: string }): Promise<Response>;
  describe(): Promise<BasemapDescription>;
  close(): Promise<void>;
}

const answer = (status: number): Response =>
  new Response(null, { status, headers: { 'x-content-type-options': 'nosniff' } });

const answerWith = ({ bytes, contentType }: Tile): Response =>
  new Response(bytes, {
    status: 200,
    headers: { 'content-type': contentType, 'x-content-type-options': 'nosniff' },
  });

const jsonOf = (value: unknown): Tile => ({
  bytes: new TextEncoder().encode(JSON.stringify(value)),
  contentType: 'application/json',
});

const tilePath = /^(embedded|custom)\/(?:(\d{1,2})\/)?(\d{1,2})\/(\d{1,8})\/(\d{1,8})$/;

interface TileRequest {
  readonly from: 'embedded' | 'custom';
  readonly sourceIndex: number;
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** Digits only, inside the pyramid: nothing of the path reaches a file name or an address except as a number. */
function parseTilePath(path: string): TileRequest | null {
  const match = tilePath.exec(path);
  if (!match) return null;
  const [z, x, y] = [Number(match[3]), Number(match[4]), Number(match[5])];
  if (z > zoomMax || x >= 2 ** z || y >= 2 ** z) return null;
  return { from: match[1] === 'custom' ? 'custom' : 'embedded', sourceIndex: Number(match[2] ?? 0), z, x, y };
}

/**
 * Serves the map: the embedded archive always, IT's source when one is set and usable. Returns at once; sources are
 * opened in the background, and requests wait for them.
 */
export function createBasemap(options: BasemapOptions): Basemap {
  const choice = createSourceChoice(options);
  const caches = {
    embedded: createTileCache(embeddedCacheBytesMax),
    custom: createTileCache(customCacheBytesMax),
  };

  const readTile = async ({ from, sourceIndex, z, x, y }: TileRequest): Promise<Tile | null> => {
    const key = `${sourceIndex}/${z}/${x}/${y}`;
    const cached = caches[from].get(key);
    if (cached !== undefined) return cached;
    const source = from === 'custom' ? await choice.custom() : await choice.embedded;
    if (!source) return null;
    const tile = await source.tile(sourceIndex, z, x, y);
    caches[from].set(key, tile);
    return tile;
  };
  const serveTile = async (wanted: TileRequest): Promise<Response> => {
    try {
      const tile = await readTile(wanted);
      if (wanted.from === 'custom') choice.tileWorked();
      return tile ? answerWith(tile) : answer(204);
    } catch (error) {
      if (wanted.from === 'custom') choice.tileFailed(error);
      return answer(503);
    }
  };
  const describe = async (): Promise<BasemapDescription> => {
    const { custom, fallback } = await choice.choose();
    if (custom) return { ...custom.description, tilesPath: basemapPaths.customTiles, fallback };
    return { ...(await choice.embedded).description, tilesPath: basemapPaths.embeddedTiles, fallback };
  };
  const serveOther = async (path: string, origin: string): Promise<Response> => {
    if (path === 'describe') return answerWith(jsonOf(await describe()));
    if (!path.startsWith('custom/')) return answer(404);
    const source = await choice.custom();
    const asset = await source?.asset(path.slice('custom/'.length), origin);
    return asset ? answerWith(asset) : answer(404);
  };

  return {
    describe,
    async handle(request) {
      try {
        const { pathname, protocol, host } = new URL(request.url);
        const path = pathname.replace(/^\/basemap\//, '');
        const tile = parseTilePath(path);
        return await (tile ? serveTile(tile) : serveOther(path, `${protocol}//${host}`));
      } catch (error) {
        options.logger.warn(failureOf(error), 'a map request failed');
        return answer(503);
      }
    },
    async close() {
      caches.embedded.clear();
      caches.custom.clear();
      await choice.close();
    },
  };
}
