import type { FeatureCollection } from 'geojson';
import type { GeoJSONSource, LayerSpecification, Map as MapLibreMap } from 'maplibre-gl';
import type { SandboxRoads } from '../../../src-main/core/operations/samsara/contract.ts';
import { mapPalettes, type MapTheme } from './palette.ts';
import { byZoom } from './zoom-steps.ts';

/** Source and layers of the sandbox's invented roads. Never on the map against real trucks. */
const sourceId = 'sandbox-roads';
const layerIds = ['sandbox-roads-casing', 'sandbox-roads-line', 'sandbox-roads-name'] as const;
const shieldPrefix = 'sandbox-shield-';
/** Drawn at twice their size for sharp screens. */
const shieldPixelRatio = 2;

/** `I-80`, or `I-80/I-90` where two run together. */
const isShield = (name: string): boolean => /^(I|US)-\d{1,3}[A-Z]?(\/(I|US)-\d{1,3}[A-Z]?)*$/.test(name);

function toFeatures({ roads }: SandboxRoads): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: roads.map(({ name, coordinates }) => ({
      type: 'Feature',
      properties: { name, shield: isShield(name) ? `${shieldPrefix}${name}` : '' },
      geometry: {
        type: 'LineString',
        coordinates: Array.from({ length: Math.floor(coordinates.length / 2) }, (_, index) => [
          coordinates[index * 2] ?? 0,
          coordinates[index * 2 + 1] ?? 0,
        ]),
      },
    })),
  };
}

/** A rounded sign with the road's name; plain, since no real road is meant. */
function drawShield(text: string, theme: MapTheme): ImageData | null {
  const colours = mapPalettes[theme];
  const height = 16 * shieldPixelRatio;
  const canvas = document.createElement('canvas');
  const context = canvas.getContext('2d');
  if (!context) return null;
  const font = `600 ${9.5 * shieldPixelRatio}px "Noto Sans", system-ui, sans-serif`;
  context.font = font;
  canvas.width = Math.ceil(context.measureText(text).width) + 8 * shieldPixelRatio;
  canvas.height = height;
  // Resizing a canvas clears its state.
  context.font = font;
  context.beginPath();
  context.roundRect(1, 1, canvas.width - 2, height - 2, 4 * shieldPixelRatio);
  context.fillStyle = colours.land;
  context.fill();
  context.lineWidth = shieldPixelRatio;
  context.strokeStyle = colours.roadCasing;
  context.stroke();
  context.fillStyle = colours.roadName;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, canvas.width / 2, height / 2 + shieldPixelRatio / 2);
  return context.getImageData(0, 0, canvas.width, height);
}

function setShieldImages(map: MapLibreMap, roads: SandboxRoads, theme: MapTheme): void {
  for (const name of new Set(roads.roads.map((road) => road.name).filter(isShield))) {
    const id = `${shieldPrefix}${name}`;
    const image = drawShield(name, theme);
    if (!image) continue;
    if (map.hasImage(id)) map.removeImage(id);
    map.addImage(id, image, { pixelRatio: shieldPixelRatio });
  }
}

function roadLayers(theme: MapTheme): LayerSpecification[] {
  const colours = mapPalettes[theme];
  const round = { 'line-cap': 'round', 'line-join': 'round' } as const;
  return [
    {
      id: 'sandbox-roads-casing',
      type: 'line',
      source: sourceId,
      minzoom: 5,
      layout: round,
      paint: {
        'line-color': colours.roadCasing,
        'line-width': byZoom([5, 1.8], [8, 3.4], [12, 7]),
        'line-opacity': byZoom([5, 0], [6, 0.9]),
      },
    },
    {
      id: 'sandbox-roads-line',
      type: 'line',
      source: sourceId,
      layout: round,
      paint: { 'line-color': colours.roadMajor, 'line-width': byZoom([3, 0.8], [5, 1.2], [8, 2.2], [12, 5]) },
    },
    {
      id: 'sandbox-roads-name',
      type: 'symbol',
      source: sourceId,
      minzoom: 5,
      filter: ['!=', ['get', 'shield'], ''],
      layout: {
        'symbol-placement': 'line',
        'symbol-spacing': 320,
        'icon-image': ['get', 'shield'],
        'icon-rotation-alignment': 'viewport',
        'icon-padding': 14,
      },
    },
  ];
}

/** Names come first: a layer further up is placed earlier, so signs give way to towns. */
const firstNameLayerId = (map: MapLibreMap): string | undefined =>
  map.getStyle().layers.find(({ type, id }) => type === 'symbol' && id.startsWith('basemap-'))?.id;

/**
 * Draws the sandbox's roads under the names of towns, or redraws them in another theme. Call it only while connected to
 * the sandbox, and after the map's style has loaded; `removeSandboxRoads` when the connection changes. Say so on the
 * map while they are shown (`FleetMap.setNote`).
 */
export function addSandboxRoads(map: MapLibreMap, roads: SandboxRoads, theme: MapTheme): void {
  setShieldImages(map, roads, theme);
  const source = map.getSource<GeoJSONSource>(sourceId);
  if (source) void source.setData(toFeatures(roads));
  else map.addSource(sourceId, { type: 'geojson', data: toFeatures(roads), tolerance: 0.5 });
  const beforeId = firstNameLayerId(map);
  for (const layer of roadLayers(theme)) {
    if (map.getLayer(layer.id)) map.removeLayer(layer.id);
    map.addLayer(layer, beforeId);
  }
}

export function removeSandboxRoads(map: MapLibreMap): void {
  for (const id of layerIds) if (map.getLayer(id)) map.removeLayer(id);
  if (map.getSource(sourceId)) map.removeSource(sourceId);
  for (const id of map.listImages()) if (id.startsWith(shieldPrefix)) map.removeImage(id);
}
