import type { DutyClocks, Roster } from '../../telematics/contract.ts';
import type { DutyBoard } from '../../telematics/hours/contract.ts';
import { numbersInText, readNumber } from './numbers.ts';
import type { ContactRow } from './repository.ts';

export interface DirectoryEntry {
  readonly kind: 'driver' | 'vehicle' | 'contact';
  readonly id: string;
  readonly name: string;
  readonly detail: string | null;
  /** E.164. */
  readonly number: string | null;
  readonly vehicle: {
    readonly id: string;
    readonly name: string;
    readonly licensePlate: string | null;
  } | null;
  readonly clocks: DutyClocks | null;
}

export interface DirectorySources {
  readonly drivers: DutyBoard['drivers'];
  readonly vehicles: Roster['vehicles'];
  readonly contacts: readonly ContactRow[];
  readonly country: string;
}

export interface Directory {
  /** Everybody with that number: none, one or several. Drivers first, then vehicles, then contacts. */
  byNumber(number: string): readonly DirectoryEntry[];
  byId(kind: DirectoryEntry['kind'], id: string): DirectoryEntry | null;
  /** Whose name has a word that begins so, or whose number has these digits at its beginning or end. */
  find(text: string, countMax: number): readonly DirectoryEntry[];
}

type ReadE164 = (text: string, country: string) => string | null;

/** Reading a number costs some 20 µs and an office has thousands of drivers, of whom few change. */
export function createNumberReader(countMax = 50_000): ReadE164 {
  const known = new Map<string, string | null>();
  return (text, country) => {
    const key = `${country} ${text}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    if (known.size >= countMax) known.clear();
    const number = readNumber(text, country)?.e164 ?? null;
    known.set(key, number);
    return number;
  };
}

function driverEntries({ drivers, vehicles, country }: DirectorySources, read: ReadE164): DirectoryEntry[] {
  const plates = new Map(vehicles.map((vehicle) => [vehicle.id, vehicle.licensePlate]));
  return drivers.map((driver) => ({
    kind: 'driver',
    id: driver.id,
    name: driver.name,
    detail: driver.vehicle?.name ?? null,
    number: driver.phone === null ? null : read(driver.phone, country),
    vehicle:
      driver.vehicle === null
        ? null
        : { ...driver.vehicle, licensePlate: plates.get(driver.vehicle.id) ?? null },
    clocks: driver.clocks,
  }));
}

/** A vehicle is found by a telephone in its notes, or by that of a driver whom the board does not list. */
function vehicleEntries(
  { vehicles, country }: DirectorySources,
  read: ReadE164,
  listedDrivers: ReadonlySet<string>,
): DirectoryEntry[] {
  return vehicles.flatMap((vehicle) => {
    const { driver, notes, name, id, licensePlate } = vehicle;
    const isUnlisted = driver?.phone != null && !listedDrivers.has(driver.id);
    const ofDriver = isUnlisted && driver.phone !== null ? read(driver.phone, country) : null;
    const numbers = new Set(notes === null ? [] : numbersInText(notes, country));
    if (ofDriver !== null) numbers.add(ofDriver);
    return [...numbers].map((number) => ({
      kind: 'vehicle' as const,
      id,
      name,
      detail: licensePlate,
      number,
      vehicle: { id, name, licensePlate },
      clocks: vehicle.clocks ?? null,
    }));
  });
}

const contactEntry = (contact: ContactRow): DirectoryEntry => ({
  kind: 'contact',
  id: contact.id,
  name: contact.name,
  detail: contact.company,
  number: contact.number,
  vehicle: null,
  clocks: null,
});

function isFoundBy(entry: DirectoryEntry, words: readonly string[], digits: string): boolean {
  if (digits.length >= 3 && entry.number !== null) {
    const number = entry.number.slice(1);
    if (number.startsWith(digits) || number.endsWith(digits) || number.slice(-10).startsWith(digits))
      return true;
  }
  const names = entry.name.toLowerCase().split(/[^\p{L}\p{N}]+/u);
  return words.length > 0 && words.every((word) => names.some((name) => name.startsWith(word)));
}

export function createDirectory(sources: DirectorySources, read: ReadE164): Directory {
  const drivers = driverEntries(sources, read);
  const listed = new Set(sources.drivers.map(({ id }) => id));
  const vehicles = vehicleEntries(sources, read, listed);
  const entries = [...drivers, ...vehicles, ...sources.contacts.map(contactEntry)];
  const numbers = new Map<string, DirectoryEntry[]>();
  for (const entry of entries) {
    if (entry.number === null) continue;
    const same = numbers.get(entry.number);
    if (same) same.push(entry);
    else numbers.set(entry.number, [entry]);
  }
  const ids = new Map(entries.map((entry) => [`${entry.kind} ${entry.id}`, entry]));
  return {
    byNumber: (number) => numbers.get(number) ?? [],
    byId: (kind, id) => ids.get(`${kind} ${id}`) ?? null,
    find(text, countMax) {
      const words = text
        .toLowerCase()
        .split(/[^\p{L}\p{N}]+/u)
        .filter((word) => word !== '');
      const digits = text.replace(/\D/g, '');
      const found: DirectoryEntry[] = [];
      for (const entry of entries) {
        if (entry.kind === 'vehicle' || !isFoundBy(entry, words, digits)) continue;
        found.push(entry);
        if (found.length === countMax) break;
      }
      return found;
    },
  };
}
