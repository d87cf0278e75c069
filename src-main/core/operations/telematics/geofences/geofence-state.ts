import { isInside, metersOutside, type Shape } from './area.ts';
import type { GeofenceEventKind, GeofenceRules, Place } from './contract.ts';
import type { GeofenceIndex, IndexedGeofence } from './geofence-index.ts';

const secondMs = 1_000;

/**
 * A vehicle is in as soon as a fix is inside, and out only when it has clearly left: this far from the border at once,
 * or less far for some time. Noise smaller than half the lesser distance can therefore never make it go in and out.
 */
export const leftAtMeters = 50;
export const leftSlowlyAtMeters = 15;
export const leftSlowlyAfterMs = 120 * secondMs;
/** A single fix may carry a wrong speed: it counts when it lasts. */
export const speedingAfterMs = 5 * secondMs;
/** After this long at or below the limit a new excess is a new event. */
export const slowAgainAfterMs = 60 * secondMs;

export interface WatchedGeofence extends IndexedGeofence, GeofenceRules {
  readonly name: string;
}

export interface Sighting extends Place {
  readonly timeMs: number;
  readonly speedMph: number | null;
}

/** Being inside one geofence. Everything in it is stored, so that a restart changes nothing. */
export interface Stay {
  readonly geofenceId: string;
  /** The first fix inside. */
  readonly enteredAtMs: number;
  /** False: it was inside when first looked at, so when it came is not known. */
  readonly isEntrySeen: boolean;
  /** When its length was told of; `null`: it was not. */
  readonly dwellReportedAtMs: number | null;
  readonly speedMphMax: number | null;
  /** Since when it has been a little outside without having left. */
  readonly outsideSinceMs: number | null;
  /** Since when it has been too fast. */
  readonly fastSinceMs: number | null;
  /** When speeding was told of; `null`: it was not, or has been over for a while. */
  readonly speedReportedAtMs: number | null;
  /** Since when it has been slow enough again, after speeding was reported. */
  readonly slowSinceMs: number | null;
}

/** What is remembered of one vehicle. */
export interface VehicleWatch {
  /** Newest sighting taken in; what is not newer is late and changes nothing. */
  readonly seenAtMs: number;
  readonly stays: readonly Stay[];
}

export interface Happened {
  readonly kind: GeofenceEventKind;
  readonly geofenceId: string;
  readonly timeMs: number;
  readonly dwellMs: number | null;
  readonly speedMph: number | null;
  /** The stay it belongs to, as it is afterwards. */
  readonly stay: Stay;
}

export interface Step {
  readonly watch: VehicleWatch;
  readonly happened: readonly Happened[];
}

const nothing: readonly Happened[] = [];
const noStays: readonly Stay[] = [];

const newStay = (geofenceId: string, { timeMs, speedMph }: Sighting, isEntrySeen: boolean): Stay => ({
  geofenceId,
  enteredAtMs: timeMs,
  isEntrySeen,
  dwellReportedAtMs: null,
  speedMphMax: speedMph,
  outsideSinceMs: null,
  fastSinceMs: null,
  speedReportedAtMs: null,
  slowSinceMs: null,
});

const dwellOf = (stay: Stay, timeMs: number) =>
  stay.isEntrySeen ? Math.max(0, timeMs - stay.enteredAtMs) : null;

/**
 * Takes one sighting of one vehicle in. `watch` null: never seen before, and then being inside is no entry. A sighting
 * that is not newer than the last one changes nothing, however late it came.
 */
export function observe(
  index: GeofenceIndex<WatchedGeofence>,
  watch: VehicleWatch | null,
  sighting: Sighting,
): Step {
  if (watch !== null && sighting.timeMs <= watch.seenAtMs) return { watch, happened: nothing };
  const insideIds = index.idsAt(sighting);
  const known = watch?.stays ?? noStays;
  if (insideIds.length === 0 && known.length === 0) {
    return { watch: { seenAtMs: sighting.timeMs, stays: noStays }, happened: nothing };
  }

  const stays: Stay[] = [];
  const happened: Happened[] = [];
  for (const stay of known) {
    const entry = index.get(stay.geofenceId);
    // A geofence that is gone ends its stays without an event: nothing drove away.
    if (entry === undefined) continue;
    const next = insideIds.includes(stay.geofenceId)
      ? { ...stay, outsideSinceMs: null }
      : whetherLeft(stay, entry.shape, sighting);
    if (next === null) {
      const { timeMs, speedMph } = sighting;
      happened.push({
        kind: 'exited',
        geofenceId: stay.geofenceId,
        timeMs: stay.outsideSinceMs ?? timeMs,
        dwellMs: dwellOf(stay, stay.outsideSinceMs ?? timeMs),
        speedMph,
        stay,
      });
    } else {
      stays.push(withRules(next, entry.geofence, sighting, happened));
    }
  }
  for (const geofenceId of insideIds) {
    if (known.some((stay) => stay.geofenceId === geofenceId)) continue;
    const entry = index.get(geofenceId);
    if (entry === undefined) continue;
    const stay = newStay(geofenceId, sighting, watch !== null);
    const { timeMs, speedMph } = sighting;
    if (watch !== null) happened.push({ kind: 'entered', geofenceId, timeMs, dwellMs: null, speedMph, stay });
    stays.push(withRules(stay, entry.geofence, sighting, happened));
  }
  return { watch: { seenAtMs: sighting.timeMs, stays }, happened };
}

/** The stay as it is outside the border, or `null` when the vehicle has left. */
function whetherLeft(stay: Stay, shape: Shape, sighting: Sighting): Stay | null {
  const meters = metersOutside(shape, sighting);
  if (meters >= leftAtMeters) return null;
  if (meters < leftSlowlyAtMeters) return { ...stay, outsideSinceMs: null };
  const outsideSinceMs = stay.outsideSinceMs ?? sighting.timeMs;
  return sighting.timeMs - outsideSinceMs >= leftSlowlyAfterMs ? null : { ...stay, outsideSinceMs };
}

function withRules(stay: Stay, geofence: WatchedGeofence, sighting: Sighting, happened: Happened[]): Stay {
  const sped = withSpeed(stay, geofence.speedLimitMph, sighting);
  if (sped.speedReportedAtMs !== null && stay.speedReportedAtMs === null) {
    const { timeMs, speedMph } = sighting;
    happened.push({ kind: 'sped', geofenceId: geofence.id, timeMs, dwellMs: null, speedMph, stay: sped });
  }
  const dwelled = dwelledBy(sped, geofence, sighting.timeMs);
  if (dwelled === null) return sped;
  happened.push(dwelled);
  return dwelled.stay;
}

function withSpeed(stay: Stay, limitMph: number | null, { timeMs, speedMph }: Sighting): Stay {
  if (speedMph === null) return stay;
  const speedMphMax = Math.max(stay.speedMphMax ?? 0, speedMph);
  if (limitMph === null) return { ...stay, speedMphMax, fastSinceMs: null, speedReportedAtMs: null };
  if (speedMph > limitMph) {
    const fastSinceMs = stay.fastSinceMs ?? timeMs;
    const isLasting = timeMs - fastSinceMs >= speedingAfterMs;
    const speedReportedAtMs = stay.speedReportedAtMs ?? (isLasting ? timeMs : null);
    return { ...stay, speedMphMax, fastSinceMs, speedReportedAtMs, slowSinceMs: null };
  }
  if (stay.speedReportedAtMs === null) return { ...stay, speedMphMax, fastSinceMs: null };
  const slowSinceMs = stay.slowSinceMs ?? timeMs;
  const isOver = timeMs - slowSinceMs >= slowAgainAfterMs;
  return {
    ...stay,
    speedMphMax,
    fastSinceMs: null,
    speedReportedAtMs: isOver ? null : stay.speedReportedAtMs,
    slowSinceMs: isOver ? null : slowSinceMs,
  };
}

/** Told once per stay: when the limit has passed, by a fix or, for one who stands and sends nothing, by the clock. */
export function dwelledBy(
  stay: Stay,
  geofence: Pick<WatchedGeofence, 'id' | 'dwellLimitMinutes'>,
  nowMs: number,
): Happened | null {
  if (stay.dwellReportedAtMs !== null || geofence.dwellLimitMinutes === null) return null;
  const dueAtMs = stay.enteredAtMs + geofence.dwellLimitMinutes * 60 * secondMs;
  if (nowMs < dueAtMs) return null;
  return {
    kind: 'dwelled',
    geofenceId: geofence.id,
    timeMs: dueAtMs,
    dwellMs: dueAtMs - stay.enteredAtMs,
    speedMph: null,
    stay: { ...stay, dwellReportedAtMs: dueAtMs },
  };
}

/**
 * After geofences were changed, with the vehicle where it was: who is inside now is inside without having come in, who
 * is no longer is out without having left.
 */
export function reseat(
  index: GeofenceIndex<WatchedGeofence>,
  watch: VehicleWatch,
  place: Place,
  changedIds: ReadonlySet<string>,
): VehicleWatch {
  const insideIds = index.idsAt(place);
  const sighting = { ...place, timeMs: watch.seenAtMs, speedMph: null };
  const kept = watch.stays.filter(({ geofenceId }) => {
    const entry = index.get(geofenceId);
    return entry !== undefined && (!changedIds.has(geofenceId) || isInside(entry.shape, place));
  });
  const added = insideIds
    .filter((id) => changedIds.has(id) && !kept.some(({ geofenceId }) => geofenceId === id))
    .map((id) => newStay(id, sighting, false));
  return { seenAtMs: watch.seenAtMs, stays: [...kept, ...added] };
}
