import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl';
import type { MapPalette } from './palette.ts';
import { byZoom } from './zoom-steps.ts';

/**
 * A plain street map from the few layers that all street-level schemas have under different names. OpenMapTiles and
 * Shortbread differ only in the table below.
 */
export interface StreetSchema {
  readonly land: { readonly layer: string; readonly filter: FilterSpecification } | null;
  readonly wooded: { readonly layer: string; readonly filter: FilterSpecification };
  readonly builtUp: { readonly layer: string; readonly filter: FilterSpecification };
  readonly water: string;
  readonly waterLines: string;
  readonly borders: { readonly layer: string; readonly level: string };
  readonly roads: {
    readonly layer: string;
    readonly major: FilterSpecification;
    readonly middle: FilterSpecification;
    readonly minor: FilterSpecification;
  };
  readonly roadNames: { readonly layer: string; readonly number: string };
  readonly buildings: string;
  readonly places: {
    readonly layer: string;
    readonly kind: string;
    readonly name: ExpressionSpecification;
    readonly sortKey: ExpressionSpecification;
  };
}

const regular = ['Noto Sans Regular'];
const medium = ['Noto Sans Medium'];
const round = { 'line-cap': 'round', 'line-join': 'round' } as const;

function groundLayers(source: string, schema: StreetSchema, colours: MapPalette): LayerSpecification[] {
  // Schemas with a land layer draw the sea as background; in the others the sea is water and the rest is land.
  const ground = schema.land ? colours.water : colours.land;
  const fill = (
    id: string,
    layer: string,
    color: string,
    filter?: FilterSpecification,
  ): LayerSpecification => ({
    id,
    type: 'fill',
    source,
    'source-layer': layer,
    ...(filter ? { filter } : {}),
    paint: { 'fill-color': color },
  });
  return [
    { id: 'background', type: 'background', paint: { 'background-color': ground } },
    ...(schema.land ? [fill('land', schema.land.layer, colours.land, schema.land.filter)] : []),
    fill('wooded', schema.wooded.layer, colours.wooded, schema.wooded.filter),
    fill('built-up', schema.builtUp.layer, colours.builtUp, schema.builtUp.filter),
    fill('water', schema.water, colours.water),
    {
      id: 'rivers',
      type: 'line',
      source,
      'source-layer': schema.waterLines,
      minzoom: 8,
      paint: { 'line-color': colours.river, 'line-width': byZoom([8, 0.6], [14, 2]) },
    },
    { ...fill('buildings', schema.buildings, colours.building), minzoom: 14 } as LayerSpecification,
  ];
}

function lineLayers(source: string, schema: StreetSchema, colours: MapPalette): LayerSpecification[] {
  const road = (
    id: string,
    filter: FilterSpecification,
    minzoom: number,
    color: string,
    width: ExpressionSpecification,
  ): LayerSpecification => ({
    id,
    type: 'line',
    source,
    'source-layer': schema.roads.layer,
    minzoom,
    filter,
    layout: round,
    paint: { 'line-color': color, 'line-width': width },
  });
  const border = (
    id: string,
    level: number,
    color: string,
    width: ExpressionSpecification,
  ): LayerSpecification => ({
    id,
    type: 'line',
    source,
    'source-layer': schema.borders.layer,
    filter: ['==', ['get', schema.borders.level], level],
    paint: { 'line-color': color, 'line-width': width },
  });
  const { major, middle, minor } = schema.roads;
  return [
    border('state-borders', 4, colours.stateBorder, byZoom([3, 0.6], [10, 1.6])),
    border('country-borders', 2, colours.countryBorder, byZoom([2, 0.8], [10, 2.2])),
    road('roads-minor', minor, 12, colours.road, byZoom([12, 0.6], [16, 6])),
    road('roads-middle', middle, 8, colours.road, byZoom([8, 0.7], [12, 2], [16, 9])),
    road('roads-major-casing', major, 6, colours.roadCasing, byZoom([6, 1.6], [10, 4], [16, 14])),
    road('roads-major', major, 4, colours.roadMajor, byZoom([4, 0.6], [10, 2.6], [16, 11])),
  ];
}

const haloOf = (colours: MapPalette) => ({ 'text-halo-color': colours.halo, 'text-halo-width': 1.4 });

function roadNameLayers(source: string, schema: StreetSchema, colours: MapPalette): LayerSpecification[] {
  const { places, roadNames } = schema;
  const paint = { 'text-color': colours.roadName, ...haloOf(colours) };
  return [
    {
      id: 'road-numbers',
      type: 'symbol',
      source,
      'source-layer': roadNames.layer,
      minzoom: 7,
      filter: ['has', roadNames.number],
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 300,
        'text-field': ['get', roadNames.number],
        'text-font': medium,
        'text-size': 10,
        'text-rotation-alignment': 'viewport',
      },
      paint,
    },
    {
      id: 'road-names',
      type: 'symbol',
      source,
      'source-layer': roadNames.layer,
      minzoom: 13,
      layout: {
        'symbol-placement': 'line',
        'text-field': places.name,
        'text-font': regular,
        'text-size': 11,
      },
      paint,
    },
  ];
}

const placeSizes = [
  {
    id: 'villages',
    kinds: ['village', 'suburb', 'hamlet', 'neighbourhood'],
    from: 10,
    to: 17,
    sizes: [10, 14],
  },
  { id: 'towns', kinds: ['town'], from: 7, to: 16, sizes: [10.5, 16] },
  { id: 'cities', kinds: ['city', 'capital', 'state_capital'], from: 3.5, to: 15, sizes: [11, 20] },
] as const;

function placeNameLayers(source: string, schema: StreetSchema, colours: MapPalette): LayerSpecification[] {
  const { places } = schema;
  return placeSizes.map(({ id, kinds, from, to, sizes }) => ({
    id,
    type: 'symbol',
    source,
    'source-layer': places.layer,
    minzoom: from,
    maxzoom: to,
    filter: ['in', ['get', places.kind], ['literal', [...kinds]]],
    layout: {
      'text-field': places.name,
      'text-font': id === 'cities' ? medium : regular,
      'text-size': byZoom([from, sizes[0]], [to - 2, sizes[1]]),
      'text-max-width': 8,
      'symbol-sort-key': places.sortKey,
    },
    paint: { 'text-color': id === 'cities' ? colours.city : colours.town, ...haloOf(colours) },
  }));
}

export function streetLayers(
  source: string,
  schema: StreetSchema,
  colours: MapPalette,
): LayerSpecification[] {
  return [
    ...groundLayers(source, schema, colours),
    ...lineLayers(source, schema, colours),
    ...roadNameLayers(source, schema, colours),
    ...placeNameLayers(source, schema, colours),
  ];
}
