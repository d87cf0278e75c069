import { layers, namedFlavor } from '@protomaps/basemaps';
import type { LayerSpecification } from 'maplibre-gl';
import type { MapTheme } from './palette.ts';

/** They draw from a sprite file, which is not on npm and which the app does not bring. */
const spriteLayers: ReadonlySet<string> = new Set(['roads_oneway', 'roads_shields', 'pois']);

function withoutIcon(layer: LayerSpecification): LayerSpecification {
  if (layer.type !== 'symbol' || !layer.layout || !('icon-image' in layer.layout)) return layer;
  const { 'icon-image': _icon, ...layout } = layer.layout;
  return { ...layer, layout };
}

/** The style that fits archives of Protomaps' schema, in its calm flavours. */
export function protomapsLayers(source: string, theme: MapTheme): LayerSpecification[] {
  return layers(source, namedFlavor(theme === 'dark' ? 'dark' : 'grayscale'), { lang: 'en' })
    .filter(({ id }) => !spriteLayers.has(id))
    .map(withoutIcon);
}
