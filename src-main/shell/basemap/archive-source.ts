import { open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip } from 'node:zlib';
import { Compression, PMTiles, SharedPromiseCache, TileType, type Header, type Source } from 'pmtiles';
import { AppError } from '../../core/platform/errors.ts';
import {
  vectorTileType,
  type OpenedSource,
  type ShellFetch,
  type SourceDescription,
} from './opened-source.ts';
import { plainAttribution, recogniseSchema, vectorLayerNames } from './tile-schema.ts';

/** Leaf directories kept in memory; a country-sized archive has a few hundred of them. */
const directoryCountMax = 64;
const requestTimeoutMs = 15_000;

interface ClosableSource extends Source {
  close(): Promise<void>;
}

const exactBytes = (buffer: Buffer): ArrayBuffer => new Uint8Array(buffer).buffer;

async function unpack(packed: ArrayBuffer, compression: Compression): Promise<ArrayBuffer> {
  if (compression === Compression.None || compression === Compression.Unknown) return packed;
  if (compression === Compression.Gzip) return exactBytes(await promisify(gunzip)(Buffer.from(packed)));
  if (compression === Compression.Brotli)
    return exactBytes(await promisify(brotliDecompress)(Buffer.from(packed)));
  throw new AppError('basemap/unreadable', 'the archive is compressed with zstd, which is not supported');
}

async function openFile(path: string): Promise<ClosableSource> {
  let handle;
  try {
    handle = await open(path, 'r');
  } catch (cause) {
    throw new AppError('basemap/not-found', `${path} cannot be opened`, { cause });
  }
  return {
    getKey: () => path,
    async getBytes(offset, length) {
      const buffer = Buffer.alloc(length);
      const { bytesRead } = await handle.read(buffer, 0, length, offset);
      return { data: exactBytes(buffer.subarray(0, bytesRead)) };
    },
    close: () => handle.close(),
  };
}

function openRemote(url: string, fetch: ShellFetch): ClosableSource {
  return {
    getKey: () => url,
    async getBytes(offset, length) {
      const response = await fetch(url, {
        headers: { range: `bytes=${offset}-${offset + length - 1}` },
        redirect: 'error',
        signal: AbortSignal.timeout(requestTimeoutMs),
      });
      // A server without range support would answer 200 with the whole archive.
      if (response.status !== 206) {
        throw new AppError(
          'basemap/unreachable',
          `the map server answered ${response.status} to a range request`,
        );
      }
      return { data: await response.arrayBuffer() };
    },
    close: () => Promise.resolve(),
  };
}

const imageTypes: Readonly<Partial<Record<TileType, string>>> = {
  [TileType.Png]: 'image/png',
  [TileType.Jpeg]: 'image/jpeg',
  [TileType.Webp]: 'image/webp',
  [TileType.Avif]: 'image/avif',
};

function describe(header: Header, metadata: unknown): SourceDescription {
  const imageType = imageTypes[header.tileType];
  const vectorLayers = vectorLayerNames(metadata);
  if (!imageType && header.tileType !== TileType.Mvt) {
    throw new AppError('basemap/unreadable', `tiles of type ${header.tileType} are not supported`);
  }
  const attribution =
    metadata && typeof metadata === 'object' && 'attribution' in metadata ? metadata.attribution : '';
  return {
    kind: imageType ? 'raster' : recogniseSchema(vectorLayers),
    attribution: plainAttribution(attribution),
    minZoom: header.minZoom,
    maxZoom: header.maxZoom,
    bounds: [header.minLon, header.minLat, header.maxLon, header.maxLat],
    vectorLayers,
    tileSize: 256,
  };
}

/** Vendor exceptions and file errors end here. */
const readFailure = (cause: unknown): AppError =>
  cause instanceof AppError
    ? cause
    : new AppError('basemap/unreadable', cause instanceof Error ? cause.message : String(cause), { cause });

/**
 * Opens a PMTiles archive on disk, on a share, or behind a server that answers range requests.
 * Throws `basemap/not-found`, `basemap/unreachable`, `basemap/unreadable` or `basemap/unknown-schema`.
 */
export async function openArchive(
  location: { readonly path: string } | { readonly url: string },
  fetch: ShellFetch,
): Promise<OpenedSource> {
  const source = 'path' in location ? await openFile(location.path) : openRemote(location.url, fetch);
  const archive = new PMTiles(source, new SharedPromiseCache(directoryCountMax, false, unpack), unpack);
  let description: SourceDescription;
  let contentType: string;
  try {
    const header = await archive.getHeader();
    description = describe(header, await archive.getMetadata());
    contentType = imageTypes[header.tileType] ?? vectorTileType;
  } catch (error) {
    await source.close();
    throw readFailure(error);
  }
  return {
    description,
    async tile(_sourceIndex, z, x, y) {
      try {
        const found = await archive.getZxy(z, x, y);
        return found ? { bytes: new Uint8Array(found.data), contentType } : null;
      } catch (error) {
        throw readFailure(error);
      }
    },
    asset: () => Promise.resolve(null),
    close: () => source.close(),
  };
}
