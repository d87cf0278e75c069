import type { GeoJSONSource, LayerSpecification, Map as MapLibreMap, MapMouseEvent } from 'maplibre-gl';
import type { FeatureCollection, Point, Polygon } from 'geojson';
import type { Geofence } from '../../src-main/core/operations/telematics/geofences/contract.ts';
import type { MapTheme } from '../fleet-map/vehicle-layer/index.ts';
import { middleOf, ringOf } from './geofence-area.ts';
import { geofenceColours, labelColours } from './geofence-colours.ts';

export interface ShownGeofences {
  readonly geofences: readonly Geofence[];
  readonly theme: MapTheme;
  readonly selectedId: string | null;
  /** Being edited: drawn by the editor instead. */
  readonly hiddenId: string | null;
}

export interface GeofenceLayer {
  /** `null` takes them off the map. */
  set(shown: ShownGeofences | null): void;
  destroy(): void;
}

const areaSource = 'geofence-areas';
const nameSource = 'geofence-names';
const fillLayer = 'geofence-fill';
const dotLayer = 'geofence-dots';
/** Below this zoom a yard is smaller than a dot. */
const dotZoomMax = 9;

const isSelected = ['boolean', ['get', 'isSelected'], false] as ['boolean', ['get', string], boolean];

const layersFor = (theme: MapTheme): LayerSpecification[] => [
  {
    id: fillLayer,
    type: 'fill',
    source: areaSource,
    paint: {
      'fill-color': ['get', 'colour'],
      'fill-opacity': ['case', isSelected, 0.32, theme === 'dark' ? 0.2 : 0.14],
    },
  },
  {
    id: 'geofence-line',
    type: 'line',
    source: areaSource,
    layout: { 'line-join': 'round' },
    paint: {
      'line-color': ['get', 'colour'],
      'line-width': ['case', isSelected, 3, 1.6],
      'line-dasharray': [3, 2],
    },
  },
  {
    id: dotLayer,
    type: 'circle',
    source: nameSource,
    maxzoom: dotZoomMax,
    paint: {
      'circle-color': ['get', 'colour'],
      'circle-radius': ['interpolate', ['linear'], ['zoom'], 3, 2, 8, 3.5],
      'circle-opacity': 0.75,
      'circle-stroke-color': labelColours[theme].halo,
      'circle-stroke-width': ['case', isSelected, 3, 1],
    },
  },
  {
    id: 'geofence-labels',
    type: 'symbol',
    source: nameSource,
    minzoom: 7,
    layout: {
      'text-field': ['get', 'name'],
      'text-font': ['Noto Sans Regular'],
      'text-size': 11.5,
      'text-max-width': 9,
      'text-padding': 4,
      // Below the middle, where a vehicle stands more often than not.
      'text-anchor': 'top',
      'text-offset': [0, 0.9],
      'symbol-sort-key': ['case', isSelected, 0, 1],
    },
    paint: {
      'text-color': labelColours[theme].text,
      'text-halo-color': labelColours[theme].halo,
      'text-halo-width': 1.6,
    },
  },
];

interface Properties {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
  readonly isSelected: boolean;
}

function dataOf({ geofences, theme, selectedId, hiddenId }: ShownGeofences) {
  const areas: FeatureCollection<Polygon, Properties> = { type: 'FeatureCollection', features: [] };
  const names: FeatureCollection<Point, Properties> = { type: 'FeatureCollection', features: [] };
  for (const { id, name, type, area } of geofences) {
    if (id === hiddenId) continue;
    const properties = { id, name, colour: geofenceColours[theme][type], isSelected: id === selectedId };
    areas.features.push({
      type: 'Feature',
      properties,
      geometry: { type: 'Polygon', coordinates: [ringOf(area)] },
    });
    names.features.push({
      type: 'Feature',
      properties,
      geometry: { type: 'Point', coordinates: middleOf(area) },
    });
  }
  return { areas, names };
}

function watchClicks(map: MapLibreMap, onPick: (id: string | null) => void): () => void {
  const onClick = (event: MapMouseEvent) => {
    const layers = [dotLayer, fillLayer].filter((id) => map.getLayer(id) !== undefined);
    const [feature] = layers.length === 0 ? [] : map.queryRenderedFeatures(event.point, { layers });
    const id: unknown = feature?.properties['id'];
    onPick(typeof id === 'string' ? id : null);
  };
  map.on('click', onClick);
  return () => void map.off('click', onClick);
}

/**
 * Geofences as ordinary MapLibre sources: they change rarely. Over the ground, under the names of places, and put back by
 * itself when the map's style is replaced. `onPick`: a click on one, or `null` beside all.
 */
export function createGeofenceLayer(map: MapLibreMap, onPick?: (id: string | null) => void): GeofenceLayer {
  let shown: ShownGeofences | null = null;
  let themeOnMap: MapTheme | null = null;

  const remove = () => {
    for (const { id } of layersFor('light')) if (map.getLayer(id)) map.removeLayer(id);
    for (const id of [areaSource, nameSource]) if (map.getSource(id)) map.removeSource(id);
    themeOnMap = null;
  };
  const add = (next: ShownGeofences) => {
    const { areas, names } = dataOf(next);
    map.addSource(areaSource, { type: 'geojson', data: areas, tolerance: 0.4 });
    map.addSource(nameSource, { type: 'geojson', data: names });
    const above = map.getStyle().layers.find(({ type }) => type === 'symbol')?.id;
    for (const layer of layersFor(next.theme))
      map.addLayer(layer, layer.type === 'symbol' ? undefined : above);
    themeOnMap = next.theme;
  };
  const show = () => {
    // MapLibre has no style at all for a moment after it was made.
    if ((map.getStyle() as unknown) === undefined) return;
    if (shown === null) remove();
    else if (themeOnMap === shown.theme && map.getSource(areaSource) !== undefined) {
      const { areas, names } = dataOf(shown);
      void map.getSource<GeoJSONSource>(areaSource)?.setData(areas);
      void map.getSource<GeoJSONSource>(nameSource)?.setData(names);
    } else {
      remove();
      add(shown);
    }
  };
  const onStyle = () => {
    if (shown !== null && map.getSource(areaSource) === undefined) show();
  };
  map.on('styledata', onStyle);
  const stopClicks = onPick === undefined ? null : watchClicks(map, onPick);

  return {
    set(next) {
      shown = next;
      show();
    },
    destroy() {
      map.off('styledata', onStyle);
      stopClicks?.();
      shown = null;
      remove();
    },
  };
}
