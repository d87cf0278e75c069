import type { Feature, FeatureCollection, Point } from 'geojson';
import type { GeoJSONSource, LayerSpecification } from 'maplibre-gl';
import { readFleetFrame } from '../../../../src-main/core/operations/telematics/fleet-frame.wire.ts';
import { nameOf, statusColours } from './contestant.ts';
import type { EnterContestant } from './contestant.ts';

const source = 'bench-vehicles';
const [unknown, moving, stopped, idle, off] = statusColours;

/** A heading arrow as a tintable image, 24 pixels at double density. */
function arrowImage(): ImageData {
  const canvas = new OffscreenCanvas(48, 48);
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('no canvas');
  context.beginPath();
  context.moveTo(24, 4);
  context.lineTo(40, 44);
  context.lineTo(24, 34);
  context.lineTo(8, 44);
  context.closePath();
  context.fill();
  return context.getImageData(0, 0, 48, 48);
}

/** What MapLibre offers for this: a clustered source, badges with counts, arrows with names that declutter. */
const layers: LayerSpecification[] = [
  {
    id: 'bench-badges',
    type: 'circle',
    source,
    filter: ['has', 'point_count'],
    paint: {
      'circle-radius': ['step', ['get', 'point_count'], 12, 10, 14, 100, 18],
      'circle-color': '#ffffff',
      'circle-stroke-color': moving,
      'circle-stroke-width': 3,
    },
  },
  {
    id: 'bench-counts',
    type: 'symbol',
    source,
    filter: ['has', 'point_count'],
    layout: {
      'text-field': ['get', 'point_count_abbreviated'],
      'text-size': 11,
      'text-allow-overlap': true,
    },
  },
  {
    id: 'bench-vehicles',
    type: 'symbol',
    source,
    filter: ['!', ['has', 'point_count']],
    layout: {
      'icon-image': 'bench-arrow',
      'icon-rotate': ['get', 'heading'],
      'icon-rotation-alignment': 'map',
      'icon-allow-overlap': true,
      'text-field': ['get', 'name'],
      'text-size': 11,
      'text-anchor': 'left',
      'text-offset': [1, 0],
      'text-optional': true,
    },
    paint: {
      'icon-color': ['match', ['get', 'status'], 1, moving, 2, stopped, 3, idle, 4, off, unknown],
    },
  },
];

type VehicleFeature = Feature<Point, { name: string; heading: number; status: number }>;

/** Features are made once and changed in place; MapLibre copies them to its worker anyway. */
export const enterGeojson: EnterContestant = async (map, snapshot) => {
  const data: FeatureCollection<Point> & { features: VehicleFeature[] } = {
    type: 'FeatureCollection',
    features: [],
  };
  const write = (buffer: ArrayBuffer) => {
    const frame = readFleetFrame(buffer);
    if (frame === null) throw new Error('not a frame');
    for (let row = 0; row < frame.count; row++) {
      const slot = frame.slot[row]!;
      const feature = (data.features[slot] ??= {
        type: 'Feature',
        id: slot,
        properties: { name: nameOf(slot), heading: 0, status: 0 },
        geometry: { type: 'Point', coordinates: [0, 0] },
      });
      feature.geometry.coordinates[0] = frame.longitudeE7[row]! / 1e7;
      feature.geometry.coordinates[1] = frame.latitudeE7[row]! / 1e7;
      feature.properties.heading = frame.headingDeg[row]!;
      feature.properties.status = frame.status[row]!;
    }
  };
  const whenIdle = () => new Promise<void>((resolve) => void map.once('idle', () => resolve()));
  map.addImage('bench-arrow', arrowImage(), { sdf: true, pixelRatio: 2 });
  write(snapshot);
  const added = whenIdle();
  map.addSource(source, { type: 'geojson', data, cluster: true, clusterRadius: 50, clusterMaxZoom: 12 });
  for (const layer of layers) map.addLayer(layer);
  await added;
  return {
    async update(frame) {
      write(frame);
      const painted = whenIdle();
      void map.getSource<GeoJSONSource>(source)?.setData(data);
      await painted;
    },
    leave() {
      for (const { id } of layers) map.removeLayer(id);
      map.removeSource(source);
      map.removeImage('bench-arrow');
    },
  };
};
