import { createMap, type FleetMap } from '../fleet-map/basemap/create-map.ts';
import { useFleetView } from '../fleet-map/fleet-view-store.ts';
import { frameStore } from '../fleet-map/frames-feed.ts';
import type { MapStart } from '../fleet-map/map-frame.tsx';
import { useRoster } from '../fleet-map/roster-store.ts';
import { createVehicleLayer, type VehicleLayer } from '../fleet-map/vehicle-layer/index.ts';
import { boundsOf, type Bounds } from './geofence-area.ts';
import { createGeofenceLayer, type GeofenceLayer } from './geofence-layer.ts';
import { useGeofences } from './geofence-store.ts';
import { useGeofenceView } from './geofence-view-store.ts';

/** The map of the geofence screen with all that is drawn on it. */
export interface GeofenceSession {
  readonly ground: FleetMap;
  readonly vehicles: VehicleLayer;
  readonly geofences: GeofenceLayer;
  /** Brings an area into view, beside the card. */
  focus(bounds: Bounds): void;
  /** Shows every geofence; `false` when there is none. */
  showAll(): boolean;
  destroy(): void;
}

const edgePx = 60;
/** The card covers the right of the map. */
const cardPx = 400;
const focusZoomMax = 13;
/** Below this the card covers most of the map, and its middle is as good as any other place. */
const besideCardWidthPx = 700;
const focusMs = 500;

const allBounds = (): Bounds | null =>
  boundsOf((useGeofences.getState().geofences ?? []).map(({ area }) => area));

/** Throws when the map cannot be drawn on this machine (no WebGL2). */
export function createGeofenceSession(options: MapStart): GeofenceSession {
  const { theme, reducedMotion } = options;
  const firstBounds = allBounds() ?? useFleetView.getState().lastFleetBounds;
  const ground = createMap({ ...options, firstBounds, fit: { padding: edgePx, maxZoom: 10 } });
  const { map } = ground;
  const vehicles = createVehicleLayer({
    map,
    frameStore,
    names: (slot) => useRoster.getState().roster?.bySlot.get(slot)?.name ?? '',
    theme,
    // Vehicles are here to be seen: choosing one is what the live map is for.
    onSelect: () => undefined,
    onClusterOpen: () => undefined,
    reducedMotion,
  });
  const geofences = createGeofenceLayer(map, (id) => {
    const { form, select } = useGeofenceView.getState();
    if (form === null) select(id);
  });

  return {
    ground,
    vehicles,
    geofences,
    focus(bounds) {
      const isWide = map.getContainer().clientWidth >= besideCardWidthPx;
      const padding = { top: edgePx, bottom: edgePx, left: edgePx, right: isWide ? cardPx : edgePx };
      map.fitBounds(bounds, { padding, maxZoom: focusZoomMax, duration: reducedMotion ? 0 : focusMs });
    },
    showAll() {
      const bounds = allBounds();
      if (bounds === null) return false;
      map.fitBounds(bounds, { padding: edgePx, maxZoom: 10, animate: false });
      return true;
    },
    destroy() {
      geofences.destroy();
      vehicles.destroy();
      ground.remove();
    },
  };
}
