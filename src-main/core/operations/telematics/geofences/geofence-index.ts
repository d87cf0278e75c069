import Flatbush from 'flatbush';
import { isInside, shapeOf, type Shape } from './area.ts';
import type { GeofenceArea, Place } from './contract.ts';

export interface IndexedGeofence {
  readonly id: string;
  readonly area: GeofenceArea;
}

export interface GeofenceIndex<T extends IndexedGeofence> {
  readonly size: number;
  get(id: string): { readonly geofence: T; readonly shape: Shape } | undefined;
  /** Ids of all geofences the place is in, borders included; order unspecified. */
  idsAt(place: Place): readonly string[];
}

const nowhere: readonly string[] = [];

/**
 * Boxes in a packed tree, the exact test only for what the tree names: the cost of a question grows with how many
 * geofences lie over each other there, not with how many there are. Built anew when a geofence changes (10,000: 12 ms).
 */
export function createGeofenceIndex<T extends IndexedGeofence>(geofences: readonly T[]): GeofenceIndex<T> {
  const entries = geofences.map((geofence) => ({ geofence, shape: shapeOf(geofence.area) }));
  const byId = new Map(entries.map((entry) => [entry.geofence.id, entry]));
  if (entries.length === 0) return { size: 0, get: () => undefined, idsAt: () => nowhere };

  const tree = new Flatbush(entries.length);
  for (const { shape } of entries) {
    const { west, south, east, north } = shape.box;
    tree.add(west, south, east, north);
  }
  tree.finish();

  return {
    size: entries.length,
    get: (id) => byId.get(id),
    idsAt(place) {
      const { longitude, latitude } = place;
      let found: string[] | null = null;
      for (const at of tree.search(longitude, latitude, longitude, latitude)) {
        const { geofence, shape } = entries[at]!;
        if (!isInside(shape, place)) continue;
        if (found === null) found = [geofence.id];
        else found.push(geofence.id);
      }
      return found ?? nowhere;
    },
  };
}
