/**
 * What a desk needs to know to draw the map under its vehicles: the answer of `GET /basemap/describe`.
 * A `.wire.ts` file imports nothing and may be read by both sides.
 */
export const basemapPaths = {
  describe: '/basemap/describe',
  /** Followed by `{z}/{x}/{y}`. */
  embeddedTiles: '/basemap/embedded/',
  customTiles: '/basemap/custom/',
  /** A whole style of IT's, every address in it rewritten to lead through here. */
  customStyle: '/basemap/custom/style.json',
} as const;

/** Which style fits the tiles. `style` brings its own. */
export const basemapKinds = [
  'embedded',
  'protomaps',
  'openmaptiles',
  'shortbread',
  'raster',
  'style',
] as const;
export type BasemapKind = (typeof basemapKinds)[number];

export interface BasemapDescription {
  readonly kind: BasemapKind;
  /** Where its tiles are; a source of IT's may follow the embedded map's schema, so `kind` does not tell. */
  readonly tilesPath: typeof basemapPaths.embeddedTiles | typeof basemapPaths.customTiles;
  /** Plain text, to be shown on the map. */
  readonly attribution: string;
  readonly minZoom: number;
  readonly maxZoom: number;
  /** [west, south, east, north] in degrees; `null` for the whole world. */
  readonly bounds: readonly [number, number, number, number] | null;
  readonly vectorLayers: readonly string[];
  /** Only for raster tiles: pixels of their side. */
  readonly tileSize: 256 | 512;
  /** Why the source from the settings is not what is shown; `null` when it is, or when none is set. */
  readonly fallback: { readonly code: string; readonly detail: string } | null;
}
