import type { AddressFact } from '../facts.ts';
import type { Geofence, GeofenceRules, GeofenceSync, GeofenceVersion } from './contract.ts';
import type { WatchedGeofence } from './geofence-state.ts';
import { decide, shareableVersion, versionOfAddress, type Verdict } from './geofence-sync.ts';
import type { StoredGeofence } from './repository.ts';

/** What is known of Samsara's side. */
export interface TheirSide {
  readonly addresses: ReadonlyMap<string, AddressFact>;
  /** Known to be gone, whatever the list. */
  readonly goneIds: ReadonlySet<string>;
  readonly knownTags: readonly string[];
  /** False until a whole list of addresses came: what is missing before may still be there. */
  readonly isWhole: boolean;
}

/** Nobody asked to be told of Samsara's own geofences: hundreds of them would drown what matters. */
export const quietRules: GeofenceRules = {
  alertsOnEntry: false,
  alertsOnExit: false,
  dwellLimitMinutes: null,
  speedLimitMph: null,
};

/** A geofence as stored, with what has to be done about it. */
export interface BookEntry {
  readonly stored: StoredGeofence;
  readonly verdict: Verdict;
}

export const mineOf = (stored: StoredGeofence): GeofenceVersion | null =>
  stored.deletedAtMs === null
    ? {
        name: stored.name,
        type: stored.type,
        area: stored.area,
        tags: stored.tags,
        notes: stored.notes,
      }
    : null;

const hasRules = ({ alertsOnEntry, alertsOnExit, dwellLimitMinutes, speedLimitMph }: GeofenceRules) =>
  alertsOnEntry || alertsOnExit || dwellLimitMinutes !== null || speedLimitMph !== null;

function theirsOf(stored: StoredGeofence, side: TheirSide): GeofenceVersion | 'absent' | 'unknown' {
  const address = stored.addressId === null ? undefined : side.addresses.get(stored.addressId);
  if (address === undefined) {
    const isGone = side.isWhole || side.goneIds.has(stored.addressId ?? '');
    return isGone ? 'absent' : 'unknown';
  }
  return versionOfAddress(address, stored.type) ?? 'absent';
}

export function verdictOf(stored: StoredGeofence, side: TheirSide): Verdict {
  const knownTags = new Set(side.knownTags);
  const mine = mineOf(stored);
  return decide({
    base: stored.base,
    mine: mine === null ? null : shareableVersion(mine, knownTags),
    theirs: theirsOf(stored, side),
    isShared: stored.isShared,
    isLinked: stored.addressId !== null,
    isPrecious: stored.id !== stored.addressId || hasRules(stored),
  });
}

function syncOf(stored: StoredGeofence, verdict: Verdict): GeofenceSync {
  switch (verdict.kind) {
    case 'localOnly':
      return { state: 'localOnly' };
    case 'inSync':
    case 'agree':
    case 'adopt':
    case 'forget':
      return { state: 'inSync' };
    case 'create':
    case 'update':
    case 'delete':
      return { state: 'sending', failure: stored.failure };
    case 'conflict':
      return { state: 'conflict', mine: mineOf(stored), theirs: verdict.theirs };
  }
}

/** Deleted here, and nothing about it that a person must decide or should know. */
const isHidden = (stored: StoredGeofence, verdict: Verdict) =>
  stored.deletedAtMs !== null && verdict.kind !== 'conflict';

function geofenceOf({ stored, verdict }: BookEntry, side: TheirSide): Geofence {
  const address = stored.addressId === null ? undefined : side.addresses.get(stored.addressId);
  return {
    id: stored.id,
    name: stored.name,
    type: stored.type,
    area: stored.area,
    tags: stored.tags,
    notes: stored.notes,
    alertsOnEntry: stored.alertsOnEntry,
    alertsOnExit: stored.alertsOnExit,
    dwellLimitMinutes: stored.dwellLimitMinutes,
    speedLimitMph: stored.speedLimitMph,
    formattedAddress: address?.formattedAddress ?? null,
    isShared: stored.isShared,
    sync: syncOf(stored, verdict),
    updatedAtMs: stored.updatedAtMs,
  };
}

function geofenceOfAddress(address: AddressFact, version: GeofenceVersion): Geofence {
  return {
    ...version,
    ...quietRules,
    id: address.id,
    formattedAddress: address.formattedAddress,
    isShared: true,
    sync: { state: 'inSync' },
    updatedAtMs: null,
  };
}

/** Of a geofence of Samsara's that a person touches for the first time: what was so far only fetched becomes ours. */
export function storedOfAddress(address: AddressFact, nowMs: number): StoredGeofence | null {
  const version = versionOfAddress(address);
  if (version === null) return null;
  return {
    ...version,
    ...quietRules,
    id: address.id,
    isShared: true,
    addressId: address.id,
    base: version,
    failure: null,
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    deletedAtMs: null,
  };
}

const nameOrder = new Intl.Collator('en', { numeric: true });
const byName = (a: Geofence, b: Geofence) => nameOrder.compare(a.name, b.name);

/** Ours and Samsara's as one list, by name. */
export function listGeofences(entries: readonly BookEntry[], side: TheirSide): Geofence[] {
  const taken = new Set(entries.map(({ stored }) => stored.addressId));
  const own = entries
    .filter(({ stored, verdict }) => !isHidden(stored, verdict))
    .map((entry) => geofenceOf(entry, side));
  const fetched: Geofence[] = [];
  for (const address of side.addresses.values()) {
    const version = taken.has(address.id) ? null : versionOfAddress(address);
    if (version !== null) fetched.push(geofenceOfAddress(address, version));
  }
  return [...own, ...fetched].sort(byName);
}

/** What is watched: deleted here means not watched, also while the deletion is disputed. */
export const watchedOf = (
  geofences: readonly Geofence[],
  entries: readonly BookEntry[],
): WatchedGeofence[] => {
  const deleted = new Set(
    entries.filter(({ stored }) => stored.deletedAtMs !== null).map(({ stored }) => stored.id),
  );
  return geofences.filter(({ id }) => !deleted.has(id));
};
