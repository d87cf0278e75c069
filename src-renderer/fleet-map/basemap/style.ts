import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import type { BasemapDescription } from '../../../src-main/shell/basemap/description.wire.ts';
import { embeddedLayers } from './embedded-layers.ts';
import { openMapTilesLayers } from './openmaptiles-layers.ts';
import { mapPalettes, type MapTheme } from './palette.ts';
import { protomapsLayers } from './protomaps-layers.ts';
import { shortbreadLayers } from './shortbread-layers.ts';

/** The one source every basemap style draws from. */
export const basemapSourceId = 'basemap';
/** Layers of the basemap carry it in front of their id; all others belong to the app and survive a change of theme. */
export const basemapLayerPrefix = 'basemap-';

export type DrawnBasemap = BasemapDescription & {
  readonly kind: Exclude<BasemapDescription['kind'], 'style'>;
};

export interface StyleParts {
  readonly theme: MapTheme;
  /** Of the page, e.g. `app://switchyard`: the map's worker needs whole addresses. */
  readonly origin: string;
  readonly fontFaces: NonNullable<StyleSpecification['font-faces']>;
}

function sourceOf(description: DrawnBasemap, origin: string): SourceSpecification {
  const { kind, tilesPath, minZoom, maxZoom, bounds, tileSize } = description;
  const shared = {
    tiles: [`${origin}${tilesPath}{z}/{x}/{y}`],
    minzoom: minZoom,
    maxzoom: maxZoom,
    ...(bounds === null ? {} : { bounds: [...bounds] as [number, number, number, number] }),
  };
  return kind === 'raster' ? { type: 'raster', tileSize, ...shared } : { type: 'vector', ...shared };
}

/** Photographs and scans are dimmed in the dark, so that they do not outshine the vehicles. */
function rasterLayers(theme: MapTheme): LayerSpecification[] {
  const dimmed = theme === 'dark' ? { 'raster-brightness-max': 0.6 } : {};
  return [
    { id: 'background', type: 'background', paint: { 'background-color': mapPalettes[theme].water } },
    {
      id: 'raster',
      type: 'raster',
      source: basemapSourceId,
      paint: { 'raster-saturation': -0.3, ...dimmed },
    },
  ];
}

function layersOf(description: DrawnBasemap, theme: MapTheme): LayerSpecification[] {
  const colours = mapPalettes[theme];
  switch (description.kind) {
    case 'embedded':
      return embeddedLayers(basemapSourceId, description.vectorLayers.includes('roads'), colours);
    case 'protomaps':
      return protomapsLayers(basemapSourceId, theme);
    case 'openmaptiles':
      return openMapTilesLayers(basemapSourceId, colours);
    case 'shortbread':
      return shortbreadLayers(basemapSourceId, colours);
    case 'raster':
      return rasterLayers(theme);
  }
}

/**
 * The whole MapLibre style for what the shell described. Both themes have the same layers under the same ids, so that
 * changing the theme only changes paint.
 */
export function buildStyle(description: DrawnBasemap, parts: StyleParts): StyleSpecification {
  return {
    version: 8,
    'font-faces': parts.fontFaces,
    sources: { [basemapSourceId]: sourceOf(description, parts.origin) },
    layers: layersOf(description, parts.theme).map((layer) => ({
      ...layer,
      id: `${basemapLayerPrefix}${layer.id}`,
    })),
  };
}
