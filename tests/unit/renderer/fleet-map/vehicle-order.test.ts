import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Vehicle } from '../../../../src-main/core/operations/telematics/contract.ts';
import type { VehicleRow } from '../../../../src-renderer/fleet-map/frame-store.ts';
import {
  orderVehicles,
  rankTexts,
  sortColumns,
  type VehicleSort,
} from '../../../../src-renderer/fleet-map/vehicle-order.ts';
import { row, vehicle } from './vehicle-fixture.ts';

function order(vehicles: readonly Vehicle[], rows: readonly VehicleRow[], sort: VehicleSort): string[] {
  const bySlot = new Map(rows.map((known) => [known.slot, known]));
  const position = (slot: number) => bySlot.get(slot) ?? null;
  const ranks = rankTexts(vehicles);
  return orderVehicles({ vehicles, ranks, position, sort, nowMs: 1_060_000 }).map(({ name }) => name);
}

describe('vehicle order', () => {
  it('puts truck 9 before truck 10', () => {
    const vehicles = [vehicle(1, { name: 'Truck 10' }), vehicle(2, { name: 'truck 9' })];
    expect(order(vehicles, [], { column: 'name', direction: 'ascending' })).toEqual(['truck 9', 'Truck 10']);
  });

  it('puts lost before stale before live when asked who needs me', () => {
    const vehicles = [vehicle(1), vehicle(2), vehicle(3)];
    const rows = [row(1), row(2, { freshness: 'stale' }), row(3, { freshness: 'lost' })];
    const sort = { column: 'needsMe', direction: 'ascending' } as const;
    expect(order(vehicles, rows, sort)).toEqual(['Truck 3', 'Truck 2', 'Truck 1']);
  });

  it.each(['ascending', 'descending'] as const)('keeps unknown speeds last when %s', (direction) => {
    const vehicles = [vehicle(1), vehicle(2), vehicle(3)];
    const rows = [row(1, { speedMph: null }), row(2, { speedMph: 10 }), row(3, { speedMph: 70 })];
    expect(order(vehicles, rows, { column: 'speed', direction }).at(-1)).toBe('Truck 1');
  });

  it('orders ages by the time of the fix', () => {
    const vehicles = [vehicle(1), vehicle(2)];
    const rows = [row(1, { timeMs: 1_050_000 }), row(2, { timeMs: 1_000_000 })];
    const sort = { column: 'age', direction: 'descending' } as const;
    expect(order(vehicles, rows, sort)).toEqual(['Truck 2', 'Truck 1']);
  });

  it('holds the same vehicles, and in one order whatever order they came in', () => {
    const fleet = fc.uniqueArray(fc.record({ slot: fc.nat(500), speedMph: fc.option(fc.nat(80)) }), {
      selector: ({ slot }) => slot,
      maxLength: 40,
    });
    const column = fc.constantFrom(...sortColumns);
    const direction = fc.constantFrom('ascending' as const, 'descending' as const);
    fc.assert(
      fc.property(fleet, column, direction, (entries, byColumn, byDirection) => {
        const vehicles = entries.map(({ slot }) => vehicle(slot));
        const rows = entries.map(({ slot, speedMph }) => row(slot, { speedMph }));
        const sort = { column: byColumn, direction: byDirection };
        const ordered = order(vehicles, rows, sort);
        expect([...ordered].sort()).toEqual(vehicles.map(({ name }) => name).sort());
        expect(order([...vehicles].reverse(), rows, sort)).toEqual(ordered);
      }),
    );
  });
});
