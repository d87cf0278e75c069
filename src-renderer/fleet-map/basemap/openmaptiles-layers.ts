import type { FilterSpecification, LayerSpecification } from 'maplibre-gl';
import type { MapPalette } from './palette.ts';
import { streetLayers, type StreetSchema } from './street-layers.ts';

const classIn = (...classes: string[]): FilterSpecification => ['in', ['get', 'class'], ['literal', classes]];

/** https://openmaptiles.org/schema/ */
const openMapTiles: StreetSchema = {
  land: null,
  wooded: { layer: 'landcover', filter: classIn('wood', 'grass') },
  builtUp: { layer: 'landuse', filter: classIn('residential', 'commercial', 'industrial', 'suburb') },
  water: 'water',
  waterLines: 'waterway',
  borders: { layer: 'boundary', level: 'admin_level' },
  roads: {
    layer: 'transportation',
    major: classIn('motorway', 'trunk'),
    middle: classIn('primary', 'secondary'),
    minor: classIn('tertiary', 'minor', 'service'),
  },
  roadNames: { layer: 'transportation_name', number: 'ref' },
  buildings: 'building',
  places: {
    layer: 'place',
    kind: 'class',
    name: ['coalesce', ['get', 'name:en'], ['get', 'name:latin'], ['get', 'name']],
    sortKey: ['coalesce', ['get', 'rank'], 99],
  },
};

export const openMapTilesLayers = (source: string, colours: MapPalette): LayerSpecification[] =>
  streetLayers(source, openMapTiles, colours);
