import { describe, expect, it } from 'vitest';
import type { Geofence } from '../../../../src-main/core/operations/telematics/geofences/contract.ts';
import {
  countFilters,
  filterGeofences,
  noFilter,
  type GeofenceFilter,
} from '../../../../src-renderer/geofences/geofence-filter.ts';

const geofenceOf = (id: string, its: Partial<Geofence> = {}): Geofence => ({
  id,
  name: `Place ${id}`,
  type: 'customer',
  area: { kind: 'circle', latitude: 41, longitude: -95, radiusMeters: 100 },
  tags: [],
  notes: null,
  alertsOnEntry: false,
  alertsOnExit: false,
  dwellLimitMinutes: null,
  speedLimitMph: null,
  formattedAddress: null,
  isShared: false,
  sync: { state: 'localOnly' },
  updatedAtMs: null,
  ...its,
});

const all = [
  geofenceOf('a', { name: 'Omaha Yard', type: 'yard', tags: ['North'] }),
  geofenceOf('b', { name: 'Kroger dock', formattedAddress: '5 Main St, Omaha', sync: { state: 'inSync' } }),
  geofenceOf('c', { notes: 'Gate code 4711', sync: { state: 'conflict', mine: null, theirs: null } }),
];
const idsOf = (filter: Partial<GeofenceFilter>) =>
  filterGeofences(all, { ...noFilter, ...filter }, (id) => id === 'b').map(({ id }) => id);

describe('the list of geofences', () => {
  it('shows all, and what a person must decide first', () => {
    expect(idsOf({})).toEqual(['c', 'a', 'b']);
  });

  it('finds words in name, address, notes and tags, in any order and case', () => {
    expect(idsOf({ search: 'omaha' })).toEqual(['a', 'b']);
    expect(idsOf({ search: 'DOCK omaha' })).toEqual(['b']);
    expect(idsOf({ search: '4711' })).toEqual(['c']);
    expect(idsOf({ search: 'north' })).toEqual(['a']);
    expect(idsOf({ search: 'nowhere' })).toEqual([]);
  });

  it('narrows by type, tag, state and who is inside, all at once', () => {
    expect(idsOf({ types: ['yard', 'fuel'] })).toEqual(['a']);
    expect(idsOf({ tags: ['North', 'South'] })).toEqual(['a']);
    expect(idsOf({ sync: ['conflict'] })).toEqual(['c']);
    expect(idsOf({ isOccupied: true })).toEqual(['b']);
    expect(idsOf({ types: ['yard'], isOccupied: true })).toEqual([]);
    expect(countFilters({ ...noFilter, types: ['yard'], isOccupied: true })).toBe(2);
  });
});
