import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInArea, type Area } from '../../../../src-main/sandbox/fleet/area.ts';
import { dutyClockAt } from '../../../../src-main/sandbox/fleet/duty.ts';
import { dutyLogBetween, violationsBetween } from '../../../../src-main/sandbox/fleet/duty-log.ts';
import { happeningsBetween } from '../../../../src-main/sandbox/fleet/happenings.ts';
import { createFleet, type Vehicle } from '../../../../src-main/sandbox/fleet/index.ts';
import { lowFuelBetween, longIdlesBetween } from '../../../../src-main/sandbox/fleet/states.ts';
import { tripsBetween } from '../../../../src-main/sandbox/fleet/trips.ts';
import { createVisits } from '../../../../src-main/sandbox/fleet/visits.ts';

const dayMs = 86_400_000;
const fleet = createFleet({ vehicleCount: 60, seed: 11 });
const trucks = fc.integer({ min: 0, max: 59 }).map((index): Vehicle => fleet.vehicles[index]!);
const moment = fc.integer({ min: Date.UTC(2026, 0, 1), max: Date.UTC(2027, 0, 1) });
const startMs = Date.UTC(2026, 10, 20);
const week = fleet.vehicles.flatMap(({ truck }) =>
  happeningsBetween(truck, startMs, startMs + 7 * dayMs).map((its) => ({ ...its, truck })),
);

describe('what happens on the way', () => {
  it('is as much as a company sees: speeding, hard stops, phones, and most driving without any', () => {
    const countOf = (kind: string) => week.filter((its) => its.kind === kind).length;
    expect(countOf('speeding')).toBeGreaterThan(30);
    expect(countOf('overspeed')).toBeGreaterThan(10);
    expect(countOf('brake')).toBeGreaterThan(20);
    expect(countOf('phone')).toBeGreaterThan(10);
    expect(week.length / 60 / 7).toBeLessThan(8);
  });

  it('shows in the motion itself: a speeding truck is above the posted limit all the while', () => {
    const speeding = week.filter(({ kind }) => kind === 'speeding').slice(0, 60);
    for (const { truck, startMs: fromMs, endMs, peakMph, limitMph } of speeding) {
      for (const share of [0.02, 0.5, 0.98]) {
        const motion = truck.motionAt(Math.round(fromMs + (endMs - fromMs) * share));
        expect(motion.speedMph).toBeGreaterThan((motion.speedLimitMph ?? Infinity) + 4.5);
      }
      expect(peakMph).toBeGreaterThan(limitMph + 5);
    }
  });

  it('shows in the motion itself: a hard stop halves the speed within seconds, without a jump', () => {
    for (const { truck, startMs: fromMs, endMs, gForce } of week.filter(({ kind }) => kind === 'brake')) {
      const [before, after] = [truck.motionAt(fromMs), truck.motionAt(endMs)];
      expect(endMs - fromMs).toBeLessThan(4_500);
      expect(after.speedMph / before.speedMph).toBeLessThan(0.5);
      expect(gForce).toBeGreaterThan(0.2);
      expect(gForce).toBeLessThan(0.75);
      const measured = ((before.speedMph - after.speedMph) * 0.44704) / ((endMs - fromMs) / 1_000) / 9.81;
      expect(Math.abs(measured - gForce)).toBeLessThan(0.08);
    }
  });

  it('is the same however the time is cut into pieces', () => {
    fc.assert(
      fc.property(trucks, moment, fc.integer({ min: 1, max: 40 }), ({ truck }, fromMs, pieceHours) => {
        const whole = happeningsBetween(truck, fromMs, fromMs + 2 * dayMs);
        const cut = new Map<string, unknown>();
        for (let atMs = fromMs; atMs < fromMs + 2 * dayMs; atMs += pieceHours * 3_600_000) {
          const toMs = Math.min(atMs + pieceHours * 3_600_000, fromMs + 2 * dayMs);
          for (const its of happeningsBetween(truck, atMs, toMs)) cut.set(`${its.kind} ${its.startMs}`, its);
        }
        expect([...cut.values()]).toEqual(expect.arrayContaining(whole));
        expect(cut.size).toBe(whole.length);
      }),
      { numRuns: 30 },
    );
  });
});

describe('visits', () => {
  const areas = fleet.places.all.map((place) => ({
    id: place.id,
    area: {
      kind: 'circle',
      centre: [place.longitude, place.latitude],
      radiusMeters: place.radiusMeters,
    } satisfies Area as Area,
  }));
  const drawn = {
    id: 'drawn',
    area: { kind: 'circle', centre: [-87.63, 41.88], radiusMeters: 9_000 } as Area,
  };
  const visits = createVisits(fleet.network, [...areas, drawn]);

  it('are exactly when the truck is inside, passing through included', () => {
    let insideCount = 0;
    fc.assert(
      fc.property(trucks, moment, ({ truck }, fromMs) => {
        const found = visits.between(truck, fromMs, fromMs + dayMs);
        for (const { fenced, enterMs, exitMs } of found) {
          const isInside = (atMs: number) => {
            const motion = truck.motionAt(atMs);
            return isInArea(fenced.area, [motion.longitude, motion.latitude]);
          };
          if (exitMs - enterMs < 10_000) continue;
          insideCount += 1;
          expect(isInside(enterMs + 3_000), `${fenced.id} just after entry`).toBe(true);
          expect(isInside(exitMs - 3_000), `${fenced.id} just before exit`).toBe(true);
          expect(isInside(enterMs - 4_000), `${fenced.id} just before entry`).toBe(false);
          expect(isInside(exitMs + 4_000), `${fenced.id} just after exit`).toBe(false);
        }
        for (let atMs = fromMs; atMs < fromMs + dayMs; atMs += 600_000) {
          const motion = truck.motionAt(atMs);
          for (const fenced of [...areas, drawn]) {
            if (!isInArea(fenced.area, [motion.longitude, motion.latitude])) continue;
            const isFound = found.some(
              (visit) =>
                visit.fenced === fenced && visit.enterMs <= atMs + 2_000 && visit.exitMs >= atMs - 2_000,
            );
            expect(isFound, `${fenced.id} at ${new Date(atMs).toISOString()}`).toBe(true);
          }
        }
      }),
      { numRuns: 25 },
    );
    expect(insideCount).toBeGreaterThan(20);
  });
});

describe('trips, tanks and idling', () => {
  it('trips cover all driving, end before they are taken for ended, and never overlap', () => {
    fc.assert(
      fc.property(trucks, moment, ({ truck }, fromMs) => {
        const trips = tripsBetween(truck, fromMs, fromMs + 2 * dayMs);
        trips.forEach((trip, index) => {
          expect(trip.completedMs).toBeGreaterThan(trip.endMs);
          expect(trip.startMs).toBeLessThan(trips[index + 1]?.startMs ?? Infinity);
          expect(trip.endMs).toBeLessThanOrEqual(trips[index + 1]?.startMs ?? Infinity);
        });
        for (let atMs = fromMs; atMs < fromMs + 2 * dayMs; atMs += 3_600_000) {
          if (truck.segmentAt(atMs).kind !== 'drive') continue;
          expect(trips.some((trip) => trip.startMs <= atMs && trip.endMs >= atMs)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('the fuel lamp comes on for some, when the tank says so', () => {
    let lamps = 0;
    for (const { truck } of fleet.vehicles) {
      for (const { startMs: fromMs, endMs } of lowFuelBetween(truck, startMs, startMs + 10 * dayMs)) {
        lamps += 1;
        expect(truck.motionAt(fromMs - 60_000).fuelPercent).toBeGreaterThanOrEqual(20);
        expect(truck.motionAt(fromMs + 60_000).fuelPercent).toBeLessThanOrEqual(20);
        expect(truck.motionAt(endMs + 1_000).fuelPercent).toBeGreaterThan(20);
      }
    }
    expect(lamps).toBeGreaterThan(3);
  });

  it('long idling is idling for longer than a quarter of an hour', () => {
    let count = 0;
    for (const { truck } of fleet.vehicles) {
      for (const { startMs: fromMs, endMs } of longIdlesBetween(truck, startMs, startMs + 2 * dayMs)) {
        count += 1;
        expect(endMs - fromMs).toBeGreaterThan(15 * 60_000);
        expect(truck.engineAt(Math.floor((fromMs + endMs) / 2)).state).toBe('Idle');
      }
    }
    expect(count).toBeGreaterThan(10);
  });
});

describe('the duty log', () => {
  it('is gapless, agrees with the clocks, and has one open entry', () => {
    fc.assert(
      fc.property(trucks, moment, ({ truck, crew }, nowMs) => {
        crew.forEach((_, member) => {
          const log = dutyLogBetween(truck, member, nowMs - 2 * dayMs, nowMs, nowMs);
          log.forEach((entry, index) => {
            const next = log[index + 1];
            expect(entry.endMs).toBe(next === undefined ? null : next.startMs);
          });
          expect(log.at(-1)?.status).toBe(dutyClockAt(truck, member, nowMs).status);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('has violations for the careless crews only, and the clocks show them', () => {
    let shiftViolations = 0;
    for (const { truck, crew, index } of fleet.vehicles) {
      crew.forEach((_, member) => {
        for (const { type, endMs, startMs: fromMs } of violationsBetween(
          truck,
          member,
          startMs,
          startMs + 9 * dayMs,
        )) {
          expect(index % 50).toBe(31);
          if (!type.startsWith('shift')) continue;
          shiftViolations += 1;
          const middleMs = Math.floor((fromMs + endMs) / 2);
          expect(dutyClockAt(truck, member, middleMs).shiftViolationMs).toBeGreaterThan(0);
        }
      });
    }
    expect(shiftViolations).toBeGreaterThan(0);
  });
});
