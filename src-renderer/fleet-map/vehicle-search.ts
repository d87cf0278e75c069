import type { Vehicle } from '../../src-main/core/operations/telematics/contract.ts';

/** Lower case, without accents. */
const plain = (value: string): string => value.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();

/** Without what people leave out or put in as they please: spaces, dashes, dots, brackets. */
const compact = (value: string): string => plain(value).replace(/[^\p{L}\p{N}]/gu, '');

/** One searchable text per vehicle, made once per roster: typing must not normalise 10,000 names per key. */
export interface VehicleSearchEntry {
  readonly vehicle: Vehicle;
  readonly words: string;
}

export function indexVehicles(vehicles: readonly Vehicle[]): readonly VehicleSearchEntry[] {
  return vehicles.map((vehicle) => {
    const spoken = [vehicle.name, vehicle.driver?.name ?? ''];
    const written = [
      vehicle.name,
      vehicle.licensePlate ?? '',
      vehicle.driver?.phone ?? '',
      vehicle.vin ?? '',
    ];
    // The line break keeps a search from matching across two fields.
    return { vehicle, words: [...spoken.map(plain), ...written.map(compact)].join('\n') };
  });
}

/**
 * Vehicles whose truck, driver, phone, plate or VIN holds every word of the query (or the query without its spaces:
 * "ab 12 3" finds plate AB123). An empty query finds all, in the order given.
 */
export function searchVehicles(index: readonly VehicleSearchEntry[], query: string): readonly Vehicle[] {
  const words = plain(query).split(/\s+/).filter(Boolean);
  if (words.length === 0) return index.map((entry) => entry.vehicle);
  const whole = compact(query);
  const fits = (entry: VehicleSearchEntry): boolean =>
    (whole !== '' && entry.words.includes(whole)) ||
    words.every(
      (word) => entry.words.includes(word) || (compact(word) !== '' && entry.words.includes(compact(word))),
    );
  return index.filter(fits).map((entry) => entry.vehicle);
}

/** The first vehicle at or after `startIndex` (then from the top) whose name begins with what was typed, or -1. */
export function findByTypedName(vehicles: readonly Vehicle[], typed: string, startIndex: number): number {
  const wanted = plain(typed);
  if (wanted === '') return -1;
  for (let step = 0; step < vehicles.length; step += 1) {
    const index = (startIndex + step) % vehicles.length;
    if (plain(vehicles[index]?.name ?? '').startsWith(wanted)) return index;
  }
  return -1;
}
