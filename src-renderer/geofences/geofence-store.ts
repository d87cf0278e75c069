import { create } from 'zustand';
import type {
  Geofence,
  GeofenceEvent,
  GeofencePresence,
} from '../../src-main/core/operations/telematics/geofences/contract.ts';
import { coreClient } from '../platform/client.ts';
import { followStream } from '../platform/follow-stream.ts';

interface GeofenceList {
  /** `null` until the core's first word. */
  readonly geofences: readonly Geofence[] | null;
  readonly byId: ReadonlyMap<string, Geofence>;
  readonly knownTags: readonly string[];
}

/** All geofences. Written by its feed only. */
export const useGeofences = create<GeofenceList>(() => ({ geofences: null, byId: new Map(), knownTags: [] }));

interface PresenceView {
  readonly byGeofence: ReadonlyMap<string, readonly GeofencePresence[]>;
  /** Newest first. */
  readonly events: readonly GeofenceEvent[];
}

/** Who is inside, and what happened last. Written by its feed only. */
export const usePresence = create<PresenceView>(() => ({ byGeofence: new Map(), events: [] }));

function groupByGeofence(inside: readonly GeofencePresence[]) {
  const groups = new Map<string, GeofencePresence[]>();
  for (const presence of inside) {
    const group = groups.get(presence.geofenceId);
    if (group) group.push(presence);
    else groups.set(presence.geofenceId, [presence]);
  }
  return groups;
}

export function startGeofenceFeeds(): void {
  followStream({
    open: (signal) => coreClient.telematics.watchGeofences(undefined, { signal }),
    onItem: ({ geofences, knownTags }) => {
      const byId = new Map(geofences.map((geofence) => [geofence.id, geofence]));
      useGeofences.setState({ geofences, byId, knownTags });
    },
  });
  followStream({
    open: (signal) => coreClient.telematics.watchGeofencePresence(undefined, { signal }),
    onItem: ({ inside, events }) => usePresence.setState({ byGeofence: groupByGeofence(inside), events }),
  });
}
