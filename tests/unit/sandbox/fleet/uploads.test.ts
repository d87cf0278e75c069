import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createFleet } from '../../../../src-main/sandbox/fleet/index.ts';
import { lastReportMs, measuredStats, visitReports } from '../../../../src-main/sandbox/fleet/reports.ts';
import {
  arrivalMs,
  lastArrivedMs,
  noHolds,
  visitArrivals,
  type Holds,
} from '../../../../src-main/sandbox/fleet/uploads.ts';
import { createFaults } from '../../../../src-main/sandbox/samsara/faults.ts';
import { createSandboxClock } from '../../../../src-main/sandbox/clock.ts';

const hourMs = 3_600_000;
const fleet = createFleet({ vehicleCount: 80, seed: 4 });
const vehicles = fc.integer({ min: 0, max: 79 }).map((index) => fleet.vehicles[index]!);
const moment = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) });
const stats = fc.constantFrom(...measuredStats);

function reportsBetween(
  vehicle: (typeof fleet.vehicles)[number],
  stat: (typeof measuredStats)[number],
  fromMs: number,
  toMs: number,
) {
  const times: number[] = [];
  visitReports(vehicle, stat, fromMs, toMs, (atMs) => times.push(atMs));
  return times;
}

/** Late batches on for a while in the middle of the looked-at span. */
function heldBetween(fromMs: number, toMs: number): Holds {
  const clock = createSandboxClock({ startMs: fromMs, speed: 0 });
  const faults = createFaults(clock);
  faults.switchOn('late-batch');
  clock.advance(toMs - fromMs);
  faults.switchOff('late-batch');
  return faults.holds;
}

describe('reports of a truck', () => {
  it('are the same however the time is cut into pieces', () => {
    fc.assert(
      fc.property(
        vehicles,
        stats,
        moment,
        fc.array(fc.integer({ min: 1, max: hourMs }), { maxLength: 8 }),
        (vehicle, stat, startMs, pieces) => {
          const cut: number[] = [];
          let atMs = startMs;
          for (const piece of pieces) {
            cut.push(...reportsBetween(vehicle, stat, atMs, atMs + piece));
            atMs += piece;
          }
          // As text: comparing thousands of numbers one by one is what takes the time here.
          expect(cut.join()).toBe(reportsBetween(vehicle, stat, startMs, atMs).join());
        },
      ),
    );
  });

  it('come every 5 s with the engine on, every 5 min without, and stop an hour after', () => {
    const gaps = { On: new Set<number>(), Idle: new Set<number>(), Off: new Set<number>() };
    let sleptAfterMs = 0;
    for (const vehicle of fleet.vehicles.filter(({ condition }) => condition === 'normal').slice(0, 20)) {
      const startMs = Date.UTC(2026, 5, 1);
      const times = reportsBetween(vehicle, 'gps', startMs, startMs + 48 * hourMs);
      for (const [index, atMs] of times.slice(1).entries()) {
        const engine = vehicle.truck.engineAt(atMs);
        if (times[index]! < engine.startMs) continue;
        gaps[engine.state].add(atMs - times[index]!);
        if (engine.state === 'Off') sleptAfterMs = Math.max(sleptAfterMs, atMs - engine.startMs);
      }
    }
    expect(gaps).toEqual({ On: new Set([5_000]), Idle: new Set([300_000]), Off: new Set([300_000]) });
    expect(sleptAfterMs).toBe(hourMs - 300_000);
  });

  it('agree with the question for the last one', () => {
    fc.assert(
      fc.property(vehicles, stats, moment, (vehicle, stat, atMs) => {
        const lastMs = lastReportMs(vehicle, stat, atMs);
        if (vehicle.condition === 'stored') return;
        const inLastDays = reportsBetween(vehicle, stat, atMs - 12 * 24 * hourMs, atMs + 1).at(-1);
        if (inLastDays !== undefined) expect(lastMs).toBe(inLastDays);
        else expect(lastMs === null || lastMs < atMs - 12 * 24 * hourMs).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('uploads', () => {
  it('bring every report exactly once, tunnels and late batches included', () => {
    const spanMs = 2 * hourMs;
    fc.assert(
      fc.property(
        vehicles,
        moment,
        fc.boolean(),
        fc.integer({ min: 4_000, max: 60_000 }),
        (vehicle, startMs, isHeld, stepMs) => {
          const holds = isHeld ? heldBetween(startMs + 777, startMs + hourMs) : noHolds;
          const arrived: number[] = [];
          for (let atMs = startMs; atMs < startMs + spanMs; atMs += stepMs) {
            visitArrivals(
              vehicle,
              vehicle.index,
              'gps',
              atMs,
              atMs + stepMs,
              holds,
              (arrivedMs, measuredMs) => {
                expect(arrivedMs).toBeGreaterThan(atMs);
                expect(arrivedMs).toBeLessThanOrEqual(atMs + stepMs);
                arrived.push(measuredMs);
              },
            );
          }
          const endMs = startMs + Math.ceil(spanMs / stepMs) * stepMs;
          const expected = reportsBetween(vehicle, 'gps', startMs - 3 * hourMs, endMs).filter(
            (measuredMs) => {
              const arrivedMs = arrivalMs(vehicle, vehicle.index, measuredMs, holds);
              return arrivedMs > startMs && arrivedMs <= endMs;
            },
          );
          expect(arrived.toSorted((a, b) => a - b).join()).toBe(expected.join());
        },
      ),
      { numRuns: 60 },
    );
  });

  it('come late and in a burst after a tunnel', () => {
    const vehicle = fleet.vehicles.find(
      ({ truck, condition }) => condition === 'normal' && truck.plan.schedule.deadMs.length > 0,
    )!;
    const { truck } = vehicle;
    const tourMs = truck.tourStartMs(Date.UTC(2026, 5, 1));
    const [start, end] = truck.plan.schedule.deadMs;
    const inside = reportsBetween(vehicle, 'gps', Math.ceil(tourMs + start!), tourMs + end!);
    expect(inside.length).toBeGreaterThan(20);
    const arrivals = inside.map((atMs) => arrivalMs(vehicle, vehicle.index, atMs, noHolds));
    expect(Math.max(...arrivals) - Math.min(...arrivals)).toBeLessThan(5_000);
    expect(Math.min(...arrivals)).toBeGreaterThan(tourMs + end!);
    expect(lastArrivedMs(vehicle, vehicle.index, 'gps', Math.floor(tourMs + end! - 1), noHolds)).toBeLessThan(
      tourMs + start!,
    );
  });

  it('know the newest report that has arrived', () => {
    fc.assert(
      fc.property(vehicles, moment, (vehicle, nowMs) => {
        if (vehicle.condition !== 'normal') return;
        const arrived = reportsBetween(vehicle, 'gps', nowMs - 48 * hourMs, nowMs + 1).filter(
          (atMs) => arrivalMs(vehicle, vehicle.index, atMs, noHolds) <= nowMs,
        );
        expect(lastArrivedMs(vehicle, vehicle.index, 'gps', nowMs, noHolds)).toBe(arrived.at(-1));
      }),
      { numRuns: 60 },
    );
  });
});
