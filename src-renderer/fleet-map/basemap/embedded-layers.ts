import type { FilterSpecification, LayerSpecification } from 'maplibre-gl';
import { areaNameLayers, placeLayers } from './embedded-names.ts';
import type { MapPalette } from './palette.ts';
import { byZoom } from './zoom-steps.ts';

/** Land, water and borders of the archive that the app brings along. */
function groundLayers(source: string, colours: MapPalette): LayerSpecification[] {
  const shared = { source } as const;
  return [
    { id: 'background', type: 'background', paint: { 'background-color': colours.water } },
    {
      ...shared,
      id: 'land',
      type: 'fill',
      'source-layer': 'land',
      paint: { 'fill-color': colours.land, 'fill-antialias': false },
    },
    {
      ...shared,
      id: 'shore',
      type: 'line',
      'source-layer': 'land',
      paint: { 'line-color': colours.shore, 'line-width': byZoom([2, 0.4], [6, 0.8], [10, 1.2]) },
    },
    {
      ...shared,
      id: 'rivers',
      type: 'line',
      'source-layer': 'rivers',
      minzoom: 3,
      maxzoom: 9,
      layout: { 'line-cap': 'round', 'line-join': 'round' },
      paint: {
        'line-color': colours.river,
        'line-width': byZoom([3, 0.5], [6, 1.2], [9, 1.8]),
        // Drawn at 1:50,000,000: closer up the course runs visibly beside the border that follows the river.
        'line-opacity': byZoom([5.5, 1], [7.5, 0.4], [9, 0]),
      },
    },
    { ...shared, id: 'water', type: 'fill', 'source-layer': 'water', paint: { 'fill-color': colours.water } },
    {
      ...shared,
      id: 'water-shore',
      type: 'line',
      'source-layer': 'water',
      minzoom: 3,
      paint: { 'line-color': colours.shore, 'line-width': byZoom([3, 0.3], [8, 1]) },
    },
  ];
}

function borderLayers(source: string, colours: MapPalette): LayerSpecification[] {
  const shared = { source, type: 'line', 'source-layer': 'borders' } as const;
  return [
    {
      ...shared,
      id: 'county-borders',
      minzoom: 6.4,
      filter: ['==', ['get', 'kind'], 'county'],
      paint: {
        'line-color': colours.countyBorder,
        'line-width': byZoom([6.5, 0.5], [10, 1]),
        'line-opacity': byZoom([6.4, 0], [7.2, 1]),
      },
    },
    {
      ...shared,
      id: 'state-borders',
      minzoom: 2.5,
      filter: ['==', ['get', 'kind'], 'state'],
      layout: { 'line-join': 'round' },
      paint: {
        'line-color': colours.stateBorder,
        'line-width': byZoom([3, 0.6], [6, 1.1], [10, 1.8]),
        'line-opacity': byZoom([2.5, 0], [3.5, 1]),
      },
    },
    {
      ...shared,
      id: 'country-borders',
      filter: ['==', ['get', 'kind'], 'country'],
      layout: { 'line-join': 'round' },
      paint: { 'line-color': colours.countryBorder, 'line-width': byZoom([1, 0.5], [4, 1.1], [8, 2]) },
    },
  ];
}

/** Only archives built with road data have this layer. */
function roadLayers(source: string, colours: MapPalette): LayerSpecification[] {
  const shared = { source, type: 'line', 'source-layer': 'roads' } as const;
  const interstate: FilterSpecification = ['==', ['get', 'kind'], 'interstate'];
  const layout = { 'line-cap': 'round', 'line-join': 'round' } as const;
  return [
    {
      ...shared,
      id: 'roads-minor',
      minzoom: 8,
      layout,
      filter: ['==', ['get', 'kind'], 'road'],
      paint: { 'line-color': colours.road, 'line-width': byZoom([8, 0.6], [10, 1.6], [12, 3]) },
    },
    {
      ...shared,
      id: 'roads-middle',
      minzoom: 6.5,
      layout,
      filter: ['==', ['get', 'kind'], 'highway'],
      paint: { 'line-color': colours.road, 'line-width': byZoom([6.5, 0.6], [9, 1.8], [12, 3.6]) },
    },
    {
      ...shared,
      id: 'roads-major-casing',
      minzoom: 6,
      layout,
      filter: interstate,
      paint: { 'line-color': colours.roadCasing, 'line-width': byZoom([6, 2], [9, 4], [12, 6.5]) },
    },
    {
      ...shared,
      id: 'roads-major',
      minzoom: 3.5,
      layout,
      filter: interstate,
      paint: { 'line-color': colours.roadMajor, 'line-width': byZoom([4, 0.7], [6, 1.3], [9, 2.8], [12, 5]) },
    },
    {
      ...shared,
      id: 'road-numbers',
      type: 'symbol',
      minzoom: 6,
      filter: ['all', ['has', 'shield'], ['any', interstate, ['>=', ['zoom'], 7.5]]],
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 260,
        'symbol-sort-key': ['case', interstate, 0, 1],
        'text-field': ['get', 'shield'],
        'text-font': ['Noto Sans Medium'],
        'text-size': 10,
        'text-rotation-alignment': 'viewport',
        'text-padding': 12,
      },
      paint: { 'text-color': colours.roadName, 'text-halo-color': colours.halo, 'text-halo-width': 2 },
    },
  ];
}

/** All layers of the embedded map's schema, from the ground up. */
export function embeddedLayers(source: string, hasRoads: boolean, colours: MapPalette): LayerSpecification[] {
  return [
    ...groundLayers(source, colours),
    ...borderLayers(source, colours),
    ...(hasRoads ? roadLayers(source, colours) : []),
    ...areaNameLayers(source, colours),
    ...placeLayers(source, colours),
  ];
}
