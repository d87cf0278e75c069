import type { Fix, VehicleReadings } from '../facts.ts';
import type { Observation } from '../observations.ts';
import type { GeofencePresence, Place } from './contract.ts';
import { createGeofenceIndex, type GeofenceIndex } from './geofence-index.ts';
import {
  dwelledBy,
  observe,
  reseat,
  type Happened,
  type Sighting,
  type Stay,
  type VehicleWatch,
  type WatchedGeofence,
} from './geofence-state.ts';
import { overIncidents, type GeofenceIncident } from './incident.ts';
import type { EndedStay, NewEvent, StoredStay } from './visit-repository.ts';

/** What one round changed: to be written together, then told. In the order in which it happened. */
export interface Findings {
  readonly changes: (
    { readonly kind: 'save'; readonly stay: StoredStay } | { readonly kind: 'end'; readonly stay: EndedStay }
  )[];
  readonly events: NewEvent[];
  readonly over: GeofenceIncident[];
}

export const hasFindings = ({ changes, events }: Findings): boolean => changes.length + events.length > 0;

interface Watched {
  readonly watch: VehicleWatch;
  readonly place: Place;
}

const noFindings = (): Findings => ({ changes: [], events: [], over: [] });
const byTime = (a: Fix, b: Fix) => a.timeMs - b.timeMs;

/** Which vehicle is in which geofence, moved by what was committed. Pure but for what it remembers: it writes nothing. */
export function createMonitor() {
  const watchedByVehicle = new Map<string, Watched>();
  let index: GeofenceIndex<WatchedGeofence> = createGeofenceIndex<WatchedGeofence>([]);

  const nameOf = (geofenceId: string, fallback = geofenceId) =>
    index.get(geofenceId)?.geofence.name ?? fallback;

  function note(
    findings: Findings,
    vehicleId: string,
    before: VehicleWatch | null,
    after: VehicleWatch,
    atMs: number,
  ) {
    const earlier = before?.stays ?? [];
    for (const stay of earlier) {
      const next = after.stays.find(({ geofenceId }) => geofenceId === stay.geofenceId) ?? null;
      const geofence = index.get(stay.geofenceId)?.geofence;
      if (geofence !== undefined) findings.over.push(...overIncidents(vehicleId, geofence, stay, next, atMs));
      if (next !== null) continue;
      const exitedAtMs = stay.outsideSinceMs ?? atMs;
      const ended = { vehicleId, geofenceName: nameOf(stay.geofenceId), stay, exitedAtMs };
      findings.changes.push({ kind: 'end', stay: ended });
    }
    for (const stay of after.stays) {
      const known = earlier.find(({ geofenceId }) => geofenceId === stay.geofenceId);
      if (known !== undefined && !isWorthStoring(known, stay)) continue;
      const saved = { vehicleId, geofenceName: nameOf(stay.geofenceId), stay };
      findings.changes.push({ kind: 'save', stay: saved });
    }
  }

  function noteEvents(
    findings: Findings,
    vehicleId: string,
    happened: readonly Happened[],
    place: Place | null,
  ) {
    for (const { kind, geofenceId, timeMs, dwellMs, speedMph } of happened) {
      findings.events.push({
        kind,
        vehicleId,
        geofenceId,
        geofenceName: nameOf(geofenceId),
        timeMs,
        dwellMs,
        speedMph,
        latitudeE7: place === null ? null : Math.round(place.latitude * 1e7),
        longitudeE7: place === null ? null : Math.round(place.longitude * 1e7),
      });
    }
  }

  function takeFix(findings: Findings, vehicleId: string, fix: Fix) {
    const sighting: Sighting = {
      timeMs: fix.timeMs,
      latitude: fix.latitudeE7 / 1e7,
      longitude: fix.longitudeE7 / 1e7,
      speedMph: fix.speedDeciMph === null ? null : fix.speedDeciMph / 10,
    };
    const before = watchedByVehicle.get(vehicleId)?.watch ?? null;
    const { watch, happened } = observe(index, before, sighting);
    if (watch === before) return;
    watchedByVehicle.set(vehicleId, { watch, place: sighting });
    if (watch.stays.length === 0 && (before === null || before.stays.length === 0)) return;
    note(findings, vehicleId, before, watch, sighting.timeMs);
    noteEvents(findings, vehicleId, happened, sighting);
  }

  return {
    /**
     * What the database knows, and where everybody is. A vehicle that is inside without a stored stay came while nobody
     * looked: it is inside, without an event.
     */
    start(
      geofences: readonly WatchedGeofence[],
      stays: readonly StoredStay[],
      observations: readonly Observation[],
    ): Findings {
      index = createGeofenceIndex(geofences);
      watchedByVehicle.clear();
      const findings = noFindings();
      const staysByVehicle = new Map<string, Stay[]>();
      for (const { vehicleId, stay } of stays) {
        const list = staysByVehicle.get(vehicleId) ?? [];
        list.push(stay);
        staysByVehicle.set(vehicleId, list);
      }
      const changedIds = new Set(geofences.map(({ id }) => id));
      for (const { vehicleId, timeMs, latitude, longitude } of observations) {
        const stored = staysByVehicle.get(vehicleId) ?? [];
        staysByVehicle.delete(vehicleId);
        if (timeMs === null) continue;
        const place = { latitude, longitude };
        const before = { seenAtMs: timeMs, stays: stored };
        // Stored stays are kept as they are: whether they are over, the next fix tells.
        const added = reseat(index, { seenAtMs: timeMs, stays: [] }, place, changedIds).stays.filter(
          ({ geofenceId }) => !stored.some((stay) => stay.geofenceId === geofenceId),
        );
        const kept = stored.filter(({ geofenceId }) => index.get(geofenceId) !== undefined);
        const watch = { seenAtMs: timeMs, stays: [...kept, ...added] };
        watchedByVehicle.set(vehicleId, { watch, place });
        note(findings, vehicleId, before, watch, timeMs);
      }
      for (const [vehicleId, orphaned] of staysByVehicle) {
        const last = orphaned.reduce((latest, { enteredAtMs }) => Math.max(latest, enteredAtMs), 0);
        note(findings, vehicleId, { seenAtMs: last, stays: orphaned }, { seenAtMs: last, stays: [] }, last);
      }
      return findings;
    },

    /** Who is inside a geofence that was drawn, moved or taken away is settled at once, without events. */
    setGeofences(geofences: readonly WatchedGeofence[], changedIds: ReadonlySet<string>): Findings {
      const findings = noFindings();
      const previous = index;
      index = createGeofenceIndex(geofences);
      if (changedIds.size === 0) return findings;
      for (const [vehicleId, { watch, place }] of watchedByVehicle) {
        const next = reseat(index, watch, place, changedIds);
        if (next.stays.length === 0 && watch.stays.length === 0) continue;
        watchedByVehicle.set(vehicleId, { watch: next, place });
        // Of those that are still there `note` tells.
        for (const stay of watch.stays) {
          if (next.stays.some(({ geofenceId }) => geofenceId === stay.geofenceId)) continue;
          const isGone = index.get(stay.geofenceId) === undefined;
          const geofence = isGone ? previous.get(stay.geofenceId)?.geofence : undefined;
          if (geofence !== undefined)
            findings.over.push(...overIncidents(vehicleId, geofence, stay, null, watch.seenAtMs));
        }
        note(findings, vehicleId, watch, next, watch.seenAtMs);
      }
      return findings;
    },

    takePage(page: readonly VehicleReadings[]): Findings {
      const findings = noFindings();
      for (const { vehicleId, fixes } of page) {
        if (fixes.length === 1) takeFix(findings, vehicleId, fixes[0]!);
        else if (fixes.length > 1) {
          for (const fix of [...fixes].sort(byTime)) takeFix(findings, vehicleId, fix);
        }
      }
      return findings;
    },

    /** For those that stand and send nothing. Who cannot be vouched for now is left alone until it is heard again. */
    tick(nowMs: number, isVouchedFor: (vehicleId: string) => boolean): Findings {
      const findings = noFindings();
      for (const [vehicleId, { watch, place }] of watchedByVehicle) {
        if (watch.stays.length === 0 || !isVouchedFor(vehicleId)) continue;
        const happened: Happened[] = [];
        const stays = watch.stays.map((stay) => {
          const geofence = index.get(stay.geofenceId)?.geofence;
          const dwelled = geofence === undefined ? null : dwelledBy(stay, geofence, nowMs);
          if (dwelled === null) return stay;
          happened.push(dwelled);
          return dwelled.stay;
        });
        if (happened.length === 0) continue;
        const next = { ...watch, stays };
        watchedByVehicle.set(vehicleId, { watch: next, place });
        note(findings, vehicleId, watch, next, nowMs);
        noteEvents(findings, vehicleId, happened, place);
      }
      return findings;
    },

    geofence: (id: string): WatchedGeofence | undefined => index.get(id)?.geofence,

    presence(): GeofencePresence[] {
      const inside: GeofencePresence[] = [];
      for (const [vehicleId, { watch }] of watchedByVehicle) {
        for (const { geofenceId, enteredAtMs, isEntrySeen } of watch.stays) {
          inside.push({ geofenceId, vehicleId, sinceMs: enteredAtMs, isEntrySeen });
        }
      }
      return inside;
    },

    clear(): void {
      watchedByVehicle.clear();
    },
  };
}

export type Monitor = ReturnType<typeof createMonitor>;

/** The top speed alone is written with the next real change. */
const isWorthStoring = (before: Stay, after: Stay): boolean =>
  before.dwellReportedAtMs !== after.dwellReportedAtMs ||
  before.outsideSinceMs !== after.outsideSinceMs ||
  before.fastSinceMs !== after.fastSinceMs ||
  before.speedReportedAtMs !== after.speedReportedAtMs ||
  before.slowSinceMs !== after.slowSinceMs;
