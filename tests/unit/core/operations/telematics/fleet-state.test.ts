import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { VehicleReadings } from '../../../../../src-main/core/operations/telematics/facts.ts';
import {
  applyReadings,
  createFleetState,
} from '../../../../../src-main/core/operations/telematics/fleet-state.ts';
import { baseMs, emptyReadings, fixAt } from './readings-fixture.ts';

const slotCount = 4;
const offsets = fc.integer({ min: 0, max: 200 }).map((n) => baseMs + n * 1_000);

/** What is true of a vehicle at the end, told without any order: the newest of each. */
function naive(readings: readonly { slot: number; readings: VehicleReadings }[], slot: number) {
  const its = readings.filter((one) => one.slot === slot).map((one) => one.readings);
  const newest = <T extends { timeMs: number }>(all: readonly T[]) =>
    all.reduce<T | null>((best, one) => (best === null || one.timeMs > best.timeMs ? one : best), null);
  return {
    fix: newest(its.flatMap((one) => one.fixes)),
    engine: newest(its.flatMap((one) => one.engine)),
    fuel: newest(its.flatMap((one) => one.fuelPercent)),
  };
}

const oneVehicle = fc
  .record({
    slot: fc.integer({ min: 1, max: slotCount }),
    fixTimes: fc.array(offsets, { maxLength: 5 }),
    engineTimes: fc.array(offsets, { maxLength: 3 }),
    fuelTimes: fc.array(offsets, { maxLength: 3 }),
  })
  .map(({ slot, fixTimes, engineTimes, fuelTimes }) => ({
    slot,
    readings: {
      ...emptyReadings(`v${slot}`),
      fixes: fixTimes.map((timeMs) => fixAt(timeMs)),
      engine: engineTimes.map((timeMs) => ({
        timeMs,
        engine: timeMs % 2_000 ? ('on' as const) : ('off' as const),
      })),
      fuelPercent: fuelTimes.map((timeMs) => ({ timeMs, value: (timeMs / 1_000) % 100 })),
    },
  }));

describe('fleet state', () => {
  it('is the newest of everything, in whatever order late, repeated and interleaved readings come', () => {
    fc.assert(
      fc.property(fc.array(oneVehicle, { maxLength: 30 }), (all) => {
        const fleet = createFleetState();
        for (const { slot, readings } of all) applyReadings(fleet, slot, readings);
        const table = fleet.table();
        for (let slot = 1; slot <= slotCount; slot += 1) {
          const expected = naive(all, slot);
          expect(table.timeMs[slot]).toBe(expected.fix?.timeMs ?? 0);
          expect(table.latitudeE7[slot]).toBe((expected.fix?.latitudeE6 ?? 0) * 10);
          expect(fleet.address(slot)).toBe(expected.fix?.address ?? null);
          expect(table.engineTimeMs[slot]).toBe(expected.engine?.timeMs ?? 0);
          expect(fleet.signs(slot).engine).toBe(expected.engine?.engine ?? 'unknown');
          expect(table.fuelPercent[slot]).toBe(expected.fuel?.value ?? 0xff);
        }
      }),
    );
  });

  it('never lets an older or equal time move a vehicle', () => {
    const fleet = createFleetState();
    fleet.applyFix(1, fixAt(baseMs));
    const before = fleet.revision();
    fleet.applyFix(1, fixAt(baseMs, { latitudeE6: 1 }));
    fleet.applyFix(1, fixAt(baseMs - 1));
    expect(fleet.revision()).toBe(before);
    expect(fleet.table().latitudeE7[1]).toBe(fixAt(baseMs).latitudeE6 * 10);
  });

  it('remembers since when the engine has been in its state through repeated readings', () => {
    const fleet = createFleetState();
    for (const [seconds, engine] of [
      [0, 'on'],
      [10, 'off'],
      [20, 'off'],
      [30, 'off'],
    ] as const) {
      fleet.applyEngine(1, baseMs + seconds * 1_000, engine);
    }
    expect(fleet.signs(1)).toMatchObject({ engineSinceMs: baseMs + 10_000, engineTimeMs: baseMs + 30_000 });
  });

  it('holds 10,000 vehicles and keeps what it knew while growing', () => {
    const fleet = createFleetState();
    for (let slot = 1; slot <= 10_000; slot += 1) fleet.applyFix(slot, fixAt(baseMs + slot));
    expect(fleet.slotEnd()).toBe(10_001);
    expect(fleet.table().timeMs[1]).toBe(baseMs + 1);
    expect(fleet.table().timeMs[10_000]).toBe(baseMs + 10_000);
  });

  it('changes nothing when a second judgement comes out the same, and something when time has passed', () => {
    const fleet = createFleetState();
    const feed = { state: 'live' as const, lastSuccessAtMs: baseMs, clockOffsetMs: 0 };
    fleet.setVehicle(1, true, false);
    fleet.applyFix(1, fixAt(baseMs, { speedDeciMph: 500 }));
    fleet.judge(feed, baseMs + 1_000, -1);
    const before = fleet.revision();
    fleet.judge(feed, baseMs + 2_000, -1);
    expect(fleet.revision()).toBe(before);
    fleet.judge({ ...feed, lastSuccessAtMs: baseMs + 60_000 }, baseMs + 60_000, -1);
    expect(fleet.revision()).toBeGreaterThan(before);
  });
});
