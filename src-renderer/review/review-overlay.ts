import type { FeatureCollection } from 'geojson';
import type { GeoJSONSource, LayerSpecification, Map as MapLibreMap } from 'maplibre-gl';
import { trailColours } from '../fleet-map/trail-layer.ts';
import type { MapTheme } from '../fleet-map/vehicle-layer/index.ts';
import { truckColour } from './review-colours.ts';

export interface OverlayData {
  /** `truck`, `class`. */
  readonly lines: FeatureCollection;
  /** `truck`, `label`. */
  readonly marks: FeatureCollection;
  /** `truck`, `label`, `minutes`. */
  readonly stops: FeatureCollection;
  /** The area that was asked about, and where each truck was closest (`label`). */
  readonly area: FeatureCollection;
  readonly isSingle: boolean;
}

export interface ReviewOverlay {
  set(data: OverlayData, theme: MapTheme): void;
  destroy(): void;
}

const sourceIds = {
  lines: 'review-lines',
  marks: 'review-marks',
  stops: 'review-stops',
  area: 'review-area',
} as const;

const font = ['Noto Sans Regular'];
const truckCount = 5;

function byTruck(theme: MapTheme): ['match', ['get', string], ...(string | number)[], string] {
  const pairs = Array.from({ length: truckCount - 1 }, (_, truck) => [
    truck,
    truckColour(theme, truck),
  ]).flat();
  return ['match', ['get', 'truck'], ...pairs, truckColour(theme, truckCount - 1)];
}

const width = (narrow: number, wide: number): ['interpolate', ['linear'], ['zoom'], ...number[]] => [
  'interpolate',
  ['linear'],
  ['zoom'],
  4,
  narrow,
  14,
  wide,
];

function lineLayers(theme: MapTheme, isSingle: boolean): LayerSpecification[] {
  const { classes, casing } = trailColours[theme];
  const { standing, slow, town, highway, fast, unseen } = classes;
  const round = { 'line-cap': 'round', 'line-join': 'round' } as const;
  const isSeen = ['!=', ['get', 'class'], 'unseen'] as ['!=', ['get', string], string];
  const truck = byTruck(theme);
  return [
    {
      id: 'review-casing',
      type: 'line',
      source: sourceIds.lines,
      filter: isSeen,
      layout: round,
      // Several trucks are told apart by the rim, their speed by the line inside it.
      paint: {
        'line-color': isSingle ? casing : (truck as never),
        'line-width': width(isSingle ? 4.5 : 6, isSingle ? 8 : 10),
      },
    },
    {
      id: 'review-unseen',
      type: 'line',
      source: sourceIds.lines,
      filter: ['==', ['get', 'class'], 'unseen'],
      paint: {
        'line-color': isSingle ? unseen : (truck as never),
        'line-width': 1.8,
        'line-dasharray': [2, 2.5],
      },
    },
    {
      id: 'review-line',
      type: 'line',
      source: sourceIds.lines,
      filter: isSeen,
      layout: round,
      paint: {
        'line-color': [
          'match',
          ['get', 'class'],
          ...['slow', slow, 'town', town, 'highway', highway, 'fast', fast],
          standing,
        ] as never,
        'line-width': width(2.5, 4.5),
      },
    },
  ];
}

function areaLayers(theme: MapTheme): LayerSpecification[] {
  const colour = theme === 'light' ? '#a3128f' : '#ff7be5';
  return [
    {
      id: 'review-area-fill',
      type: 'fill',
      source: sourceIds.area,
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': colour, 'fill-opacity': 0.12 },
    },
    {
      id: 'review-area-line',
      type: 'line',
      source: sourceIds.area,
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'line-color': colour, 'line-width': 2 },
    },
  ];
}

function pointLayers(theme: MapTheme): LayerSpecification[] {
  const { casing, text } = trailColours[theme];
  const truck = byTruck(theme) as never;
  const words = (size: number, offset: number) => ({
    'text-field': ['get', 'label'] as never,
    'text-font': font,
    'text-size': size,
    'text-offset': [0, offset] as [number, number],
    'text-anchor': 'top' as const,
  });
  const ink = { 'text-color': text, 'text-halo-color': casing, 'text-halo-width': 1.6 };
  return [
    {
      id: 'review-marks',
      type: 'circle',
      source: sourceIds.marks,
      paint: {
        'circle-radius': 3,
        'circle-color': casing,
        'circle-stroke-color': truck,
        'circle-stroke-width': 1.6,
      },
    },
    {
      id: 'review-mark-times',
      type: 'symbol',
      source: sourceIds.marks,
      layout: words(10.5, 0.7),
      paint: ink,
    },
    {
      id: 'review-stops',
      type: 'circle',
      source: sourceIds.stops,
      paint: {
        'circle-radius': ['interpolate', ['linear'], ['get', 'minutes'], 3, 5, 60, 7, 600, 10],
        'circle-color': truck,
        'circle-stroke-color': casing,
        'circle-stroke-width': 2,
      },
    },
    {
      id: 'review-stop-times',
      type: 'symbol',
      source: sourceIds.stops,
      layout: { ...words(11.5, 0.9), 'symbol-sort-key': ['-', 0, ['get', 'minutes']] },
      paint: ink,
    },
  ];
}

const layersFor = (theme: MapTheme, isSingle: boolean): LayerSpecification[] => [
  ...areaLayers(theme),
  ...lineLayers(theme, isSingle),
  ...pointLayers(theme),
];

/**
 * Everything of a review that stands still: ordinary MapLibre sources, put back by themselves when the map's style is
 * replaced. Trucks at the playhead are markers above it (truck-markers.ts).
 */
export function createReviewOverlay(map: MapLibreMap): ReviewOverlay {
  let shown: { readonly data: OverlayData; readonly theme: MapTheme } | null = null;
  let look = '';
  const names = Object.keys(sourceIds) as (keyof typeof sourceIds)[];

  const remove = () => {
    for (const { id } of layersFor('light', true)) if (map.getLayer(id)) map.removeLayer(id);
    for (const name of names) if (map.getSource(sourceIds[name])) map.removeSource(sourceIds[name]);
  };
  const show = () => {
    if (shown === null || (map.getStyle() as unknown) === undefined) return;
    const { data, theme } = shown;
    const wantedLook = `${theme} ${String(data.isSingle)}`;
    if (look === wantedLook && map.getSource(sourceIds.lines) !== undefined) {
      for (const name of names) void map.getSource<GeoJSONSource>(sourceIds[name])?.setData(data[name]);
      return;
    }
    remove();
    for (const name of names)
      map.addSource(sourceIds[name], { type: 'geojson', data: data[name], tolerance: 0.4 });
    for (const layer of layersFor(theme, data.isSingle)) map.addLayer(layer);
    look = wantedLook;
  };
  const onStyle = () => {
    if (shown !== null && map.getSource(sourceIds.lines) === undefined) show();
  };
  map.on('styledata', onStyle);
  return {
    set(data, theme) {
      shown = { data, theme };
      show();
    },
    destroy() {
      map.off('styledata', onStyle);
      shown = null;
    },
  };
}
