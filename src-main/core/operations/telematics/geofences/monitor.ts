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
  /** Alarms that are over. */
  readonly over: GeofenceIncident[];
}

export const hasFindings = ({ changes, events }: Findings): boolean => changes.length + events.length > 0;

/** Which vehicle is in which geofence, moved by what was committed. It writes nothing: it finds. */
export interface Monitor {
  /**
   * From what the database knows and where everybody is. A vehicle that is inside without a stored stay came while nobody
   * looked: it is inside, without an event.
   */
  start(
    geofences: readonly WatchedGeofence[],
    stays: readonly StoredStay[],
    observations: readonly Observation[],
  ): Findings;
  /** Who is inside a geofence that was drawn, moved or taken away is settled at once, without events. */
  setGeofences(geofences: readonly WatchedGeofence[], changedIds: ReadonlySet<string>): Findings;
  takePage(page: readonly VehicleReadings[]): Findings;
  /** For those that stand and send nothing. Who cannot be vouched for now is left alone until it is heard again. */
  tick(nowMs: number, isVouchedFor: (vehicleId: string) => boolean): Findings;
  geofence(id: string): WatchedGeofence | undefined;
  presence(): GeofencePresence[];
  clear(): void;
}

interface State {
  readonly watched: Map<string, { readonly watch: VehicleWatch; readonly place: Place }>;
  index: GeofenceIndex<WatchedGeofence>;
}

const noFindings = (): Findings => ({ changes: [], events: [], over: [] });

export function createMonitor(): Monitor {
  const state: State = { watched: new Map(), index: createGeofenceIndex<WatchedGeofence>([]) };
  return {
    start: (geofences, stays, observations) => start(state, geofences, stays, observations),
    setGeofences: (geofences, changedIds) => setGeofences(state, geofences, changedIds),
    takePage: (page) => takePage(state, page),
    tick: (nowMs, isVouchedFor) => tick(state, nowMs, isVouchedFor),
    geofence: (id) => state.index.get(id)?.geofence,
    presence: () => presence(state),
    clear: () => state.watched.clear(),
  };
}

function start(
  state: State,
  geofences: readonly WatchedGeofence[],
  stays: readonly StoredStay[],
  observations: readonly Observation[],
): Findings {
  state.index = createGeofenceIndex(geofences);
  state.watched.clear();
  const findings = noFindings();
  const staysByVehicle = new Map<string, Stay[]>();
  for (const { vehicleId, stay } of stays) {
    staysByVehicle.set(vehicleId, [...(staysByVehicle.get(vehicleId) ?? []), stay]);
  }
  const allIds = new Set(geofences.map(({ id }) => id));
  for (const { vehicleId, timeMs, latitude, longitude } of observations) {
    if (timeMs === null) continue;
    const place = { latitude, longitude };
    const stored = staysByVehicle.get(vehicleId) ?? [];
    staysByVehicle.delete(vehicleId);
    const before = { seenAtMs: timeMs, stays: stored };
    // A stored stay goes on: whether it is over, the next fix tells.
    const kept = stored.filter(({ geofenceId }) => state.index.get(geofenceId) !== undefined);
    const seated = reseat(state.index, { seenAtMs: timeMs, stays: [] }, place, allIds);
    const added = seated.stays.filter(
      ({ geofenceId }) => !kept.some((stay) => stay.geofenceId === geofenceId),
    );
    const watch = { seenAtMs: timeMs, stays: [...kept, ...added] };
    state.watched.set(vehicleId, { watch, place });
    note(state, findings, vehicleId, before, watch, timeMs);
  }
  for (const [vehicleId, left] of staysByVehicle) {
    const lastMs = Math.max(...left.map(({ enteredAtMs }) => enteredAtMs));
    note(state, findings, vehicleId, { seenAtMs: lastMs, stays: left }, null, lastMs);
  }
  return findings;
}

function setGeofences(
  state: State,
  geofences: readonly WatchedGeofence[],
  changedIds: ReadonlySet<string>,
): Findings {
  const findings = noFindings();
  const previous = state.index;
  state.index = createGeofenceIndex(geofences);
  if (changedIds.size === 0) return findings;
  for (const [vehicleId, { watch, place }] of state.watched) {
    const next = reseat(state.index, watch, place, changedIds);
    if (next.stays.length + watch.stays.length === 0) continue;
    state.watched.set(vehicleId, { watch: next, place });
    for (const stay of watch.stays) {
      // Of those that are still there `note` tells.
      const isGone = state.index.get(stay.geofenceId) === undefined;
      const geofence = isGone ? previous.get(stay.geofenceId)?.geofence : undefined;
      if (geofence !== undefined)
        findings.over.push(...overIncidents(vehicleId, geofence, stay, null, watch.seenAtMs));
    }
    note(state, findings, vehicleId, watch, next, watch.seenAtMs);
  }
  return findings;
}

const byTime = (a: Fix, b: Fix) => a.timeMs - b.timeMs;

function takePage(state: State, page: readonly VehicleReadings[]): Findings {
  const findings = noFindings();
  for (const { vehicleId, fixes } of page) {
    const inOrder = fixes.length > 1 ? [...fixes].sort(byTime) : fixes;
    for (const fix of inOrder) takeFix(state, findings, vehicleId, fix);
  }
  return findings;
}

function takeFix(state: State, findings: Findings, vehicleId: string, fix: Fix) {
  const sighting: Sighting = {
    timeMs: fix.timeMs,
    latitude: fix.latitudeE6 / 1e6,
    longitude: fix.longitudeE6 / 1e6,
    speedMph: fix.speedDeciMph === null ? null : fix.speedDeciMph / 10,
  };
  const before = state.watched.get(vehicleId)?.watch ?? null;
  const { watch, happened } = observe(state.index, before, sighting);
  if (watch === before) return;
  state.watched.set(vehicleId, { watch, place: sighting });
  if (watch.stays.length + (before?.stays.length ?? 0) === 0) return;
  note(state, findings, vehicleId, before, watch, sighting.timeMs);
  noteEvents(state, findings, vehicleId, happened, sighting);
}

function tick(state: State, nowMs: number, isVouchedFor: (vehicleId: string) => boolean): Findings {
  const findings = noFindings();
  for (const [vehicleId, { watch, place }] of state.watched) {
    if (watch.stays.length === 0 || !isVouchedFor(vehicleId)) continue;
    const happened: Happened[] = [];
    const stays = watch.stays.map((stay) => {
      const geofence = state.index.get(stay.geofenceId)?.geofence;
      const dwelled = geofence === undefined ? null : dwelledBy(stay, geofence, nowMs);
      if (dwelled === null) return stay;
      happened.push(dwelled);
      return dwelled.stay;
    });
    if (happened.length === 0) continue;
    const next = { ...watch, stays };
    state.watched.set(vehicleId, { watch: next, place });
    note(state, findings, vehicleId, watch, next, nowMs);
    noteEvents(state, findings, vehicleId, happened, place);
  }
  return findings;
}

/** The difference between two moments of a vehicle, as changes of its stored stays. `after` null: none is left. */
function note(
  { index }: State,
  findings: Findings,
  vehicleId: string,
  before: VehicleWatch | null,
  after: VehicleWatch | null,
  atMs: number,
) {
  const earlier = before?.stays ?? [];
  const later = after?.stays ?? [];
  const nameOf = (geofenceId: string) => index.get(geofenceId)?.geofence.name ?? geofenceId;
  for (const stay of earlier) {
    const next = later.find(({ geofenceId }) => geofenceId === stay.geofenceId) ?? null;
    const geofence = index.get(stay.geofenceId)?.geofence;
    if (geofence !== undefined) findings.over.push(...overIncidents(vehicleId, geofence, stay, next, atMs));
    if (next !== null) continue;
    const exitedAtMs = stay.outsideSinceMs ?? atMs;
    const ended = { vehicleId, geofenceName: nameOf(stay.geofenceId), stay, exitedAtMs };
    findings.changes.push({ kind: 'end', stay: ended });
  }
  for (const stay of later) {
    const known = earlier.find(({ geofenceId }) => geofenceId === stay.geofenceId);
    if (known !== undefined && !isWorthStoring(known, stay)) continue;
    const saved = { vehicleId, geofenceName: nameOf(stay.geofenceId), stay };
    findings.changes.push({ kind: 'save', stay: saved });
  }
}

/** The top speed alone is written with the next real change. */
const isWorthStoring = (before: Stay, after: Stay): boolean =>
  before.dwellReportedAtMs !== after.dwellReportedAtMs ||
  before.outsideSinceMs !== after.outsideSinceMs ||
  before.fastSinceMs !== after.fastSinceMs ||
  before.speedReportedAtMs !== after.speedReportedAtMs ||
  before.slowSinceMs !== after.slowSinceMs;

function noteEvents(
  { index }: State,
  findings: Findings,
  vehicleId: string,
  happened: readonly Happened[],
  place: Place,
) {
  for (const { kind, geofenceId, timeMs, dwellMs, speedMph } of happened) {
    findings.events.push({
      kind,
      vehicleId,
      geofenceId,
      geofenceName: index.get(geofenceId)?.geofence.name ?? geofenceId,
      timeMs,
      dwellMs,
      speedMph,
      latitudeE7: Math.round(place.latitude * 1e7),
      longitudeE7: Math.round(place.longitude * 1e7),
    });
  }
}

function presence({ watched }: State): GeofencePresence[] {
  const inside: GeofencePresence[] = [];
  for (const [vehicleId, { watch }] of watched) {
    for (const { geofenceId, enteredAtMs, isEntrySeen } of watch.stays) {
      inside.push({ geofenceId, vehicleId, sinceMs: enteredAtMs, isEntrySeen });
    }
  }
  return inside;
}
