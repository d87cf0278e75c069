import type { Driver, Fleet, Place, Vehicle } from '../fleet/index.ts';
import type { Parameters } from './parameters.ts';

export interface Tag {
  readonly id: string;
  readonly name: string;
  readonly parent: Tag | null;
}

/** Who has which tag, and what a filter selects. */
export interface Directory {
  readonly tags: readonly Tag[];
  vehicleTags(vehicle: Vehicle): readonly Tag[];
  driverTags(driver: Driver): readonly Tag[];
  placeTags(place: Place): readonly Tag[];
  /** By `vehicleIds` (ids, or `samsara.vin:…` and `samsara.serial:…`), `tagIds` and `parentTagIds`. */
  selectVehicles(parameters: Parameters): readonly Vehicle[];
  matchesTags(tags: readonly Tag[], parameters: Parameters): boolean;
}

export const externalIdsOf = (vehicle: Vehicle): Record<string, string> => ({
  'samsara.serial': vehicle.gateway.serial.replaceAll('-', ''),
  'samsara.vin': vehicle.vin,
});

export const tagView = ({ id, name, parent }: Tag) => ({
  id,
  name,
  ...(parent === null ? {} : { parentTagId: parent.id }),
});

const equipments = ['Dry van', 'Reefer', 'Flatbed', 'Tanker'] as const;

export function createDirectory(fleet: Fleet): Directory {
  const terminalRoot: Tag = { id: '3910001', name: 'Terminals', parent: null };
  const equipmentRoot: Tag = { id: '3910002', name: 'Equipment', parent: null };
  const terminalTags = new Map(
    fleet.terminals.map((place, index) => [
      place.id,
      { id: String(3_910_100 + index), name: place.city.label, parent: terminalRoot },
    ]),
  );
  const equipmentTags = new Map(
    equipments.map((name, index) => [name, { id: String(3_910_200 + index), name, parent: equipmentRoot }]),
  );
  const present = (tags: ReadonlyArray<Tag | undefined>): Tag[] => tags.filter((tag) => tag !== undefined);
  const vehicleTags = (vehicle: Vehicle) =>
    present([terminalTags.get(vehicle.home.id), equipmentTags.get(vehicle.equipment)]);
  const byId = new Map<string, Vehicle>();
  for (const vehicle of fleet.vehicles) {
    byId.set(vehicle.id, vehicle);
    for (const [key, value] of Object.entries(externalIdsOf(vehicle))) byId.set(`${key}:${value}`, vehicle);
  }
  const matchesTags = (tags: readonly Tag[], parameters: Parameters): boolean => {
    const [wanted, wantedParents] = [parameters.list('tagIds'), parameters.list('parentTagIds')];
    if (wanted.length === 0 && wantedParents.length === 0) return true;
    const isUnder = (tag: Tag | null): boolean =>
      tag !== null && (wantedParents.includes(tag.id) || isUnder(tag.parent));
    return tags.some((tag) => wanted.includes(tag.id) || isUnder(tag));
  };
  return {
    tags: [terminalRoot, equipmentRoot, ...terminalTags.values(), ...equipmentTags.values()],
    vehicleTags,
    driverTags: (driver) => present([terminalTags.get(driver.home.id)]),
    placeTags: (place) => present([terminalTags.get(place.id)]),
    matchesTags,
    selectVehicles(parameters) {
      const ids = parameters.list('vehicleIds');
      const hasTagFilter = parameters.list('tagIds').length + parameters.list('parentTagIds').length > 0;
      if (ids.length === 0 && !hasTagFilter) return fleet.vehicles;
      const candidates =
        ids.length === 0
          ? fleet.vehicles
          : [...new Set(ids.map((id) => byId.get(id)))].filter((vehicle) => vehicle !== undefined);
      return candidates.filter((vehicle) => matchesTags(vehicleTags(vehicle), parameters));
    },
  };
}
