import type { Vehicle } from '../../src-main/core/operations/telematics/contract.ts';
import { vehicleStatuses } from '../../src-main/core/operations/telematics/fleet-frame.wire.ts';
import { countDown } from './duty-countdown.ts';
import { needOf, vehicleNeeds } from './vehicle-need.ts';
import type { FrameStore } from './frame-store.ts';

export const sortColumns = ['needsMe', 'name', 'driver', 'status', 'speed', 'age', 'drive', 'fuel'] as const;
export type SortColumn = (typeof sortColumns)[number];

export interface VehicleSort {
  readonly column: SortColumn;
  readonly direction: 'ascending' | 'descending';
}

/** "Truck 9" before "Truck 10"; case and accents do not matter. */
const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Place of each vehicle (by id) in the order of a text; vehicles without it have none. Computed once per roster. */
export interface TextRanks {
  readonly name: ReadonlyMap<string, number>;
  readonly driver: ReadonlyMap<string, number>;
}

function ranksBy(
  vehicles: readonly Vehicle[],
  read: (vehicle: Vehicle) => string | null,
): Map<string, number> {
  const named = vehicles.filter((vehicle) => read(vehicle) !== null);
  named.sort((a, b) => collator.compare(read(a) ?? '', read(b) ?? '') || a.slot - b.slot);
  return new Map(named.map((vehicle, rank) => [vehicle.id, rank]));
}

export const rankTexts = (vehicles: readonly Vehicle[]): TextRanks => ({
  name: ranksBy(vehicles, (vehicle) => vehicle.name),
  driver: ranksBy(vehicles, (vehicle) => vehicle.driver?.name ?? null),
});

interface OrderInput {
  readonly vehicles: readonly Vehicle[];
  readonly ranks: TextRanks;
  readonly position: FrameStore['get'];
  readonly sort: VehicleSort;
  /** The vendor's clock. */
  readonly nowMs: number;
}

/** The number a column sorts by; `null` when it is not known. */
function sortValue(vehicle: Vehicle, input: OrderInput): number | null {
  const position = input.position(vehicle.slot);
  switch (input.sort.column) {
    case 'needsMe':
      return vehicleNeeds.indexOf(needOf(vehicle, position, input.nowMs));
    case 'name':
      return input.ranks.name.get(vehicle.id) ?? null;
    case 'driver':
      return input.ranks.driver.get(vehicle.id) ?? null;
    case 'status':
      return position === null ? null : statusOrder.indexOf(position.status);
    case 'speed':
      return position?.speedMph ?? null;
    case 'age':
      return position === null || position.timeMs === null ? null : input.nowMs - position.timeMs;
    case 'drive':
      return vehicle.clocks ? countDown(vehicle.clocks, input.nowMs).driveRemainingMs : null;
    case 'fuel':
      return position?.fuelPercent ?? null;
  }
}

/** Moving first, unknown last, whatever the byte on the wire is. */
const statusOrder = [...vehicleStatuses.filter((status) => status !== 'unknown'), 'unknown'];

/**
 * A new array in the asked order. What is not known stands last in both directions; equal ones stand by name, so that
 * the order never depends on what it was before.
 */
export function orderVehicles(input: OrderInput): readonly Vehicle[] {
  const sign = input.sort.direction === 'ascending' ? 1 : -1;
  const keyed = input.vehicles.map((vehicle) => ({
    vehicle,
    value: sortValue(vehicle, input),
    rank: input.ranks.name.get(vehicle.id) ?? Infinity,
  }));
  keyed.sort((a, b) => {
    if (a.value === null || b.value === null) {
      if (a.value === b.value) return a.rank - b.rank;
      return a.value === null ? 1 : -1;
    }
    return sign * (a.value - b.value) || a.rank - b.rank;
  });
  return keyed.map((entry) => entry.vehicle);
}
