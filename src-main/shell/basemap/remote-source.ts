import { AppError } from '../../core/platform/errors.ts';
import {
  vectorTileType,
  type OpenedSource,
  type ShellFetch,
  type SourceDescription,
  type Tile,
} from './opened-source.ts';
import { checkAddress } from './source-location.ts';
import { assetAddress, planStyle, type TileRoute } from './style-plan.ts';
import { layerNamesInTile, plainAttribution, recogniseSchema, vectorLayerNames } from './tile-schema.ts';

const requestTimeoutMs = 15_000;
const answerBytesMax = 8 * 1024 * 1024;

interface Answer {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly contentType: string;
}

/** `null` for "there is nothing at this address" (404, 204), which is usual for tiles of open sea. */
async function ask(url: string, fetch: ShellFetch): Promise<Answer | null> {
  let response: Response;
  let body: ArrayBuffer;
  try {
    response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(requestTimeoutMs) });
    body = await response.arrayBuffer();
  } catch (cause) {
    throw new AppError('basemap/unreachable', `${new URL(url).host} did not answer`, { cause });
  }
  if (response.status === 404 || response.status === 204) return null;
  if (!response.ok) {
    throw new AppError('basemap/unreachable', `${new URL(url).host} answered ${response.status}`);
  }
  if (body.byteLength > answerBytesMax) throw new AppError('basemap/unreadable', 'an answer exceeds 8 MiB');
  const contentType = (response.headers.get('content-type') ?? '').split(';')[0]?.trim() ?? '';
  return { bytes: new Uint8Array(body), contentType };
}

export async function askJson(url: string, fetch: ShellFetch): Promise<unknown> {
  const answer = await ask(url, fetch);
  if (!answer) throw new AppError('basemap/not-found', `there is nothing at ${new URL(url).host}`);
  try {
    return JSON.parse(new TextDecoder().decode(answer.bytes));
  } catch (cause) {
    throw new AppError('basemap/unreadable', 'the answer is not JSON', { cause });
  }
}

export function tileAddress(route: TileRoute, z: number, x: number, y: number): string {
  const row = route.isTms ? 2 ** z - 1 - y : y;
  const filled = route.template
    .replaceAll('{z}', String(z))
    .replaceAll('{x}', String(x))
    .replaceAll('{y}', String(row))
    .replaceAll('{ratio}', '')
    .replaceAll('{r}', '');
  return checkAddress(filled);
}

/** Only images and vector tiles are handed to the page, whatever a server claims they are. */
const tileOf = ({ bytes, contentType }: Answer): Tile => ({
  bytes,
  contentType: /^image\/(png|jpeg|webp|avif)$/.test(contentType) ? contentType : vectorTileType,
});

const askTile = async (url: string, fetch: ShellFetch): Promise<Tile | null> => {
  const answer = await ask(url, fetch);
  return answer && answer.bytes.length > 0 ? tileOf(answer) : null;
};

const worldDescription: SourceDescription = {
  kind: 'raster',
  attribution: '',
  minZoom: 0,
  maxZoom: 14,
  bounds: null,
  vectorLayers: [],
  tileSize: 256,
};

function tileSource(description: SourceDescription, route: TileRoute, fetch: ShellFetch): OpenedSource {
  return {
    description,
    tile: (_sourceIndex, z, x, y) => askTile(tileAddress(route, z, x, y), fetch),
    asset: () => Promise.resolve(null),
    close: () => Promise.resolve(),
  };
}

/** A bare template tells nothing about its tiles, so the one of the whole world is looked into. */
export async function openTemplate(template: string, fetch: ShellFetch): Promise<OpenedSource> {
  const route: TileRoute = { template, isTms: false };
  const tile = await askTile(tileAddress(route, 0, 0, 0), fetch);
  if (!tile) throw new AppError('basemap/not-found', 'the tile server has no tile 0/0/0');
  const isImage = tile.contentType.startsWith('image/');
  const vectorLayers = isImage ? [] : layerNamesInTile(tile.bytes);
  const kind = isImage ? 'raster' : recogniseSchema(vectorLayers);
  return tileSource({ ...worldDescription, kind, vectorLayers, maxZoom: isImage ? 19 : 14 }, route, fetch);
}

const numberOr = (value: unknown, otherwise: number): number =>
  typeof value === 'number' && Number.isFinite(value) ? value : otherwise;

function boundsOf(value: unknown): SourceDescription['bounds'] {
  if (!Array.isArray(value) || value.length !== 4) return null;
  const [west, south, east, north] = value.map(Number);
  return [west ?? -180, south ?? -85, east ?? 180, north ?? 85];
}

async function openTileJson(
  document: Readonly<Record<string, unknown>>,
  documentUrl: string,
  fetch: ShellFetch,
): Promise<OpenedSource> {
  const first = Array.isArray(document['tiles']) ? String(document['tiles'][0]) : '';
  // The URL parser would escape the braces of the template.
  const template = decodeURI(checkAddress(first, documentUrl));
  const route: TileRoute = { template, isTms: document['scheme'] === 'tms' };
  const vectorLayers = vectorLayerNames(document);
  const shared = {
    attribution: plainAttribution(document['attribution']),
    minZoom: numberOr(document['minzoom'], 0),
    maxZoom: numberOr(document['maxzoom'], 14),
    bounds: boundsOf(document['bounds']),
  };
  if (vectorLayers.length === 0) {
    const opened = await openTemplate(template, fetch);
    return tileSource({ ...opened.description, ...shared }, route, fetch);
  }
  const kind = recogniseSchema(vectorLayers);
  return tileSource({ ...worldDescription, ...shared, kind, vectorLayers }, route, fetch);
}

async function openStyle(
  style: Readonly<Record<string, unknown>>,
  styleUrl: string,
  fetch: ShellFetch,
): Promise<OpenedSource> {
  const plan = await planStyle(style, styleUrl, (url) => askJson(url, fetch));
  return {
    description: { ...worldDescription, kind: 'style', attribution: plan.attribution, maxZoom: 22 },
    tile: async (sourceIndex, z, x, y) => {
      const route = plan.routes[sourceIndex];
      return route ? askTile(tileAddress(route, z, x, y), fetch) : null;
    },
    async asset(path, origin) {
      if (path === 'style.json') {
        const bytes = new TextEncoder().encode(JSON.stringify(plan.styleFor(origin)));
        return { bytes, contentType: 'application/json' };
      }
      const address = assetAddress(plan, path);
      if (address === null) return null;
      const answer = await ask(address, fetch);
      if (!answer) return null;
      const contentType = path.endsWith('.png')
        ? 'image/png'
        : path.endsWith('.json')
          ? 'application/json'
          : 'application/x-protobuf';
      return { bytes: answer.bytes, contentType };
    },
    close: () => Promise.resolve(),
  };
}

/** TileJSON has `tiles`, a style has `layers`. Throws `basemap/unreadable` for anything else. */
export async function openDocument(url: string, fetch: ShellFetch): Promise<OpenedSource> {
  const document = await askJson(url, fetch);
  if (document && typeof document === 'object') {
    const fields = Object.fromEntries(Object.entries(document));
    if (Array.isArray(fields['tiles'])) return openTileJson(fields, url, fetch);
    if (Array.isArray(fields['layers'])) return openStyle(fields, url, fetch);
  }
  throw new AppError('basemap/unreadable', 'the address leads to neither TileJSON nor a map style');
}
