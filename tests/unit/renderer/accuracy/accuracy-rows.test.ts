import { describe, expect, it } from 'vitest';
import type { AccuracyVehicles } from '../../../../src-main/core/operations/telematics/accuracy/contract.ts';
import {
  accuracyRows,
  countTroubled,
  type RowsQuestion,
} from '../../../../src-renderer/accuracy/accuracy-rows.ts';
import { ageToneOf } from '../../../../src-renderer/accuracy/age-limits.ts';

type Truck = Partial<{
  gapMs: number;
  jumpCount: number;
  lateCount: number;
  dead: 'unplugged';
  movingMs: number;
}>;

function vehiclesOf(trucks: readonly Truck[]): AccuracyVehicles {
  const none = trucks.map(() => null);
  const ages = { p50Ms: none, p95Ms: none };
  const numbers = (of: (truck: Truck) => number | undefined) => trucks.map((truck) => of(truck) ?? 0);
  return {
    slot: trucks.map((_, slot) => slot),
    ages: {
      moving: { ...ages, p95Ms: trucks.map(({ movingMs }) => movingMs ?? null) },
      stopped: ages,
      idle: ages,
      off: ages,
    },
    fixCount: numbers(() => 100),
    lateCount: numbers(({ lateCount }) => lateCount),
    repeatCount: numbers(() => 0),
    jumpCount: numbers(({ jumpCount }) => jumpCount),
    gapCount: numbers(({ gapMs }) => (gapMs === undefined ? 0 : 1)),
    gapMs: numbers(({ gapMs }) => gapMs),
    longestGapMs: numbers(({ gapMs }) => gapMs),
    dead: trucks.map(({ dead }) => dead ?? null),
    heardAtMs: none,
  };
}

const worstFirst: RowsQuestion = {
  search: '',
  onlyTroubled: false,
  sort: { column: 'trouble', direction: 'descending' },
};
const namesOf = (trucks: readonly Truck[], question: Partial<RowsQuestion> = {}) =>
  accuracyRows(vehiclesOf(trucks), (slot) => `T-${slot}`, { ...worstFirst, ...question }).map(
    ({ name }) => name,
  );

describe('trucks by accuracy', () => {
  it('stand with the dead gateways first, then by time in gaps, then jumps, then by name', () => {
    expect(
      namesOf([{}, { jumpCount: 1 }, { gapMs: 200_000 }, { dead: 'unplugged' }, { lateCount: 900 }]),
    ).toEqual(['T-3', 'T-2', 'T-1', 'T-0', 'T-4']);
  });

  it('need a look for gaps, jumps and dead gateways, not for late fixes alone', () => {
    const trucks = [{ lateCount: 900 }, { jumpCount: 1 }, { dead: 'unplugged' as const }];
    expect(countTroubled(vehiclesOf(trucks))).toBe(2);
    expect(namesOf(trucks, { onlyTroubled: true })).toEqual(['T-2', 'T-1']);
  });

  it('whose age is not known stand last in both directions', () => {
    const trucks = [{ movingMs: 5_000 }, {}, { movingMs: 9_000 }];
    expect(namesOf(trucks, { sort: { column: 'moving', direction: 'descending' } })).toEqual([
      'T-2',
      'T-0',
      'T-1',
    ]);
    expect(namesOf(trucks, { sort: { column: 'moving', direction: 'ascending' } })).toEqual([
      'T-0',
      'T-2',
      'T-1',
    ]);
  });

  it('are found by name, and are not shown before their name is known', () => {
    const trucks = Array.from({ length: 12 }, () => ({}));
    expect(namesOf(trucks, { search: 't-1' })).toEqual(['T-1', 'T-10', 'T-11']);
    expect(accuracyRows(vehiclesOf(trucks), () => null, worstFirst)).toEqual([]);
  });

  it('are ordered quickly, ten thousand of them', () => {
    const trucks = Array.from({ length: 10_000 }, (_, index) => ({ gapMs: (index * 7_919) % 9_973 }));
    const startedAtMs = performance.now();
    expect(namesOf(trucks)).toHaveLength(10_000);
    // Some 30 ms on two idle cores; it is done again every ten seconds.
    expect(performance.now() - startedAtMs).toBeLessThan(1_500);
  });
});

describe('the colour of an age', () => {
  it('is that of the map: late for a moving truck is nothing for one that sleeps', () => {
    expect(ageToneOf('moving', 8_000)).toBe('plain');
    expect(ageToneOf('moving', 60_000)).toBe('warn');
    expect(ageToneOf('stopped', 130_000)).toBe('bad');
    expect(ageToneOf('idle', 300_000)).toBe('plain');
    expect(ageToneOf('off', 14_400_000)).toBe('plain');
    expect(ageToneOf('moving', null)).toBe('plain');
  });
});
