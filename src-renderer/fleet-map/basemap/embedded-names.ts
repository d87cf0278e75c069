import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { MapPalette } from './palette.ts';
import { byZoom } from './zoom-steps.ts';

/** A round spot for towns; made on a canvas by `place-dot.ts`, so that no sprite file is needed. */
export const placeDotImage = 'basemap-place-dot';

const regular = ['Noto Sans Regular'];
const medium = ['Noto Sans Medium'];
const kindIs = (kind: string): ExpressionSpecification => ['==', ['get', 'kind'], kind];

/** Names of countries, states and counties. They give way to place names and end where they stop helping. */
export function areaNameLayers(source: string, colours: MapPalette): LayerSpecification[] {
  const shared = { source, type: 'symbol', 'source-layer': 'areas' } as const;
  const halo = { 'text-halo-color': colours.halo, 'text-halo-width': 1.2 };
  return [
    {
      ...shared,
      id: 'county-names',
      minzoom: 8.6,
      maxzoom: 13,
      filter: kindIs('county'),
      layout: {
        'text-field': ['get', 'name'],
        'text-font': regular,
        'text-size': 10,
        'text-transform': 'uppercase',
        'text-letter-spacing': 0.12,
        'text-max-width': 7,
        'text-padding': 16,
      },
      paint: { 'text-color': colours.county, ...halo },
    },
    {
      ...shared,
      id: 'state-codes',
      minzoom: 3.4,
      maxzoom: 5,
      filter: kindIs('state'),
      layout: {
        'text-field': ['get', 'short'],
        'text-font': regular,
        'text-size': byZoom([3.4, 10], [5, 12]),
        'text-letter-spacing': 0.1,
        'text-padding': 6,
      },
      paint: { 'text-color': colours.state, ...halo },
    },
    {
      ...shared,
      id: 'state-names',
      minzoom: 5,
      maxzoom: 9,
      filter: kindIs('state'),
      layout: {
        'text-field': ['get', 'name'],
        'text-font': regular,
        'text-size': byZoom([5, 11], [8, 15]),
        'text-transform': 'uppercase',
        'text-letter-spacing': 0.18,
        'text-max-width': 7,
        'text-padding': 6,
      },
      paint: { 'text-color': colours.state, ...halo },
    },
    {
      ...shared,
      id: 'country-names',
      minzoom: 1,
      // Closer than a continent everyone knows the country.
      maxzoom: 3.8,
      filter: kindIs('country'),
      layout: {
        'text-field': ['get', 'name'],
        'text-font': medium,
        'text-size': byZoom([2, 11], [4, 14]),
        'text-letter-spacing': 0.08,
        'text-max-width': 7,
      },
      paint: { 'text-color': colours.country, ...halo },
    },
  ];
}

const rank: ExpressionSpecification = ['get', 'rank'];
const isLarge: ExpressionSpecification = ['>=', rank, 6];

/** Rank 1 is a village, 8 a metropolis. Names grow with both zoom and rank, so that the order of towns stays readable. */
const nameSize: ExpressionSpecification = [
  'interpolate',
  ['linear'],
  ['zoom'],
  3,
  ['interpolate', ['linear'], rank, 5, 10, 8, 12],
  6,
  ['interpolate', ['linear'], rank, 2, 10, 5, 11.5, 8, 15],
  9,
  ['interpolate', ['linear'], rank, 1, 10.5, 4, 13, 8, 19],
  12,
  ['interpolate', ['linear'], rank, 1, 13, 8, 24],
];

/** Towns: a spot with the name beside it, on whichever side there is room. */
export function placeLayers(source: string, colours: MapPalette): LayerSpecification[] {
  return [
    {
      id: 'place-names',
      type: 'symbol',
      source,
      'source-layer': 'places',
      minzoom: 2.5,
      layout: {
        'symbol-sort-key': ['-', 0, ['get', 'population']],
        'icon-image': placeDotImage,
        'icon-size': byZoom([3, 0.65], [8, 0.9]),
        'icon-padding': 2,
        'text-field': ['get', 'name'],
        'text-font': ['case', isLarge, ['literal', medium], ['literal', regular]],
        'text-size': nameSize,
        'text-variable-anchor': ['left', 'right', 'top', 'bottom'],
        'text-radial-offset': 0.4,
        'text-justify': 'auto',
        'text-max-width': 8,
        'text-padding': byZoom([3, 5], [8, 3]),
      },
      paint: {
        'icon-color': ['case', isLarge, colours.city, colours.town],
        'icon-opacity': 0.75,
        'text-color': ['case', isLarge, colours.city, colours.town],
        'text-halo-color': colours.halo,
        'text-halo-width': 1.3,
      },
    },
  ];
}
