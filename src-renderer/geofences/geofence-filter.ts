import type { Geofence, GeofenceSync } from '../../src-main/core/operations/telematics/geofences/contract.ts';
import type { GeofenceType } from '../../src-main/core/operations/telematics/geofences/geofence.wire.ts';

export type SyncState = GeofenceSync['state'];
export const syncStates: readonly SyncState[] = ['conflict', 'sending', 'localOnly', 'inSync'];

export interface GeofenceFilter {
  readonly search: string;
  readonly types: readonly GeofenceType[];
  readonly tags: readonly string[];
  readonly sync: readonly SyncState[];
  readonly isOccupied: boolean;
}

export const noFilter: GeofenceFilter = { search: '', types: [], tags: [], sync: [], isOccupied: false };

/** How many of the filters in the menu are on. */
export const countFilters = ({ types, tags, sync, isOccupied }: GeofenceFilter): number =>
  types.length + tags.length + sync.length + (isOccupied ? 1 : 0);

const plain = (text: string): string => text.toLowerCase().normalize('NFKD');

/** Every word has to be in it somewhere. What waits for a decision comes first. */
export function filterGeofences(
  geofences: readonly Geofence[],
  filter: GeofenceFilter,
  isOccupied: (id: string) => boolean,
): readonly Geofence[] {
  const words = plain(filter.search).split(/\s+/).filter(Boolean);
  const found = geofences.filter((geofence) => {
    const { id, type, tags, sync } = geofence;
    if (filter.types.length > 0 && !filter.types.includes(type)) return false;
    if (filter.tags.length > 0 && !filter.tags.some((tag) => tags.includes(tag))) return false;
    if (filter.sync.length > 0 && !filter.sync.includes(sync.state)) return false;
    if (filter.isOccupied && !isOccupied(id)) return false;
    if (words.length === 0) return true;
    const text = plain(
      [geofence.name, geofence.formattedAddress, geofence.notes, ...tags].filter(Boolean).join(' '),
    );
    return words.every((word) => text.includes(word));
  });
  const inConflict = found.filter(({ sync }) => sync.state === 'conflict');
  return inConflict.length === 0
    ? found
    : [...inConflict, ...found.filter(({ sync }) => sync.state !== 'conflict')];
}
