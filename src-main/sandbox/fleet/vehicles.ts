import type { Place } from './places.ts';
import { hash32, pickBy, unitOf } from './random.ts';
import type { Condition } from './reports.ts';

/** What stays the same about a truck: papers, gateway, home. */
export interface VehicleProfile {
  readonly index: number;
  /** Decimal string near 2^48, as the vendor's are. */
  readonly id: string;
  readonly name: string;
  readonly vin: string;
  readonly licensePlate: string | null;
  readonly make: string;
  readonly model: string;
  readonly year: string;
  readonly notes: string | null;
  readonly gateway: { readonly model: 'VG34' | 'VG54NA' | 'VG55NA'; readonly serial: string };
  readonly home: Place;
  readonly equipment: 'Dry van' | 'Reefer' | 'Flatbed' | 'Tanker';
  readonly condition: Condition;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

const makes = [
  ['Freightliner', 'Cascadia', '1FU'],
  ['Kenworth', 'T680', '1XK'],
  ['Peterbilt', '579', '1XP'],
  ['Volvo', 'VNL 760', '4V4'],
  ['International', 'LT625', '1HS'],
  ['Mack', 'Anthem', '1M1'],
] as const;
const equipments = ['Dry van', 'Dry van', 'Reefer', 'Flatbed', 'Tanker'] as const;
const gatewayModels = ['VG34', 'VG54NA', 'VG54NA', 'VG55NA'] as const;
const vinAlphabet = '0123456789ABCDEFGHJKLMNPRSTUVWXYZ';
const vinValues = '01234567890123456789';
const vinWeights = [8, 7, 6, 5, 4, 3, 2, 10, 0, 9, 8, 7, 6, 5, 4, 3, 2];
const letterValues: Readonly<Record<string, number>> = Object.fromEntries(
  [...'ABCDEFGH']
    .map((letter, index) => [letter, index + 1])
    .concat(
      [...'JKLMN'].map((letter, index) => [letter, index + 1]),
      [
        ['P', 7],
        ['R', 9],
      ],
      [...'STUVWXYZ'].map((letter, index) => [letter, index + 2]),
    ),
);

const codeOf = (key: number, length: number, alphabet: string): string =>
  Array.from({ length }, (_, index) => pickBy([...alphabet], unitOf(key, index, 61))).join('');

/** With a correct check digit (49 CFR 565.15). */
function vinOf(key: number, maker: string): string {
  const draft = `${maker}${codeOf(key, 5, vinAlphabet)}0${codeOf(key + 1, 2, vinAlphabet)}${codeOf(key + 2, 6, '0123456789')}`;
  const sum = [...draft].reduce(
    (total, symbol, index) =>
      total + (letterValues[symbol] ?? vinValues.indexOf(symbol)) * (vinWeights[index] ?? 0),
    0,
  );
  const check = sum % 11 === 10 ? 'X' : String(sum % 11);
  return `${draft.slice(0, 8)}${check}${draft.slice(9)}`;
}

/** Offices name trucks in many ways; numbers stay unique within the fleet. */
function nameOf(index: number, key: number, isLong: boolean): string {
  const number = 101 + index;
  if (isLong || index % 61 === 33)
    return `Unit ${number} – Grandview Regional Reefer, spare key with dispatch`;
  const manner = unitOf(key, 11);
  if (manner < 0.6) return String(number);
  if (manner < 0.85) return `T-${2000 + index}`;
  return `${pickBy(['KW', 'PB', 'FL', 'VN'], unitOf(key, 12))}-${number}`;
}

/** Spread evenly, so that a small fleet has each case too; the first trucks are plain ones. */
function conditionOf(index: number): Condition {
  if (index % 50 === 17) return 'unplugged';
  if (index % 60 === 23) return 'private';
  if (index % 80 === 41) return 'stored';
  if (index % 100 === 77) return 'notInstalled';
  return index % 45 === 9 ? 'weakGps' : 'normal';
}

const dayMs = 86_400_000;
const knownSinceMs = Date.UTC(2022, 5, 1);

export function inventVehicle(
  seed: number,
  index: number,
  terminals: readonly Place[],
  hasLongName = false,
): VehicleProfile {
  const key = hash32(seed, index, 5);
  const [make, model, maker] = pickBy(makes, unitOf(key, 1));
  const home = pickBy(terminals, unitOf(key, 2));
  const equipment = pickBy(equipments, unitOf(key, 3));
  const createdAtMs = knownSinceMs + Math.floor(unitOf(key, 4) * 1_000) * dayMs;
  const serial = codeOf(key + 9, 9, vinAlphabet);
  return {
    index,
    id: String(281_474_900_000_000 + (hash32(seed, 3) % 60_000) * 1_000_000 + index * 7),
    name: nameOf(index, key, hasLongName),
    vin: vinOf(key, maker),
    licensePlate:
      unitOf(key, 5) < 0.03
        ? null
        : `${home.city.state} ${codeOf(key, 3, 'ABCDEFGHJKLMNPRSTUVWXYZ')}${codeOf(key + 4, 4, '0123456789')}`,
    make,
    model,
    year: String(2016 + Math.floor(unitOf(key, 6) * 11)),
    notes: unitOf(key, 7) < 0.06 ? `${equipment}; trailer stays with the truck.` : null,
    gateway: {
      model: pickBy(gatewayModels, unitOf(key, 8)),
      serial: `G${serial.slice(0, 3)}-${serial.slice(3, 6)}-${serial.slice(6)}`,
    },
    home,
    equipment,
    condition: conditionOf(index),
    createdAtMs,
    updatedAtMs: createdAtMs + Math.floor(unitOf(key, 9) * 300) * dayMs,
  };
}
