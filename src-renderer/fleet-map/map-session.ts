import { createMap, type FleetMap } from './basemap/create-map.ts';
import { fleetBounds, isNearlySame } from './fleet-bounds.ts';
import { useFleetView } from './fleet-view-store.ts';
import type { FrameStore } from './frame-store.ts';
import type { MapStart } from './map-frame.tsx';
import { useRoster } from './roster-store.ts';
import { createTrailLayer, type TrailLayer } from './trail-layer.ts';
import { createVehicleLayer, type VehicleLayer } from './vehicle-layer/index.ts';

/** The map with all that is drawn on it, for as long as its place is on the screen. */
export interface MapSession {
  readonly ground: FleetMap;
  readonly vehicles: VehicleLayer;
  readonly trail: TrailLayer;
  /** Brings a place into view, beside the card. The map comes closer only when it is far away. */
  focus(longitude: number, latitude: number): void;
  /** Keeps a place in the middle, beside the card, without changing how close the map is. */
  follow(longitude: number, latitude: number): void;
  /** Shows every vehicle that has a position; `false` when there is none. */
  showFleet(): boolean;
  /** The same for the first view, which stays as it is where the map was opened in about the right place. */
  openOnFleet(): boolean;
  destroy(): void;
}

export interface MapSessionOptions extends MapStart {
  readonly frameStore: FrameStore;
}

const focusZoom = 9;
/** A fleet in one yard is still shown with its surroundings. */
const fleetFit = { padding: 60, maxZoom: 10 } as const;
const focusMs = 500;
const followMs = 800;
/** Half the card, which covers the right of the map: "the middle" is the middle of what is left. */
const cardOffset: [number, number] = [-165, 0];
/** Below this the card covers most of the map, and its middle is as good as any other place. */
const besideCardWidthPx = 620;

function createVehicles(ground: FleetMap, options: MapSessionOptions): VehicleLayer {
  const { selectVehicle, openCluster } = useFleetView.getState();
  const vehicleAt = (slot: number) => useRoster.getState().roster?.bySlot.get(slot);
  return createVehicleLayer({
    map: ground.map,
    frameStore: options.frameStore,
    names: (slot) => vehicleAt(slot)?.name ?? '',
    theme: options.theme,
    onSelect: (slot) => selectVehicle(slot === null ? null : (vehicleAt(slot)?.id ?? null)),
    onClusterOpen: ({ slots, point }) => openCluster({ slots, xPx: point.x, yPx: point.y }),
    reducedMotion: options.reducedMotion,
  });
}

/** Throws when the map cannot be drawn on this machine (no WebGL2). */
export function createMapSession(options: MapSessionOptions): MapSession {
  const { rememberFleetBounds, lastFleetBounds } = useFleetView.getState();
  const openedOn = fleetBounds(options.frameStore) ?? lastFleetBounds;
  const ground = createMap({ ...options, firstBounds: openedOn, fit: fleetFit });
  const { map } = ground;
  const vehicles = createVehicles(ground, options);
  const trail = createTrailLayer(map);
  const offset = (): [number, number] =>
    map.getContainer().clientWidth < besideCardWidthPx ? [0, 0] : cardOffset;
  const { setFollowing, openCluster } = useFleetView.getState();
  // Whoever takes the map into the hand wants to look elsewhere, and an open list no longer points at its badge.
  map.on('dragstart', () => setFollowing(false));
  map.on('movestart', () => openCluster(null));

  const showFleet = () => {
    const bounds = fleetBounds(options.frameStore);
    if (bounds === null) return false;
    map.fitBounds([...bounds], { ...fleetFit, animate: false });
    return true;
  };

  return {
    ground,
    vehicles,
    trail,
    focus(longitude, latitude) {
      const zoom = Math.max(map.getZoom(), focusZoom);
      map.easeTo({ center: [longitude, latitude], zoom, offset: offset(), duration: focusMs });
    },
    follow(longitude, latitude) {
      map.easeTo({
        center: [longitude, latitude],
        offset: offset(),
        duration: followMs,
        easing: (part) => part,
      });
    },
    showFleet,
    openOnFleet() {
      const bounds = fleetBounds(options.frameStore);
      if (bounds === null) return false;
      rememberFleetBounds(bounds);
      return (openedOn !== null && isNearlySame(bounds, openedOn)) || showFleet();
    },
    destroy() {
      trail.destroy();
      vehicles.destroy();
      ground.remove();
    },
  };
}
