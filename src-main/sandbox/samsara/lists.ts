import type { Driver, Fleet, Vehicle } from '../fleet/index.ts';
import { turnsBetween } from '../fleet/duty.ts';
import type { AddressBook, AddressRecord } from './address-book.ts';
import { externalIdsOf, tagView, type Directory, type Tag } from './directory.ts';
import type { Faults } from './faults.ts';
import { timeText } from './stat-values.ts';

/** What every endpoint answers from. */
export interface World {
  readonly fleet: Fleet;
  readonly directory: Directory;
  readonly faults: Faults;
  readonly addresses: AddressBook;
}

export const companyName = 'Grandview Freight Lines (Switchyard sandbox)';

export const organizationView = ({ fleet }: World) => ({
  id: String(8_000_000 + (fleet.seed >>> 0)),
  name: companyName,
  carrierSettings: {
    carrierName: 'Grandview Freight Lines LLC',
    dotNumber: 3_141_592,
    mainOfficeAddress: '4100 Industrial Pkwy, Omaha, NE 68110',
  },
});

/** Whether a fault leaves something out of this row. */
const isLeftOut = (faults: Faults, index: number, every: number): boolean =>
  faults.get('missing-keys') !== null && index % every === 1;

const extras = (faults: Faults) =>
  faults.get('extra-keys') === null ? {} : { warpFactor: 9, holodeck: { isRunning: true } };

/** Who is responsible for the truck now; nobody while it is home. */
export function currentDriver(vehicle: Vehicle, nowMs: number): Driver | null {
  if (vehicle.crew.length === 0) return null;
  const turn = turnsBetween(vehicle.truck, nowMs, nowMs, nowMs).at(-1);
  return turn === undefined ? null : (vehicle.crew[turn.member] ?? null);
}

export function vehicleView({ directory, faults }: World, vehicle: Vehicle, nowMs: number) {
  const driver = currentDriver(vehicle, nowMs);
  const { index, gateway } = vehicle;
  return {
    id: vehicle.id,
    name: vehicle.name,
    createdAtTime: timeText(vehicle.createdAtMs),
    updatedAtTime: timeText(vehicle.updatedAtMs),
    externalIds: externalIdsOf(vehicle),
    vin: vehicle.vin,
    make: vehicle.make,
    model: vehicle.model,
    year: vehicle.year,
    serial: gateway.serial.replaceAll('-', ''),
    harshAccelerationSettingType: 'automatic',
    vehicleRegulationMode: 'regulated',
    vehicleType: 'truck',
    isRemotePrivacyButtonEnabled: vehicle.condition === 'private',
    tags: directory.vehicleTags(vehicle).map(tagView),
    ...(vehicle.condition === 'notInstalled' ? {} : { gateway: { ...gateway } }),
    ...(vehicle.licensePlate === null || isLeftOut(faults, index, 4)
      ? {}
      : { licensePlate: vehicle.licensePlate }),
    ...(vehicle.notes === null ? {} : { notes: vehicle.notes }),
    ...(driver === null || isLeftOut(faults, index, 5)
      ? {}
      : { staticAssignedDriver: { id: driver.id, name: driver.name } }),
    ...extras(faults),
  };
}

export function driverView({ fleet, directory, faults }: World, driver: Driver) {
  const vehicle = driver.seat === null ? undefined : fleet.vehicles[driver.seat.truckIndex];
  return {
    id: driver.id,
    name: driver.name,
    username: driver.username,
    ...(driver.phone === null || isLeftOut(faults, driver.index, 4) ? {} : { phone: driver.phone }),
    licenseNumber: driver.licenseNumber,
    licenseState: driver.licenseState,
    timezone: driver.timezone,
    driverActivationStatus: driver.isActive ? 'active' : 'deactivated',
    isDeactivated: !driver.isActive,
    eldExempt: driver.isEldExempt,
    ...(driver.isEldExempt ? { eldExemptReason: 'Short-haul' } : {}),
    eldSettings: {
      rulesets: [
        {
          break: 'Property (off-duty/sleeper)',
          cycle: 'USA 70 hour / 8 day',
          jurisdiction: driver.licenseState,
          restart: '34-hour Restart',
          shift: 'US Interstate Property',
        },
      ],
    },
    carrierSettings: {
      carrierName: 'Grandview Freight Lines LLC',
      dotNumber: 3_141_592,
      homeTerminalName: driver.home.name,
      homeTerminalAddress: `${driver.home.street}, ${driver.home.city.label}`,
      mainOfficeAddress: '4100 Industrial Pkwy, Omaha, NE 68110',
    },
    tags: directory.driverTags(driver).map(tagView),
    ...(vehicle === undefined || driver.seat?.member !== 0
      ? {}
      : { staticAssignedVehicle: { id: vehicle.id, name: vehicle.name } }),
    createdAtTime: timeText(driver.createdAtMs),
    updatedAtTime: timeText(driver.updatedAtMs),
    ...extras(faults),
  };
}

/** With everything that carries the tag. */
export function tagDetails({ fleet, directory, faults, addresses }: World) {
  const named = ({ id, name }: { readonly id: string; readonly name: string }) => ({ id, name });
  const members = new Map<string, { vehicles: unknown[]; drivers: unknown[]; addresses: unknown[] }>();
  for (const tag of directory.tags) members.set(tag.id, { vehicles: [], drivers: [], addresses: [] });
  for (const vehicle of fleet.vehicles) {
    for (const tag of directory.vehicleTags(vehicle)) members.get(tag.id)?.vehicles.push(named(vehicle));
  }
  for (const driver of fleet.drivers.filter(({ isActive }) => isActive)) {
    for (const tag of directory.driverTags(driver)) members.get(tag.id)?.drivers.push(named(driver));
  }
  for (const address of addresses.list()) {
    for (const tagId of address.tagIds) members.get(tagId)?.addresses.push(named(address));
  }
  return (tag: Tag) => ({
    ...tagView(tag),
    ...(tag.parent === null ? {} : { parentTag: named(tag.parent) }),
    ...members.get(tag.id),
    ...extras(faults),
  });
}

/** Without tags that do not exist. */
export function addressView({ directory, faults }: World, address: AddressRecord) {
  return {
    id: address.id,
    name: address.name,
    formattedAddress: address.formattedAddress,
    latitude: address.latitude,
    longitude: address.longitude,
    ...(address.addressTypes.length === 0 ? {} : { addressTypes: address.addressTypes }),
    geofence: address.geofence,
    tags: directory.tags.filter(({ id }) => address.tagIds.includes(id)).map(tagView),
    ...(address.notes === null ? {} : { notes: address.notes }),
    createdAtTime: timeText(address.createdAtMs),
    ...extras(faults),
  };
}
