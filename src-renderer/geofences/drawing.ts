import type { Map as MapLibreMap } from 'maplibre-gl';
import {
  TerraDraw,
  TerraDrawCircleMode,
  TerraDrawPolygonMode,
  TerraDrawRectangleMode,
  TerraDrawSelectMode,
  type GeoJSONStoreFeatures,
} from 'terra-draw';
import { TerraDrawMapLibreGLAdapter } from 'terra-draw-maplibre-gl-adapter';
import type { GeofenceArea } from '../../src-main/core/operations/telematics/geofences/contract.ts';
import { areaOfRing, ringOf } from './geofence-area.ts';
import type { DrawTool } from './geofence-view-store.ts';

export interface Drawing {
  /** Begins anew with a tool; `null`: stops drawing and goes back to moving what is there. */
  take(tool: DrawTool | null): void;
  /** Shows an area with handles; the one it has just told of is left as it is. */
  show(area: GeofenceArea | null): void;
  destroy(): void;
}

export interface DrawingOptions {
  readonly map: MapLibreMap;
  readonly colour: `#${string}`;
  /** While it is dragged, and once when it was drawn. */
  readonly onArea: (area: GeofenceArea) => void;
  /** The shape is closed, or Esc was pressed: the tool is laid down. */
  readonly onToolDone: () => void;
}

/** What the library accepts without a complaint about precision. */
const decimals = 6;
const rounded = (value: number) => Number(value.toFixed(decimals));
const pointPx = 6;
const circleSteps = 48;
/** A circle is dragged wider at these; the library would put a handle at every step. */
const circleHandleEvery = circleSteps / 4;

/** `isCircle`: what is edited now; handles do not say whose they are. */
function createModes(colour: `#${string}`, isCircle: () => boolean) {
  const isHandle = ({ properties }: GeoJSONStoreFeatures) =>
    !isCircle() || Number(properties['index']) % circleHandleEvery === 0;
  const shape = { fillColor: colour, fillOpacity: 0.2, outlineColor: colour, outlineWidth: 2.5 };
  const handles = { draggable: true, midpoints: true, deletable: true } as const;
  return [
    new TerraDrawCircleMode({ styles: shape, segments: circleSteps }),
    new TerraDrawPolygonMode({ styles: { ...shape, closingPointColor: colour, closingPointWidth: pointPx } }),
    new TerraDrawRectangleMode({ styles: shape }),
    new TerraDrawSelectMode({
      allowManualDeselection: false,
      flags: {
        polygon: { feature: { draggable: true, coordinates: handles } },
        circle: {
          feature: { draggable: true, coordinates: { draggable: false, resizable: 'center-fixed' } },
        },
      },
      styles: {
        selectedPolygonColor: colour,
        selectedPolygonFillOpacity: 0.25,
        selectedPolygonOutlineColor: colour,
        selectedPolygonOutlineWidth: 2.5,
        selectionPointColor: '#ffffff',
        selectionPointOutlineColor: colour,
        selectionPointOpacity: (feature) => (isHandle(feature) ? 1 : 0),
        selectionPointOutlineWidth: (feature) => (isHandle(feature) ? 2 : 0),
        selectionPointWidth: (feature) => (isHandle(feature) ? pointPx : 0),
        midPointColor: colour,
        midPointOutlineColor: '#ffffff',
        midPointOutlineWidth: 1,
        midPointWidth: 4,
      },
    }),
  ];
}

function featureOf(area: GeofenceArea): GeoJSONStoreFeatures {
  const ring = ringOf(area).map((position) => position.map(rounded));
  return {
    type: 'Feature',
    geometry: { type: 'Polygon', coordinates: [ring] },
    properties:
      area.kind === 'circle'
        ? { mode: 'circle', radiusKilometers: area.radiusMeters / 1_000 }
        : { mode: 'polygon' },
  };
}

function areaOf(feature: GeoJSONStoreFeatures | undefined): GeofenceArea | null {
  if (feature?.geometry.type !== 'Polygon') return null;
  const kind = feature.properties['mode'] === 'circle' ? 'circle' : 'polygon';
  return areaOfRing(kind, feature.geometry.coordinates[0] ?? []);
}

/** The form rounds what was dragged (feet); that must not take the shape out of the hand that drags it. */
function isNearly(a: GeofenceArea | null, b: GeofenceArea | null): boolean {
  if (a === null || b === null || a.kind !== b.kind) return a === b;
  if (a.kind === 'polygon' || b.kind === 'polygon') return JSON.stringify(a) === JSON.stringify(b);
  const isSamePlace = Math.abs(a.latitude - b.latitude) < 2e-6 && Math.abs(a.longitude - b.longitude) < 2e-6;
  return isSamePlace && Math.abs(a.radiusMeters - b.radiusMeters) <= 1 + a.radiusMeters * 0.001;
}

/**
 * Drawing and dragging one area on a map, by terra-draw: it knows nothing of geofences. Only there while somebody edits.
 * The map must have its style.
 */
export function createDrawing({ map, colour, onArea, onToolDone }: DrawingOptions): Drawing {
  let told: GeofenceArea | null = null;
  const adapter = new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: 9 });
  const draw = new TerraDraw({ adapter, modes: createModes(colour, () => told?.kind === 'circle') });
  draw.start();
  let tool: DrawTool | null = null;
  let isPlacing = false;

  const tell = (area: GeofenceArea) => {
    told = area;
    onArea(area);
  };
  let isGone = false;
  // Being selected and let go is a change to the library too, though nobody has moved anything: not to be told of.
  const place = (change: () => void) => {
    isPlacing = true;
    change();
    isPlacing = false;
  };
  // Selecting has to end before what is selected goes, or the library looks for it.
  const clear = () =>
    place(() => {
      draw.setMode('static');
      draw.clear();
    });
  const edit = (area: GeofenceArea) => {
    clear();
    place(() => {
      draw.setMode('select');
      const [added] = draw.addFeatures([featureOf(area)]);
      if (added?.valid && added.id !== undefined) draw.selectFeature(added.id);
    });
  };

  draw.on('finish', (id, { action }) => {
    if (action !== 'draw') return;
    const area = areaOf(draw.getSnapshotFeature(id));
    // The tool is laid down first: whoever hears of the area must not take it up again.
    tool = null;
    onToolDone();
    if (area === null) return;
    tell(area);
    // A click is several events in one task, and the library holds on to what was drawn until the last of them.
    setTimeout(() => {
      if (!isGone && tool === null && told === area) edit(area);
    });
  });
  draw.on('change', (ids, type) => {
    if (isPlacing || tool !== null || type !== 'update') return;
    for (const id of ids) {
      const area = draw.hasFeature(id) ? areaOf(draw.getSnapshotFeature(id)) : null;
      if (area !== null) tell(area);
    }
  });

  return {
    take(next) {
      if (next === tool) return;
      tool = next;
      clear();
      if (next !== null) draw.setMode(next);
      else if (told !== null) edit(told);
    },
    show(area) {
      if (tool !== null || isNearly(area, told)) return;
      told = area;
      if (area === null) clear();
      else edit(area);
    },
    destroy() {
      isGone = true;
      draw.stop();
    },
  };
}
