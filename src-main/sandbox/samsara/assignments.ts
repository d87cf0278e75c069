import { turnsBetween, type Turn } from '../fleet/duty.ts';
import type { Driver, Vehicle } from '../fleet/index.ts';
import { filterOf } from './cursor.ts';
import { externalIdsOf } from './directory.ts';
import type { World } from './lists.ts';
import type { Parameters } from './parameters.ts';
import { invalidParameter } from './refusal.ts';
import { timeText } from './stat-values.ts';

const path = '/fleet/driver-vehicle-assignments';

export interface Assignment {
  readonly vehicle: Vehicle;
  readonly driver: Driver;
  readonly turn: Turn;
  readonly isPassenger: boolean;
}

/** Each turn at the wheel, and for teams the other driver as passenger over the same time. */
function assignmentsOf(vehicle: Vehicle, fromMs: number, toMs: number, nowMs: number): Assignment[] {
  if (vehicle.crew.length === 0) return [];
  return turnsBetween(vehicle.truck, fromMs, toMs, nowMs).flatMap((turn) =>
    vehicle.crew.map((driver, member) => ({ vehicle, driver, turn, isPassenger: member !== turn.member })),
  );
}

export interface AssignmentQuery {
  readonly items: readonly Assignment[];
  readonly filter: number;
}

/** `startTime` and `endTime` default to now: who is assigned at this moment. */
export function readAssignments(world: World, parameters: Parameters, nowMs: number): AssignmentQuery {
  const { fleet, directory } = world;
  const fromMs = parameters.time('startTime') ?? nowMs;
  const toMs = parameters.time('endTime') ?? nowMs;
  if (toMs < fromMs) throw invalidParameter('endTime', 'is before startTime');
  const names = ['driverIds', 'vehicleIds', 'driverTagIds', 'vehicleTagIds', 'assignmentType', 'filterBy'];
  const [driverIds = [], , driverTags = [], vehicleTags = [], types = []] = names.map(parameters.list);
  const hasTag = (tags: readonly { readonly id: string }[], wanted: readonly string[]) =>
    wanted.length === 0 || tags.some((tag) => wanted.includes(tag.id));
  const items = directory
    .selectVehicles(parameters)
    .filter((vehicle) => hasTag(directory.vehicleTags(vehicle), vehicleTags))
    .flatMap((vehicle) => assignmentsOf(vehicle, fromMs, toMs, nowMs))
    .filter(
      ({ driver }) =>
        (driverIds.length === 0 || driverIds.includes(driver.id)) &&
        hasTag(directory.driverTags(driver), driverTags),
    )
    .filter((assignment) => types.length === 0 || types.includes(typeOf(assignment)));
  if (parameters.text('filterBy') === 'drivers') items.sort((a, b) => a.driver.index - b.driver.index);
  // A window that ends "now" stays the same question from page to page: the size of the fleet keeps it honest.
  const filter = filterOf(path, [...names.map(parameters.list), [String(fleet.vehicles.length)]]);
  return { items, filter };
}

const typeOf = ({ vehicle }: Assignment): string => (vehicle.index % 6 === 5 ? 'driverApp' : 'HOS');

export function assignmentView({ faults }: World, assignment: Assignment) {
  const { vehicle, driver, turn, isPassenger } = assignment;
  const isUnknown = faults.get('unknown-enum') !== null && vehicle.index % 3 === 0;
  return {
    driver: { id: driver.id, name: driver.name },
    vehicle: { id: vehicle.id, name: vehicle.name, externalIds: externalIdsOf(vehicle) },
    startTime: timeText(turn.startMs),
    ...(turn.endMs === null ? {} : { endTime: timeText(turn.endMs) }),
    isPassenger,
    assignmentType: isUnknown ? 'telepathy' : typeOf(assignment),
    assignedAtTime: timeText(turn.startMs + 4_000),
  };
}
