import type { Vehicle } from '../fleet/index.ts';
import { tripsBetween, type Trip } from '../fleet/trips.ts';
import { arrivalMs } from '../fleet/uploads.ts';
import { changePage, type Changing } from './change-stream.ts';
import { filterOf } from './cursor.ts';
import type { World } from './lists.ts';
import { locationView } from './location.ts';
import type { Parameters } from './parameters.ts';
import { invalidParameter } from './refusal.ts';
import { isTracked } from './reporting.ts';
import { timeText } from './stat-values.ts';
import type { Page } from './stats-page.ts';

const path = '/trips/stream';
const idsMax = 50;
const rowsPerPage = 200;
const createdAfterMs = 15_000;
/** While under way a trip is touched this often. */
const progressMs = 5 * 60_000;
const lookBackMs = 3 * 3_600_000;

interface TripRow extends Changing {
  readonly vehicle: Vehicle;
  readonly trip: Trip;
  readonly createdAtMs: number;
  readonly isCompleted: boolean;
}

/** As the cloud knows it at `nowMs`; `null` while it does not. */
function rowOf({ faults }: World, vehicle: Vehicle, trip: Trip, nowMs: number): TripRow | null {
  const arrived = (atMs: number) => Math.ceil(arrivalMs(vehicle, vehicle.index, atMs, faults.holds));
  const createdAtMs = arrived(trip.startMs + createdAfterMs);
  if (createdAtMs > nowMs || !isTracked(vehicle, trip.startMs)) return null;
  const completedMs = Math.max(createdAtMs, arrived(trip.completedMs));
  const isCompleted = completedMs <= nowMs;
  const progress = createdAtMs + Math.floor((nowMs - createdAtMs) / progressMs) * progressMs;
  return {
    key: `${vehicle.id} ${trip.startMs}`,
    vehicle,
    trip,
    createdAtMs,
    isCompleted,
    updatedAtMs: isCompleted ? completedMs : progress,
  };
}

function tripView(world: World, row: TripRow, withAsset: boolean) {
  const { vehicle, trip, isCompleted } = row;
  const { faults } = world;
  const isUnknown = faults.get('unknown-enum') !== null && vehicle.index % 3 === 0;
  const status = isCompleted ? 'completed' : 'inProgress';
  return {
    asset: {
      id: vehicle.id,
      ...(withAsset ? { name: vehicle.name, type: 'vehicle', vin: vehicle.vin } : {}),
    },
    completionStatus: isUnknown ? 'teleported' : status,
    tripStartTime: timeText(trip.startMs),
    startLocation: locationView(world, vehicle, trip.startMs),
    ...(isCompleted
      ? { tripEndTime: timeText(trip.endMs), endLocation: locationView(world, vehicle, trip.endMs) }
      : {}),
    createdAtTime: timeText(row.createdAtMs),
    updatedAtTime: timeText(row.updatedAtMs),
    ...(faults.get('extra-keys') === null ? {} : { stardate: 41_153.7 }),
  };
}

/** Without `endTime` an unending feed of changes; a trip comes again while it goes on and when it has ended. */
export function tripsPage(world: World, parameters: Parameters, nowMs: number): Page {
  const ids = parameters.list('ids');
  if (ids.length > idsMax) throw invalidParameter('ids', `at most ${idsMax}`);
  const vehicles = world.fleet.vehicles.filter(({ id }) => ids.includes(id));
  const [startMs, endMs] = [parameters.time('startTime') ?? nowMs, parameters.time('endTime') ?? Infinity];
  const byStart = parameters.text('queryBy') === 'tripStartTime';
  const wanted = parameters.text('completionStatus') ?? 'all';
  const names = ['startTime', 'endTime', 'queryBy', 'completionStatus', 'includeAsset'];
  const filter = filterOf(path, [ids, ...names.map((name) => [parameters.text(name) ?? ''])]);
  const changedSince = (fromMs: number) =>
    vehicles.flatMap((vehicle) =>
      tripsBetween(vehicle.truck, fromMs - lookBackMs, nowMs).flatMap((trip) => {
        const row = rowOf(world, vehicle, trip, nowMs);
        if (row === null) return [];
        if (wanted !== 'all' && (wanted === 'completed') !== row.isCompleted) return [];
        return [byStart ? { ...row, updatedAtMs: trip.startMs, realUpdatedAtMs: row.updatedAtMs } : row];
      }),
    );
  const withAsset = parameters.text('includeAsset') === 'true';
  return changePage<TripRow & { readonly realUpdatedAtMs?: number }>({
    parameters,
    filter,
    nowMs,
    faults: world.faults,
    startMs,
    endMs,
    rowsPerPage,
    changedSince,
    view: (row) =>
      tripView(world, { ...row, updatedAtMs: row.realUpdatedAtMs ?? row.updatedAtMs }, withAsset),
  });
}
