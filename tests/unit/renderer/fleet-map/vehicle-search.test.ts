import { describe, expect, it } from 'vitest';
import {
  findByTypedName,
  indexVehicles,
  searchVehicles,
} from '../../../../src-renderer/fleet-map/vehicle-search.ts';
import { vehicle } from './vehicle-fixture.ts';

const fleet = [
  vehicle(1, {
    name: 'Truck 101',
    licensePlate: '8KR-4711',
    driver: { id: 'd1', name: 'José Núñez', phone: '+1 (916) 555-0101' },
  }),
  vehicle(2, { name: 'Reefer 20', driver: { id: 'd2', name: 'Maria Li', phone: null } }),
  vehicle(3, { name: 'Reefer 200', vin: '1XPBD49X1ND000003' }),
];
const find = (query: string) => searchVehicles(indexVehicles(fleet), query).map(({ slot }) => slot);

describe('vehicle search', () => {
  it('finds all, in their order, for an empty query', () => {
    expect(find('  ')).toEqual([1, 2, 3]);
  });

  it('finds a driver without the accents', () => {
    expect(find('jose nunez')).toEqual([1]);
  });

  it.each(['8kr4711', '8KR 4711', '8kr-47'])('finds a plate written as %s', (query) => {
    expect(find(query)).toEqual([1]);
  });

  it('finds a phone number however it is written', () => {
    expect(find('916 555 0101')).toEqual([1]);
    expect(find('9165550101')).toEqual([1]);
  });

  it('wants every word, in any field', () => {
    expect(find('reefer maria')).toEqual([2]);
    expect(find('reefer jose')).toEqual([]);
  });

  it('does not match across the end of one field and the start of the next', () => {
    expect(find('20maria')).toEqual([]);
  });

  it('finds nothing for signs that stand in no name', () => {
    expect(find('%%%')).toEqual([]);
  });
});

describe('jumping to a typed name', () => {
  it('looks from where it stands and goes round to the top', () => {
    expect(findByTypedName(fleet, 'ree', 0)).toBe(1);
    expect(findByTypedName(fleet, 'ree', 2)).toBe(2);
    expect(findByTypedName(fleet, 'tru', 2)).toBe(0);
  });

  it('says when there is none', () => {
    expect(findByTypedName(fleet, 'x', 0)).toBe(-1);
    expect(findByTypedName([], 'r', 0)).toBe(-1);
  });
});
