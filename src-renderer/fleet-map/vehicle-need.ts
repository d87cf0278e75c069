import type { Vehicle } from '../../src-main/core/operations/telematics/contract.ts';
import type { FreshnessCause } from '../../src-main/core/operations/telematics/fleet-frame.wire.ts';
import { countDown, driveTimeShortMs } from './duty-countdown.ts';
import type { VehicleRow } from './frame-store.ts';

/** Why a vehicle wants a dispatcher's eye, most urgent first. */
export const vehicleNeeds = [
  'driveTimeOver',
  'lost',
  'driveTimeShort',
  'stale',
  'fuelLow',
  'delayed',
  'neverSeen',
  'none',
] as const;
export type VehicleNeed = (typeof vehicleNeeds)[number];

export const fuelLowPercent = 10;

/** Old positions that are as they should be, or that concern the whole desk and not this vehicle. */
const calmCauses: ReadonlySet<FreshnessCause> = new Set([
  'parked',
  'asleep',
  'private',
  'feedDown',
  'offline',
]);

function dutyNeed(vehicle: Vehicle, nowMs: number): VehicleNeed {
  if (vehicle.clocks?.dutyStatus !== 'driving') return 'none';
  const { driveRemainingMs } = countDown(vehicle.clocks, nowMs);
  if (driveRemainingMs === null) return 'none';
  if (driveRemainingMs === 0) return 'driveTimeOver';
  return driveRemainingMs < driveTimeShortMs ? 'driveTimeShort' : 'none';
}

function positionNeed(position: VehicleRow | null): VehicleNeed {
  if (position === null || position.freshness === 'never') return 'neverSeen';
  if (calmCauses.has(position.cause)) return 'none';
  if (position.freshness === 'lost') return 'lost';
  if (position.freshness === 'stale') return 'stale';
  if (position.fuelPercent !== null && position.fuelPercent < fuelLowPercent) return 'fuelLow';
  return position.freshness === 'delayed' ? 'delayed' : 'none';
}

/** The most urgent of all reasons; `none` when the vehicle can be left alone. */
export function needOf(vehicle: Vehicle, position: VehicleRow | null, nowMs: number): VehicleNeed {
  const duty = dutyNeed(vehicle, nowMs);
  const place = positionNeed(position);
  return vehicleNeeds.indexOf(duty) < vehicleNeeds.indexOf(place) ? duty : place;
}

/** Needs that a dispatcher is counted and asked for; the rest only orders the list. */
export const isUrgent = (need: VehicleNeed): boolean =>
  need !== 'none' && need !== 'delayed' && need !== 'neverSeen';
