import type { FilterSpecification, LayerSpecification } from 'maplibre-gl';
import type { MapPalette } from './palette.ts';
import { streetLayers, type StreetSchema } from './street-layers.ts';

const kindIn = (...kinds: string[]): FilterSpecification => ['in', ['get', 'kind'], ['literal', kinds]];

/** https://shortbread-tiles.org/schema/1.0/ */
const shortbread: StreetSchema = {
  land: null,
  wooded: { layer: 'land', filter: kindIn('forest', 'grass', 'park', 'meadow', 'wood') },
  builtUp: { layer: 'land', filter: kindIn('residential', 'commercial', 'industrial', 'retail') },
  water: 'water_polygons',
  waterLines: 'water_lines',
  borders: { layer: 'boundaries', level: 'admin_level' },
  roads: {
    layer: 'streets',
    major: kindIn('motorway', 'trunk'),
    middle: kindIn('primary', 'secondary'),
    minor: kindIn('tertiary', 'unclassified', 'residential', 'service', 'living_street'),
  },
  roadNames: { layer: 'street_labels', number: 'ref' },
  buildings: 'buildings',
  places: {
    layer: 'place_labels',
    kind: 'kind',
    name: ['coalesce', ['get', 'name_en'], ['get', 'name']],
    sortKey: ['-', 0, ['coalesce', ['get', 'population'], 0]],
  },
};

/** The sea is a layer of its own in this schema; without it the oceans would look like land. */
export function shortbreadLayers(source: string, colours: MapPalette): LayerSpecification[] {
  const sea: LayerSpecification = {
    id: 'sea',
    type: 'fill',
    source,
    'source-layer': 'ocean',
    paint: { 'fill-color': colours.water },
  };
  const [background, ...rest] = streetLayers(source, shortbread, colours);
  return background ? [background, sea, ...rest] : [sea];
}
