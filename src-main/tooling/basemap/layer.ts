import type { Feature, Geometry } from 'geojson';

/** What the tiles carry about a feature. Short names: they are repeated in every tile. */
export type LayerProperties = Readonly<Record<string, string | number>>;

export interface LayerFeature {
  readonly geometry: Geometry;
  readonly properties: LayerProperties;
  /** First zoom whose tiles carry the feature. */
  readonly fromZoom: number;
}

/** One layer of the vector tiles. */
export interface BasemapLayer {
  readonly name: string;
  readonly features: readonly LayerFeature[];
  /** Simplification in 1/4096 of a tile; larger is coarser. 0 for points. */
  readonly tolerance: number;
  /** Pixels of 1/4096 that a tile holds beyond its edge, so that strokes do not end there. */
  readonly buffer: number;
}

export const layerFeature = (
  geometry: Geometry,
  fromZoom: number,
  properties: LayerProperties = {},
): LayerFeature => ({ geometry, fromZoom, properties });

/** The zoom travels inside the properties while tiles are cut, and is taken out before they are written. */
export const fromZoomKey = '_fromZoom';

export function toCuttable({ geometry, fromZoom, properties }: LayerFeature): Feature {
  return { type: 'Feature', geometry, properties: { ...properties, [fromZoomKey]: fromZoom } };
}
