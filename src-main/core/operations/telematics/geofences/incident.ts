import type { Stay, WatchedGeofence } from './geofence-state.ts';
import type { StoredEvent } from './visit-repository.ts';

/** What is told to whoever alerts people. Fits the report that notifications take. */
export interface GeofenceIncident {
  /** The same key again is the same happening. */
  readonly key: string;
  readonly kind: 'geofenceEntered' | 'geofenceExited' | 'geofenceDwelled' | 'geofenceSpeeding';
  readonly subject: { readonly vehicleId: string; readonly driverId: null };
  readonly happenedAtMs: number;
  readonly isResolved: boolean;
  readonly resolvedAtMs: number | null;
  readonly source: 'local';
  readonly position: { readonly latitude: number; readonly longitude: number } | null;
  readonly place: string;
  readonly details: {
    readonly geofenceId: string;
    readonly geofenceName: string;
    readonly dwellMs: number | null;
    readonly speedMph: number | null;
    readonly limitMph: number | null;
  };
}

const kinds = {
  entered: 'geofenceEntered',
  exited: 'geofenceExited',
  dwelled: 'geofenceDwelled',
  sped: 'geofenceSpeeding',
} as const;

/** Whether people want to hear of it. Dwell and speed are only found where they are limited. */
export function isWanted(kind: StoredEvent['kind'], geofence: WatchedGeofence | undefined): boolean {
  if (geofence === undefined) return false;
  if (kind === 'entered') return geofence.alertsOnEntry;
  return kind === 'exited' ? geofence.alertsOnExit : true;
}

const keyOf = (kind: StoredEvent['kind'], vehicleId: string, geofenceId: string, timeMs: number) =>
  ['geofence', kind, vehicleId, geofenceId, timeMs].join('/');

export function incidentOf(event: StoredEvent, geofence: WatchedGeofence | undefined): GeofenceIncident {
  const { kind, vehicleId, geofenceId, geofenceName, timeMs, latitudeE7, longitudeE7 } = event;
  // Coming and going have no duration; standing too long and speeding last until they are told to be over.
  const isMoment = kind === 'entered' || kind === 'exited';
  return {
    key: keyOf(kind, vehicleId, geofenceId, timeMs),
    kind: kinds[kind],
    subject: { vehicleId, driverId: null },
    happenedAtMs: timeMs,
    isResolved: isMoment,
    resolvedAtMs: isMoment ? timeMs : null,
    source: 'local',
    position:
      latitudeE7 === null || longitudeE7 === null
        ? null
        : { latitude: latitudeE7 / 1e7, longitude: longitudeE7 / 1e7 },
    place: geofenceName,
    details: {
      geofenceId,
      geofenceName,
      dwellMs: event.dwellMs,
      speedMph: kind === 'sped' ? event.speedMph : null,
      limitMph: kind === 'sped' ? (geofence?.speedLimitMph ?? null) : null,
    },
  };
}

/** What lasted until now: alarms of the stay `before` that are over in `after` (`null`: the stay has ended). */
export function overIncidents(
  vehicleId: string,
  geofence: WatchedGeofence,
  before: Stay,
  after: Stay | null,
  timeMs: number,
): GeofenceIncident[] {
  const event = (kind: 'dwelled' | 'sped', sinceMs: number): StoredEvent => ({
    id: 0,
    kind,
    vehicleId,
    geofenceId: geofence.id,
    geofenceName: geofence.name,
    timeMs: sinceMs,
    dwellMs: kind === 'dwelled' ? timeMs - before.enteredAtMs : null,
    speedMph: kind === 'sped' ? before.speedMphMax : null,
    latitudeE7: null,
    longitudeE7: null,
  });
  const over: StoredEvent[] = [];
  if (before.dwellReportedAtMs !== null && after === null)
    over.push(event('dwelled', before.dwellReportedAtMs));
  if (before.speedReportedAtMs !== null && (after === null || after.speedReportedAtMs === null)) {
    over.push(event('sped', before.speedReportedAtMs));
  }
  return over.map((each) => ({
    ...incidentOf(each, geofence),
    isResolved: true,
    resolvedAtMs: timeMs,
  }));
}
