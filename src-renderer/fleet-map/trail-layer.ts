import type { GeoJSONSource, LayerSpecification, Map as MapLibreMap } from 'maplibre-gl';
import type { Trail } from '../../src-main/core/operations/telematics/contract.ts';
import { trailDots, trailLines } from './trail-segments.ts';
import type { TrailClass } from './trail-segments.ts';
import type { MapTheme } from './vehicle-layer/index.ts';

export interface TrailLayer {
  /** Shows the way driven, `null` takes it away. */
  set(trail: Trail | null, theme: MapTheme): void;
  destroy(): void;
}

type FormatTime = (timeMs: number) => string;

const clockFormat = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });
const clockTime: FormatTime = (timeMs) => clockFormat.format(timeMs);

interface TrailColours {
  readonly classes: Readonly<Record<TrailClass, string>>;
  readonly casing: string;
  readonly text: string;
}

/** One hue from pale to deep with the speed, so that it cannot be taken for the status colours of markers. */
export const trailColours: Readonly<Record<MapTheme, TrailColours>> = {
  light: {
    classes: {
      standing: '#7d8794',
      slow: '#6aaee6',
      town: '#2b87d9',
      highway: '#1259a8',
      fast: '#b3261e',
      unseen: '#7d8794',
    },
    casing: '#ffffff',
    text: '#26313d',
  },
  dark: {
    classes: {
      standing: '#7f8b99',
      slow: '#2f6fb0',
      town: '#4f9de8',
      highway: '#9fd0ff',
      fast: '#ff7b6b',
      unseen: '#7f8b99',
    },
    casing: '#0d131a',
    text: '#dfe7ef',
  },
};

const lineSource = 'fleet-trail-lines';
const dotSource = 'fleet-trail-dots';

const lineLayers = (colours: TrailColours): LayerSpecification[] => {
  const { standing, slow, town, highway, fast, unseen } = colours.classes;
  const round = { 'line-cap': 'round', 'line-join': 'round' } as const;
  const isSeen = ['!=', ['get', 'class'], 'unseen'] as ['!=', ['get', string], string];
  return [
    {
      id: 'fleet-trail-casing',
      type: 'line',
      source: lineSource,
      filter: isSeen,
      layout: round,
      paint: {
        'line-color': colours.casing,
        'line-width': ['interpolate', ['linear'], ['zoom'], 4, 4.5, 14, 8],
      },
    },
    {
      id: 'fleet-trail-unseen',
      type: 'line',
      source: lineSource,
      filter: ['==', ['get', 'class'], 'unseen'],
      paint: { 'line-color': unseen, 'line-width': 1.6, 'line-dasharray': [2, 2.5] },
    },
    {
      id: 'fleet-trail-line',
      type: 'line',
      source: lineSource,
      filter: isSeen,
      layout: round,
      paint: {
        'line-color': [
          'match',
          ['get', 'class'],
          'slow',
          slow,
          'town',
          town,
          'highway',
          highway,
          'fast',
          fast,
          standing,
        ],
        'line-width': ['interpolate', ['linear'], ['zoom'], 4, 2.5, 14, 4.5],
      },
    },
  ];
};

const dotLayers = (colours: TrailColours): LayerSpecification[] => [
  {
    id: 'fleet-trail-dots',
    type: 'circle',
    source: dotSource,
    paint: {
      'circle-radius': 3,
      'circle-color': colours.casing,
      'circle-stroke-color': colours.classes.highway,
      'circle-stroke-width': 1.5,
    },
  },
  {
    id: 'fleet-trail-times',
    type: 'symbol',
    source: dotSource,
    layout: {
      'text-field': ['get', 'label'],
      'text-font': ['Noto Sans Regular'],
      'text-size': 10.5,
      'text-offset': [0, 1],
      'text-anchor': 'top',
    },
    paint: { 'text-color': colours.text, 'text-halo-color': colours.casing, 'text-halo-width': 1.4 },
  },
];

const layersFor = (colours: TrailColours): LayerSpecification[] => [
  ...lineLayers(colours),
  ...dotLayers(colours),
];

function dataFor(trail: Trail, formatTime: FormatTime) {
  const dots = trailDots(trail);
  const labelled = dots.features.map((dot) => ({
    ...dot,
    properties: { ...dot.properties, label: formatTime(dot.properties.timeMs) },
  }));
  return { lines: trailLines(trail), dots: { ...dots, features: labelled } };
}

/**
 * The breadcrumb trail of one vehicle: ordinary MapLibre sources, since it changes rarely. Put back by itself when the
 * map's style is replaced. It lies over the basemap and under the vehicles, which have a canvas of their own.
 */
export function createTrailLayer(map: MapLibreMap, formatTime: FormatTime = clockTime): TrailLayer {
  let shown: { readonly trail: Trail; readonly theme: MapTheme } | null = null;
  let themeOnMap: MapTheme | null = null;

  const remove = () => {
    for (const { id } of layersFor(trailColours.light)) if (map.getLayer(id)) map.removeLayer(id);
    for (const id of [lineSource, dotSource]) if (map.getSource(id)) map.removeSource(id);
    themeOnMap = null;
  };
  const add = (trail: Trail, theme: MapTheme) => {
    const { lines, dots } = dataFor(trail, formatTime);
    map.addSource(lineSource, { type: 'geojson', data: lines, tolerance: 0.5 });
    map.addSource(dotSource, { type: 'geojson', data: dots });
    for (const layer of layersFor(trailColours[theme])) map.addLayer(layer);
    themeOnMap = theme;
  };
  const update = (trail: Trail) => {
    const { lines, dots } = dataFor(trail, formatTime);
    void map.getSource<GeoJSONSource>(lineSource)?.setData(lines);
    void map.getSource<GeoJSONSource>(dotSource)?.setData(dots);
  };
  const show = () => {
    if ((map.getStyle() as unknown) === undefined) return;
    if (shown === null) {
      remove();
    } else if (themeOnMap === shown.theme && map.getSource(lineSource) !== undefined) {
      update(shown.trail);
    } else {
      remove();
      add(shown.trail, shown.theme);
    }
  };
  const onStyle = () => {
    if (shown !== null && map.getSource(lineSource) === undefined) show();
  };
  map.on('styledata', onStyle);
  return {
    set(trail, theme) {
      shown = trail === null || trail.timeMs.length === 0 ? null : { trail, theme };
      show();
    },
    destroy() {
      map.off('styledata', onStyle);
      shown = null;
      remove();
    },
  };
}
