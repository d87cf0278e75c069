import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  missingSpans,
  partsToAdd,
  progressOf,
  vehiclesPerPart,
  type BackfillPart,
} from '../../../../../src-main/core/operations/samsara/backfill-plan.ts';
import { slicesOf } from '../../../../../src-main/core/operations/samsara/backfill.ts';
import { changedSinceMs } from '../../../../../src-main/core/operations/samsara/change-window.ts';
import { createSeenChanges } from '../../../../../src-main/core/operations/samsara/seen-changes.ts';
import type { VehicleReadings } from '../../../../../src-main/core/operations/telematics/index.ts';

const dayMs = 86_400_000;
const untilMs = Date.UTC(2026, 10, 23);
const vehicles = (count: number) => Array.from({ length: count }, (_, index) => `v${index}`);

describe('the plan of the days before', () => {
  it('covers every vehicle of every day once, whenever days and vehicles are added', () => {
    const step = fc.record({
      days: fc.integer({ min: 0, max: 12 }),
      vehicleCount: fc.integer({ min: 1, max: 80 }),
      hoursLater: fc.integer({ min: 0, max: 40 }),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 6 }), (steps) => {
        const known: BackfillPart[] = [];
        for (const { days, vehicleCount, hoursLater } of steps) {
          const planned = new Set(known.flatMap(({ vehicleIds }) => vehicleIds));
          const nowMs = untilMs + hoursLater * 3_600_000;
          known.push(...partsToAdd(known, planned, days, nowMs, vehicles(vehicleCount)));
          const again = new Set(known.flatMap(({ vehicleIds }) => vehicleIds));
          expect(partsToAdd(known, again, days, nowMs + 1, vehicles(vehicleCount))).toEqual([]);
        }
        const covered = known.flatMap((part) => part.vehicleIds.map((id) => `${part.fromMs} ${id}`));
        expect(new Set(covered).size).toBe(covered.length);
        expect(new Set(known.map(({ fromMs, chunk }) => `${fromMs} ${chunk}`)).size).toBe(known.length);
        const days = Math.max(...steps.map((its) => its.days));
        expect(new Set(known.map(({ fromMs }) => fromMs)).size).toBe(days);
        const last = steps.at(-1)!;
        const covers = new Set(covered);
        const newest = Math.max(0, ...known.map(({ toMs }) => toMs));
        for (let day = 1; day <= last.days; day += 1) {
          for (const id of vehicles(last.vehicleCount)) {
            expect(covers.has(`${newest - day * dayMs} ${id}`)).toBe(true);
          }
        }
        expect(known.every((part) => part.toMs - part.fromMs === dayMs)).toBe(true);
        expect(known.every((part) => part.vehicleIds.length <= vehiclesPerPart)).toBe(true);
      }),
    );
  });

  it('knows nobody, plans nothing', () => {
    expect(partsToAdd([], new Set(), 7, untilMs, [])).toEqual([]);
    expect(progressOf([])).toEqual({ partCount: 0, doneCount: 0, wholeSinceMs: null });
  });

  it('says from when on the past is whole, and what is missing', () => {
    const parts = partsToAdd([], new Set(), 4, untilMs, vehicles(30)).map((part) => ({ ...part }));
    expect(progressOf(parts).wholeSinceMs).toBeNull();
    expect(missingSpans(parts)).toEqual([{ fromMs: untilMs - 4 * dayMs, toMs: untilMs }]);
    const done = parts.map((part) => ({
      ...part,
      isDone: part.toMs === untilMs || part.fromMs === untilMs - 3 * dayMs || part.chunk === 1,
    }));
    expect(progressOf(done)).toMatchObject({ wholeSinceMs: untilMs - dayMs, partCount: 8 });
    expect(missingSpans(done)).toEqual([
      { fromMs: untilMs - 4 * dayMs, toMs: untilMs - 3 * dayMs },
      { fromMs: untilMs - 2 * dayMs, toMs: untilMs - dayMs },
    ]);
    const all = parts.map((part) => ({ ...part, isDone: true }));
    expect(progressOf(all)).toEqual({ partCount: 8, doneCount: 8, wholeSinceMs: untilMs - 4 * dayMs });
    expect(missingSpans(all)).toEqual([]);
  });
});

describe('a page in slices', () => {
  const timesOf = (max: number) => fc.array(fc.integer({ min: 0, max: 1e6 }), { maxLength: max });
  const readings = fc
    .record({
      id: fc.integer({ min: 1, max: 9 }),
      fixes: timesOf(400),
      engine: timesOf(5),
      fuel: timesOf(90),
    })
    .map(({ id, fixes, engine, fuel }): VehicleReadings => ({
      vehicleId: String(id),
      name: null,
      fixes: fixes.map((timeMs) => ({
        timeMs,
        latitudeE6: 0,
        longitudeE6: 0,
        speedDeciMph: null,
        headingDeg: null,
        address: null,
      })),
      engine: engine.map((timeMs) => ({ timeMs, engine: 'on' })),
      fuelPercent: fuel.map((timeMs) => ({ timeMs, value: 1 })),
      odometerMeters: [],
      defLevelPercent: [],
      faultCount: [],
    }));

  it('has every point once, and no slice has more than it may', () => {
    fc.assert(
      fc.property(fc.array(readings, { maxLength: 8 }), fc.integer({ min: 3, max: 300 }), (page, sizeMax) => {
        const slices = slicesOf(page, sizeMax);
        const pointsOf = (list: readonly VehicleReadings[]) =>
          list
            .flatMap(({ vehicleId, fixes, engine, fuelPercent }) => [
              ...fixes.map(({ timeMs }) => `${vehicleId} fix ${timeMs}`),
              ...engine.map(({ timeMs }) => `${vehicleId} engine ${timeMs}`),
              ...fuelPercent.map(({ timeMs }) => `${vehicleId} fuel ${timeMs}`),
            ])
            .toSorted();
        expect(pointsOf(slices.flat())).toEqual(pointsOf(page));
        for (const slice of slices) expect(pointsOf(slice).length).toBeLessThanOrEqual(sizeMax);
      }),
    );
  });
});

describe('a window of changes', () => {
  const rules = { firstMs: 24 * 3_600_000, overlapMs: 120_000, oldestMs: 7 * dayMs };

  it('always overlaps what was reached, is never older than it may be, and never in the future', () => {
    fc.assert(
      fc.property(
        fc.option(fc.integer({ min: untilMs - 20 * dayMs, max: untilMs + dayMs }), { nil: null }),
        (reachedMs) => {
          const sinceMs = changedSinceMs(rules, reachedMs, untilMs);
          expect(sinceMs).toBeLessThanOrEqual(untilMs - rules.overlapMs);
          expect(sinceMs).toBeGreaterThanOrEqual(untilMs - rules.oldestMs);
          if (reachedMs !== null && reachedMs > untilMs - 6 * dayMs) {
            expect(sinceMs).toBeLessThanOrEqual(reachedMs - rules.overlapMs);
          }
        },
      ),
    );
    expect(changedSinceMs(rules, null, untilMs)).toBe(untilMs - rules.firstMs);
  });

  it('knows what it handed over until there is too much of it', () => {
    const seen = createSeenChanges(2);
    seen.note('a', 1);
    expect([seen.isNew('a', 1), seen.isNew('a', 2), seen.isNew('b', 1)]).toEqual([false, true, true]);
    seen.note('b', 1);
    seen.note('c', 1);
    expect([seen.isNew('a', 1), seen.isNew('b', 1), seen.isNew('c', 1)]).toEqual([true, false, false]);
  });
});
