import { describe, expect, it } from 'vitest';
import type { VehicleRow } from '../../../../src-renderer/fleet-map/frame-store.ts';
import {
  countVehicles,
  filterVehicles,
  noFilter,
  tagsOf,
  type VehicleFilter,
} from '../../../../src-renderer/fleet-map/vehicle-filter.ts';
import { row, vehicle } from './vehicle-fixture.ts';

const west = { id: '1', name: 'West' };
const east = { id: '2', name: 'East' };
const fleet = [
  vehicle(1, { tags: [west] }),
  vehicle(2, { tags: [east] }),
  vehicle(3, { tags: [west, east] }),
  vehicle(4),
];
const rows: readonly VehicleRow[] = [
  row(1),
  row(2, { status: 'idle' }),
  row(3, { status: 'off', freshness: 'lost' }),
];
const position = (slot: number) => rows.find((known) => known.slot === slot) ?? null;
const pass = (filter: Partial<VehicleFilter>) =>
  filterVehicles(fleet, { ...noFilter, ...filter }, position, 1_000_000).map(({ slot }) => slot);

describe('vehicle filter', () => {
  it('lets all pass when it asks for nothing', () => {
    expect(pass({})).toEqual([1, 2, 3, 4]);
  });

  it('lets any of several statuses pass', () => {
    expect(pass({ statuses: ['idle', 'off'] })).toEqual([2, 3]);
  });

  it('wants every field to fit', () => {
    expect(pass({ statuses: ['idle', 'off'], tagIds: ['1'] })).toEqual([3]);
  });

  it('takes a vehicle without a position for never seen', () => {
    expect(pass({ freshnesses: ['never'] })).toEqual([4]);
  });

  it('keeps those that need somebody', () => {
    expect(pass({ needsMe: true })).toEqual([3]);
  });

  it('counts every vehicle under exactly one status', () => {
    const counts = countVehicles(fleet, position, 1_000_000);
    expect(counts).toEqual({ needsMe: 1, byStatus: { unknown: 1, moving: 1, stopped: 0, idle: 1, off: 1 } });
  });

  it('offers each tag once, by name', () => {
    expect(tagsOf(fleet)).toEqual([east, west]);
  });
});
