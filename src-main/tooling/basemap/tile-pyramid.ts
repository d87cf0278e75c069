import { GeoJSONVT, type GeoJSONVTFeature } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import { fromZoomKey, toCuttable, type BasemapLayer } from './layer.ts';

export const tileExtent = 4_096;

/** Vector tile of one layer by `z/x/y`. A vector tile is a list of layers, so tiles of several layers can be joined. */
export type LayerTiles = Map<string, Uint8Array>;

/**
 * Cuts one layer into tiles of zoom 0 to `maxZoom`. Ground without anything in it has no tile and is not descended into.
 */
export function cutLayer(layer: BasemapLayer, maxZoom: number): LayerTiles {
  const index = new GeoJSONVT(
    { type: 'FeatureCollection', features: layer.features.map(toCuttable) },
    {
      maxZoom,
      indexMaxZoom: 0,
      tolerance: layer.tolerance,
      buffer: layer.buffer,
      extent: tileExtent,
    },
  );
  const tiles: LayerTiles = new Map();
  const visit = (z: number, x: number, y: number): void => {
    const tile = index.getTile(z, x, y);
    if (!tile || tile.features.length === 0) return;
    const all: readonly GeoJSONVTFeature[] = tile.features;
    const shown = all.filter(({ tags }) => Number(tags?.[fromZoomKey] ?? 0) <= z).map(withoutZoom);
    // The library declares the list of a finished tile as an intersection of two lists, which no code can make.
    const features = shown as typeof tile.features;
    if (features.length > 0) {
      const bytes = fromGeojsonVt(
        { [layer.name]: { ...tile, features } },
        { version: 2, extent: tileExtent },
      );
      tiles.set(`${z}/${x}/${y}`, bytes);
    }
    if (z === maxZoom) return;
    for (const [dx, dy] of [
      [0, 0],
      [1, 0],
      [0, 1],
      [1, 1],
    ] as const) {
      visit(z + 1, x * 2 + dx, y * 2 + dy);
    }
  };
  visit(0, 0, 0);
  return tiles;
}

function withoutZoom(feature: GeoJSONVTFeature): GeoJSONVTFeature {
  const { [fromZoomKey]: _fromZoom, ...tags } = feature.tags ?? {};
  return { ...feature, tags };
}
