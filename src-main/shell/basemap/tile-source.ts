import { isAppError } from '../../core/platform/errors.ts';
import { openArchive } from './archive-source.ts';
import { basemapPaths, type BasemapDescription } from './description.wire.ts';
import type { OpenedSource, ShellFetch, Tile } from './opened-source.ts';
import { openDocument, openTemplate } from './remote-source.ts';
import { parseSourceLocation } from './source-location.ts';
import { createTileCache } from './tile-cache.ts';

/** A share or a tile server answers in tens of milliseconds; panning back and forth must not wait for it again. */
const customCacheBytesMax = 24 * 1024 * 1024;
/** The embedded archive is on the local disk. */
const embeddedCacheBytesMax = 4 * 1024 * 1024;
/** So many failures in a row, and the source is given up for the embedded map. */
const failureCountMax = 6;
const zoomMax = 24;

export interface BasemapLogger {
  warn(fields: object, message: string): void;
}

export interface BasemapOptions {
  readonly embeddedPath: string;
  /** The setting `basemapSource`; empty for the embedded map. */
  readonly source: string;
  /** Only called with the configured source and what that source itself names. */
  readonly fetch: ShellFetch;
  readonly logger: BasemapLogger;
  /** Told once when the configured source is given up. */
  readonly onFallback: (reason: string) => void;
}

export interface Basemap {
  /** Answers every GET below `/basemap/`; never throws. 204 where there is no tile, 404 for any other path. */
  handle(request: { readonly url: string }): Promise<Response>;
  describe(): Promise<BasemapDescription>;
  close(): Promise<void>;
}

async function openCustom(source: string, fetch: ShellFetch): Promise<OpenedSource | null> {
  const location = parseSourceLocation(source);
  if (location.kind === 'embedded') return null;
  if (location.kind === 'file') return openArchive({ path: location.path }, fetch);
  if (location.kind === 'archive') return openArchive({ url: location.url }, fetch);
  return location.kind === 'template' ? openTemplate(location.url, fetch) : openDocument(location.url, fetch);
}

const failureOf = (error: unknown): { code: string; detail: string } =>
  isAppError(error)
    ? { code: error.code, detail: error.message }
    : { code: 'platform/bug', detail: error instanceof Error ? error.message : String(error) };

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
export function createBasemap({ embeddedPath, source, fetch, logger, onFallback }: BasemapOptions): Basemap {
  const embedded = openArchive({ path: embeddedPath }, fetch);
  embedded.catch((error: unknown) => logger.warn(failureOf(error), 'the embedded map cannot be opened'));
  let fallback: BasemapDescription['fallback'] = null;
  let failureCount = 0;
  const giveUp = (error: unknown) => {
    if (fallback) return;
    fallback = failureOf(error);
    logger.warn(fallback, 'the configured map source is not usable; the embedded map is shown');
    onFallback(fallback.detail);
  };
  const custom = openCustom(source, fetch).catch((error: unknown) => {
    giveUp(error);
    return null;
  });
  const caches = {
    embedded: createTileCache(embeddedCacheBytesMax),
    custom: createTileCache(customCacheBytesMax),
  };

  const readTile = async ({ from, sourceIndex, z, x, y }: TileRequest): Promise<Tile | null> => {
    const key = `${sourceIndex}/${z}/${x}/${y}`;
    const cached = caches[from].get(key);
    if (cached !== undefined) return cached;
    const opened = from === 'custom' ? await custom : await embedded;
    const tile = (await opened?.tile(sourceIndex, z, x, y)) ?? null;
    caches[from].set(key, tile);
    return tile;
  };
  const serveTile = async (wanted: TileRequest): Promise<Response> => {
    try {
      const tile = await readTile(wanted);
      if (wanted.from === 'custom') failureCount = 0;
      return tile ? answerWith(tile) : answer(204);
    } catch (error) {
      if (wanted.from === 'custom') {
        failureCount += 1;
        if (failureCount >= failureCountMax) giveUp(error);
      }
      return answer(503);
    }
  };
  const describe = async (): Promise<BasemapDescription> => {
    const opened = await custom;
    if (opened && !fallback) {
      return { ...opened.description, tilesPath: basemapPaths.customTiles, fallback };
    }
    return { ...(await embedded).description, tilesPath: basemapPaths.embeddedTiles, fallback };
  };
  const serveOther = async (path: string, origin: string): Promise<Response> => {
    if (path === 'describe') return answerWith(jsonOf(await describe()));
    if (!path.startsWith('custom/')) return answer(404);
    const asset = await (await custom)?.asset(path.slice('custom/'.length), origin);
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
        logger.warn(failureOf(error), 'a map request failed');
        return answer(503);
      }
    },
    async close() {
      caches.embedded.clear();
      caches.custom.clear();
      const opened = await Promise.allSettled([embedded, custom]);
      await Promise.all(
        opened.map((result) =>
          result.status === 'fulfilled' && result.value ? result.value.close() : undefined,
        ),
      );
    },
  };
}
