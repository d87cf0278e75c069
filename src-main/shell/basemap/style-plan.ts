import { AppError } from '../../core/platform/errors.ts';
import { basemapPaths } from './description.wire.ts';
import { checkAddress } from './source-location.ts';
import { plainAttribution } from './tile-schema.ts';

export interface TileRoute {
  readonly template: string;
  /** Rows counted from the south. */
  readonly isTms: boolean;
}

/** How a style of IT's is served: its tiles by index of `routes`, its sprite and glyphs below `/basemap/custom/`. */
export interface StylePlan {
  readonly attribution: string;
  readonly routes: readonly TileRoute[];
  readonly sprite: string | null;
  /** With `{fontstack}` and `{range}`. */
  readonly glyphs: string | null;
  /** The style with every address replaced by one of ours under `origin`. */
  styleFor(origin: string): Readonly<Record<string, unknown>>;
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields =>
  value && typeof value === 'object' && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {};
const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);

/** Keeps the `{z}` marks that the URL parser would escape. */
const absoluteTemplate = (text: string, base: string): string => decodeURI(checkAddress(text, base));

const tiledTypes: ReadonlySet<unknown> = new Set(['vector', 'raster', 'raster-dem']);

interface PlannedSource {
  readonly fields: Fields;
  readonly route: TileRoute | null;
}

/**
 * A tiled source with its TileJSON, if any, folded in; an inline GeoJSON source as it is. `null` for what would make
 * the page load something by itself (GeoJSON by address, images, videos): it is left out of the style.
 */
async function planSource(
  source: Fields,
  base: string,
  askJson: (url: string) => Promise<unknown>,
): Promise<PlannedSource | null> {
  if (source['type'] === 'geojson')
    return typeof source['data'] === 'object' ? { fields: source, route: null } : null;
  if (!tiledTypes.has(source['type'])) return null;
  const documentUrl = textOf(source['url']);
  const tileJsonUrl = documentUrl === null ? base : checkAddress(documentUrl, base);
  const tileJson = documentUrl === null ? {} : fieldsOf(await askJson(tileJsonUrl));
  const { url: _url, tiles: _tiles, ...own } = source;
  const merged: Fields = {
    ...pick(tileJson, ['tiles', 'minzoom', 'maxzoom', 'bounds', 'attribution', 'scheme']),
    ...own,
  };
  const tiles = source['tiles'] ?? tileJson['tiles'];
  const first = Array.isArray(tiles) ? textOf(tiles[0]) : null;
  if (first === null) return null;
  const { scheme: _scheme, ...fields } = merged;
  return {
    fields,
    route: { template: absoluteTemplate(first, tileJsonUrl), isTms: merged['scheme'] === 'tms' },
  };
}

const pick = (from: Fields, keys: readonly string[]): Fields =>
  Object.fromEntries(Object.entries(from).filter(([key]) => keys.includes(key)));

/**
 * Reads a style and the TileJSON of its sources. Throws `basemap/unreadable` when nothing of it could be drawn, and
 * what fetching throws.
 */
export async function planStyle(
  style: Fields,
  styleUrl: string,
  askJson: (url: string) => Promise<unknown>,
): Promise<StylePlan> {
  const planned = new Map<string, PlannedSource>();
  for (const [name, source] of Object.entries(fieldsOf(style['sources']))) {
    const plan = await planSource(fieldsOf(source), styleUrl, askJson);
    if (plan) planned.set(name, plan);
  }
  if (planned.size === 0)
    throw new AppError('basemap/unreadable', 'the style has no source that can be shown');
  const routes = [...planned.values()].flatMap(({ route }) => (route ? [route] : []));
  const spriteText = textOf(style['sprite']);
  const glyphsText = textOf(style['glyphs']);
  const sprite = spriteText === null ? null : checkAddress(spriteText, styleUrl);
  const glyphs = glyphsText === null ? null : absoluteTemplate(glyphsText, styleUrl);
  const layers = (Array.isArray(style['layers']) ? style['layers'] : []).filter((layer: unknown) => {
    const source = textOf(fieldsOf(layer)['source']);
    return source === null || planned.has(source);
  });
  const attributions = [...planned.values()].map(({ fields }) => plainAttribution(fields['attribution']));

  const styleFor = (origin: string): Fields => {
    const below = `${origin}${basemapPaths.customTiles}`;
    const sources = Object.fromEntries(
      [...planned].map(([name, { fields, route }]) => {
        const { attribution: _attribution, ...rest } = fields;
        if (!route) return [name, rest];
        return [name, { ...rest, tiles: [`${below}${routes.indexOf(route)}/{z}/{x}/{y}`] }];
      }),
    );
    return {
      ...pick(style, ['version', 'name', 'light', 'sky', 'terrain', 'transition', 'center', 'zoom']),
      sources,
      layers,
      ...(sprite === null ? {} : { sprite: `${below}sprite` }),
      ...(glyphs === null ? {} : { glyphs: `${below}glyphs/{fontstack}/{range}.pbf` }),
    };
  };
  const attribution = [...new Set(attributions.filter((text) => text !== ''))].join(' · ');
  return { attribution, routes, sprite, glyphs, styleFor };
}

/** The real address behind `sprite@2x.png` or `glyphs/Noto Sans Regular/0-255.pbf`; `null` for any other path. */
export function assetAddress(plan: StylePlan, path: string): string | null {
  const sprite = /^sprite(@2x)?\.(json|png)$/.exec(path);
  if (sprite && plan.sprite !== null) {
    const url = new URL(plan.sprite);
    url.pathname = `${url.pathname}${sprite[1] ?? ''}.${sprite[2] ?? ''}`;
    return url.href;
  }
  const glyphs = /^glyphs\/([^/]{1,200})\/(\d{1,6}-\d{1,6})\.pbf$/.exec(path);
  if (!glyphs || plan.glyphs === null) return null;
  const filled = plan.glyphs
    .replaceAll('{fontstack}', encodeURIComponent(decodeURIComponent(glyphs[1] ?? '')))
    .replaceAll('{range}', glyphs[2] ?? '');
  return checkAddress(filled);
}
