import { violationsBetween } from '../fleet/duty-log.ts';
import { happeningsBetween, severeExcessMph, type Happening } from '../fleet/happenings.ts';
import type { Driver, Vehicle } from '../fleet/index.ts';
import { unpluggedSinceMs } from '../fleet/reports.ts';
import {
  faultsBetween,
  longIdleMs,
  longIdlesBetween,
  lowFuelBetween,
  lowFuelPercent,
} from '../fleet/states.ts';
import { tripsBetween } from '../fleet/trips.ts';
import type { AddressRecord } from './address-book.ts';
import { speedLimitKmh, speedMinMs, type AlertTrigger } from './alert-configurations.ts';
import { externalIdsOf, tagView } from './directory.ts';
import { currentDriver, type World } from './lists.ts';
import { timeText } from './stat-values.ts';

/** Something an alert was made for, from when it was so until it no longer was. */
export interface Occurrence {
  readonly trigger: AlertTrigger;
  readonly vehicle: Vehicle;
  readonly happenedAtMs: number;
  readonly resolvedAtMs: number;
  readonly description: string;
  /** The vendor's one key with what it says. */
  readonly details: () => Readonly<Record<string, unknown>>;
}

const minuteMs = 60_000;
/** What is over as soon as it happens is closed by itself after this. */
const momentMs = 5 * minuteMs;

type Source = (world: World, vehicle: Vehicle, fromMs: number, toMs: number) => Occurrence[];

const kmh = (mph: number): number => Math.round(mph * 1.609344);

function driverView(driver: Driver | null) {
  return driver === null ? {} : { driver: { id: driver.id, name: driver.name } };
}

/** Vehicle and driver as most details name them. */
function whoView(world: World, vehicle: Vehicle, atMs: number) {
  return {
    ...driverView(currentDriver(vehicle, atMs)),
    vehicle: {
      id: vehicle.id,
      name: vehicle.name,
      serial: vehicle.gateway.serial.replaceAll('-', ''),
      externalIds: externalIdsOf(vehicle),
      tags: world.directory.vehicleTags(vehicle).map(tagView),
    },
  };
}

function vehicleWithPlate(vehicle: Vehicle) {
  return {
    id: vehicle.id,
    name: vehicle.name,
    assetType: 'vehicle',
    externalIds: externalIdsOf(vehicle),
    ...(vehicle.licensePlate === null ? {} : { licensePlate: vehicle.licensePlate }),
  };
}

function overspeed(world: World, vehicle: Vehicle, its: Happening): Occurrence[] {
  const happenedAtMs = its.startMs + speedMinMs;
  if (its.endMs < happenedAtMs) return [];
  return [
    {
      trigger: 'speed',
      vehicle,
      happenedAtMs,
      resolvedAtMs: its.endMs,
      description: `Vehicle speed above ${speedLimitKmh} km/h`,
      details: () => ({
        speed: {
          ...whoView(world, vehicle, its.startMs),
          currentSpeedKilometersPerHour: kmh(vehicle.truck.motionAt(happenedAtMs).speedMph),
          minDurationMilliseconds: speedMinMs,
          operation: 'GREATER',
          thresholdSpeedKilometersPerHour: speedLimitKmh,
        },
      }),
    },
  ];
}

function severe(vehicle: Vehicle, its: Happening): Occurrence[] {
  if (its.peakMph - its.limitMph < severeExcessMph) return [];
  return [
    {
      trigger: 'severeSpeeding',
      vehicle,
      happenedAtMs: its.startMs,
      resolvedAtMs: its.endMs,
      description: 'Vehicle is severely speeding',
      details: () => {
        const trip = tripsBetween(vehicle.truck, its.startMs, its.startMs)[0];
        return {
          severeSpeeding: {
            data: {
              startTime: timeText(its.startMs),
              ...(trip === undefined ? {} : { tripStartTime: timeText(trip.startMs) }),
              vehicle: vehicleWithPlate(vehicle),
            },
          },
        };
      },
    },
  ];
}

const onTheRoad: Source = (world, vehicle, fromMs, toMs) =>
  happeningsBetween(vehicle.truck, fromMs - momentMs, toMs).flatMap((its): Occurrence[] => {
    if (its.kind === 'overspeed') return overspeed(world, vehicle, its);
    if (its.kind === 'speeding') return severe(vehicle, its);
    if (its.kind !== 'brake') return [];
    return [
      {
        trigger: 'harshEvent',
        vehicle,
        happenedAtMs: its.startMs,
        resolvedAtMs: its.startMs + momentMs,
        description: 'A safety event occurred: Harsh Brake',
        details: () => ({ harshEvent: whoView(world, vehicle, its.startMs) }),
      },
    ];
  });

const idling: Source = (world, vehicle, fromMs, toMs) =>
  longIdlesBetween(vehicle.truck, fromMs, toMs).map(({ startMs, endMs }) => ({
    trigger: 'engineIdle',
    vehicle,
    happenedAtMs: startMs + longIdleMs,
    resolvedAtMs: endMs,
    description: 'Vehicle engine idle for more than 15 minutes',
    details: () => ({ engineIdle: whoView(world, vehicle, startMs) }),
  }));

const fuel: Source = (world, vehicle, fromMs, toMs) =>
  !vehicle.hasDiagnostics
    ? []
    : lowFuelBetween(vehicle.truck, fromMs, toMs).map(({ startMs, endMs }) => ({
        trigger: 'fuelLevel',
        vehicle,
        happenedAtMs: startMs + minuteMs,
        resolvedAtMs: endMs,
        description: `Fuel level below ${lowFuelPercent}%`,
        details: () => ({ fuelLevelPercentage: whoView(world, vehicle, startMs) }),
      }));

const faults: Source = (world, vehicle, fromMs, toMs) =>
  !vehicle.hasFaultCodes
    ? []
    : faultsBetween(vehicle.truck, fromMs, toMs).map(({ startMs, endMs }) => ({
        trigger: 'fault',
        vehicle,
        happenedAtMs: startMs,
        resolvedAtMs: endMs,
        description: 'Vehicle has a fault code',
        details: () => ({ vehicleFaults: whoView(world, vehicle, startMs) }),
      }));

/** Plugged in again when the next tour begins. */
const unplugged: Source = (_world, vehicle, _fromMs, toMs) => {
  const sinceMs = unpluggedSinceMs(vehicle, toMs);
  if (sinceMs === null) return [];
  return [
    {
      trigger: 'gatewayUnplugged',
      vehicle,
      happenedAtMs: sinceMs + minuteMs,
      resolvedAtMs: vehicle.truck.tourStartMs(toMs) + vehicle.truck.plan.schedule.periodMs,
      description: 'Gateway was unplugged',
      details: () => ({
        gatewayUnplugged: {
          model: vehicle.gateway.model,
          serial: vehicle.gateway.serial.replaceAll('-', ''),
          vehicle: { id: vehicle.id, name: vehicle.name, externalIds: externalIdsOf(vehicle) },
        },
      }),
    },
  ];
};

const hours: Source = (_world, vehicle, fromMs, toMs) =>
  vehicle.crew.flatMap((driver, member) =>
    violationsBetween(vehicle.truck, member, fromMs, toMs).map(({ type, startMs, endMs }) => ({
      trigger: 'hosViolation' as const,
      vehicle,
      happenedAtMs: startMs,
      resolvedAtMs: endMs,
      description: `Driver in violation of ${type}`,
      details: () => ({ hosViolation: driverView(driver) }),
    })),
  );

function addressView({ id, name, formattedAddress, geofence }: AddressRecord) {
  const { circle, polygon } = geofence;
  return { id, name, formattedAddress, geofence: { ...(circle && { circle }), ...(polygon && { polygon }) } };
}

const placeTypes = ['yard', 'industrialSite'];

/** Entries last until the truck leaves. What was drawn later knows nothing of the time before. */
const places: Source = ({ addresses }, vehicle, fromMs, toMs) =>
  addresses
    .visits()
    .between(vehicle.truck, fromMs - momentMs, toMs)
    .filter(({ fenced, enterMs }) => enterMs >= fenced.createdAtMs)
    .filter(({ fenced }) => fenced.addressTypes.some((type) => placeTypes.includes(type)))
    .flatMap(({ fenced, enterMs, exitMs }): Occurrence[] => {
      const details = () => ({ address: addressView(fenced), vehicle: vehicleWithPlate(vehicle) });
      const entry = `${vehicle.name} entered ${fenced.name}`;
      const exit = `${vehicle.name} left ${fenced.name}`;
      return [
        {
          trigger: 'geofenceEntry',
          vehicle,
          happenedAtMs: enterMs,
          resolvedAtMs: exitMs,
          description: entry,
          details: () => ({ geofenceEntry: details() }),
        },
        {
          trigger: 'geofenceExit',
          vehicle,
          happenedAtMs: exitMs,
          resolvedAtMs: exitMs + momentMs,
          description: exit,
          details: () => ({ geofenceExit: details() }),
        },
      ];
    });

export const sourceOf: Readonly<Record<AlertTrigger, Source | null>> = {
  speed: onTheRoad,
  severeSpeeding: onTheRoad,
  harshEvent: onTheRoad,
  engineIdle: idling,
  fuelLevel: fuel,
  fault: faults,
  gatewayUnplugged: unplugged,
  hosViolation: hours,
  geofenceEntry: places,
  geofenceExit: places,
  panicButton: null,
};
