import type { Vehicle } from '../../src-main/core/operations/telematics/contract.ts';
import {
  vehicleStatuses,
  type Freshness,
  type VehicleStatus,
} from '../../src-main/core/operations/telematics/fleet-frame.wire.ts';
import { isUrgent, needOf } from './vehicle-need.ts';
import type { FrameStore } from './frame-store.ts';

/** An empty list in a field asks for nothing: all pass. Within a field any may fit, across fields all must. */
export interface VehicleFilter {
  readonly needsMe: boolean;
  readonly statuses: readonly VehicleStatus[];
  readonly freshnesses: readonly Freshness[];
  readonly tagIds: readonly string[];
}

export const noFilter: VehicleFilter = { needsMe: false, statuses: [], freshnesses: [], tagIds: [] };

export const countFilters = (filter: VehicleFilter): number =>
  (filter.needsMe ? 1 : 0) + filter.statuses.length + filter.freshnesses.length + filter.tagIds.length;

const among = <Value>(wanted: readonly Value[], value: Value): boolean =>
  wanted.length === 0 || wanted.includes(value);

/** `nowMs` is the vendor's clock. */
export function filterVehicles(
  vehicles: readonly Vehicle[],
  filter: VehicleFilter,
  position: FrameStore['get'],
  nowMs: number,
): readonly Vehicle[] {
  if (countFilters(filter) === 0) return vehicles;
  return vehicles.filter((vehicle) => {
    const now = position(vehicle.slot);
    return (
      among(filter.statuses, now?.status ?? 'unknown') &&
      among(filter.freshnesses, now?.freshness ?? 'never') &&
      (filter.tagIds.length === 0 || vehicle.tags.some((tag) => filter.tagIds.includes(tag.id))) &&
      (!filter.needsMe || isUrgent(needOf(vehicle, now, nowMs)))
    );
  });
}

export interface VehicleCounts {
  readonly needsMe: number;
  readonly byStatus: Readonly<Record<VehicleStatus, number>>;
}

/** How many vehicles each filter button would show, over all given vehicles. */
export function countVehicles(
  vehicles: readonly Vehicle[],
  position: FrameStore['get'],
  nowMs: number,
): VehicleCounts {
  const byStatus: Record<VehicleStatus, number> = { unknown: 0, moving: 0, stopped: 0, idle: 0, off: 0 };
  let needsMe = 0;
  for (const vehicle of vehicles) {
    const now = position(vehicle.slot);
    byStatus[now?.status ?? 'unknown'] += 1;
    if (isUrgent(needOf(vehicle, now, nowMs))) needsMe += 1;
  }
  return { needsMe, byStatus };
}

/** The statuses a dispatcher filters by, in the order of the buttons. */
export const filterStatuses = vehicleStatuses.filter((status) => status !== 'unknown');

/** All tags in use, by name. */
export function tagsOf(
  vehicles: readonly Vehicle[],
): readonly { readonly id: string; readonly name: string }[] {
  const tags = new Map(vehicles.flatMap((vehicle) => vehicle.tags).map((tag) => [tag.id, tag]));
  return [...tags.values()].sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true }));
}
