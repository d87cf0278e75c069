import { createRandom } from '../rules/random.ts';

/** An office: who calls and is called. The same for logs of any length. */
export interface Office {
  readonly people: readonly Person[];
}

export interface Person {
  readonly kind: 'driver' | 'contact' | 'unknown';
  readonly id: string;
  readonly name: string | null;
  readonly number: string;
  readonly vehicle: string | null;
}

const firstNames = (
  'James Maria Robert Linda Ahmed Elena Carlos Grace Dmitri Fatima Samuel Ingrid Kwame Yuki Oliver Priya Mateo ' +
  'Hannah Luis Amara Peter Chloe Viktor Rosa Daniel Nadia George Leila Thomas Ines'
).split(' ');
const lastNames = (
  'Anderson Garcia Nguyen Kowalski Okafor Johansson Fernandez Petrov Williams Nakamura Schneider Oconnor Rodriguez ' +
  'Abdullah Martinez Silva Kaminski Thompson Haddad Washington Castellanos Lindqvist Mbeki Bergstrom Hernandez'
).split(' ');
const companies = (
  'Northgate Logistics;Prairie Freight;Blue River Foods;Ironwood Steel;Summit Cold Storage;Lakeside Lumber;' +
  'Keystone Packaging;Harbor Imports'
).split(';');
const notePhrases = (
  'delivery moved to tomorrow morning;detention at the receiver since noon;asked for directions to the yard;' +
  'lumper receipt missing;wants a callback about payroll;trailer swapped at the terminal;reefer alarm was false;' +
  'appointment confirmed with the dock;scale ticket overweight on drives;breakdown near the state line;' +
  'load rejected and returned;weather delay of two hours;paperwork sent again;fuel card declined at the pump'
).split(';');

const driverCount = 200;
const contactCount = 150;
const unknownCount = 250;

function pick<T>(random: () => number, from: readonly T[]): T {
  return from[Math.floor(random() * from.length)]!;
}

/** Area code and exchange vary little, as in a region. */
const numberOf = (index: number): string =>
  `+1${['312', '630', '708', '815'][index % 4]!}${String(200 + (index % 97))}${String(1_000 + index * 13).slice(-4)}`;

export function createOffice(): Office {
  const random = createRandom(20_261_128);
  const people = Array.from({ length: driverCount + contactCount + unknownCount }, (_, index): Person => {
    const kind = index < driverCount ? 'driver' : index < driverCount + contactCount ? 'contact' : 'unknown';
    const person = `${pick(random, firstNames)} ${pick(random, lastNames)}`;
    const name = kind === 'driver' ? person : kind === 'contact' ? pick(random, companies) : null;
    const vehicle = kind === 'driver' ? String(100 + index) : null;
    return { kind, id: `${kind}-${String(index)}`, name, number: numberOf(index), vehicle };
  });
  return { people };
}

/** Drivers speak with their dispatcher most. */
export function pickPerson({ people }: Office, random: () => number): Person {
  const at = random() < 0.7 ? random() * driverCount : driverCount + random() * (contactCount + unknownCount);
  return people[Math.floor(at)]!;
}

export const pickNote = (random: () => number): string =>
  `${pick(random, notePhrases)}${random() < 0.3 ? `, ${pick(random, notePhrases)}` : ''}`;

const wordsOf = (texts: readonly string[]): string[] => [
  ...new Set(texts.flatMap((text) => text.split(' ')).filter((word) => word.length > 3)),
];
export const noteWords: readonly string[] = wordsOf(notePhrases);
export const nameWords: readonly string[] = lastNames;
