import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dutyClockAt, turnsBetween } from '../../../../src-main/sandbox/fleet/duty.ts';
import { createFleet, type Fleet, type Vehicle } from '../../../../src-main/sandbox/fleet/index.ts';

const dayMs = 86_400_000;
const moment = fc.integer({ min: Date.UTC(2025, 0, 1), max: Date.UTC(2028, 0, 1) });
const fleet = createFleet({ vehicleCount: 60, seed: 11 });
const { network } = fleet;
const vehicleOf = (index: number): Vehicle => fleet.vehicles[index % fleet.vehicles.length]!;
const trucks = fc.integer({ min: 0, max: 59 }).map(vehicleOf);

const radians = Math.PI / 180;
type Point = readonly [number, number];

/** Distance to a line piece in a flat projection around the point: exact enough below some kilometres. */
function distanceToPieceMeters(point: Point, from: Point, to: Point): number {
  const eastScale = 111_194.9 * Math.cos(point[1] * radians);
  const [ax, ay] = [(from[0] - point[0]) * eastScale, (from[1] - point[1]) * 111_194.9];
  const [bx, by] = [(to[0] - point[0]) * eastScale, (to[1] - point[1]) * 111_194.9];
  const lengthSquared = (bx - ax) ** 2 + (by - ay) ** 2;
  const along = lengthSquared === 0 ? 0 : -(ax * (bx - ax) + ay * (by - ay)) / lengthSquared;
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(ax + (bx - ax) * share, ay + (by - ay) * share);
}

function distanceToRoadsMeters(point: Point, roads: ReturnType<Fleet['network']['roads']>): number {
  let nearest = Infinity;
  for (const { coordinates } of roads) {
    for (let index = 0; index + 3 < coordinates.length; index += 2) {
      if (Math.abs(coordinates[index]! - point[0]) > 0.2) continue;
      if (Math.abs(coordinates[index + 1]! - point[1]) > 0.2) continue;
      const from: Point = [coordinates[index]!, coordinates[index + 1]!];
      const to: Point = [coordinates[index + 2]!, coordinates[index + 3]!];
      nearest = Math.min(nearest, distanceToPieceMeters(point, from, to));
    }
  }
  return nearest;
}

describe('the road network', () => {
  it('joins every city, and none is left without a road', () => {
    const { cities, edges, distanceBetween } = fleet.network;
    for (const city of cities) {
      expect(distanceBetween(cities[0]!, city), city.label).toBeLessThan(8_000_000);
      expect(
        edges.some((edge) => edge.from === city || edge.to === city),
        city.label,
      ).toBe(true);
    }
  });

  it('is the same for every seed and fits into one answer', () => {
    const other = createFleet({ vehicleCount: 1, seed: 99 }).network.roads();
    const text = JSON.stringify({ roads: other });
    expect(text).toBe(JSON.stringify({ roads: fleet.network.roads() }));
    expect(text.length).toBeLessThan(900_000);
  });

  it('winds a little more than the straight line, and not wildly', () => {
    for (const edge of fleet.network.edges) {
      const east = (edge.to.longitude - edge.from.longitude) * Math.cos(edge.from.latitude * radians);
      const straight = Math.hypot(east, edge.to.latitude - edge.from.latitude) * 111_194.9;
      expect(edge.lengthMeters / straight, `${edge.from.label}–${edge.to.label}`).toBeLessThan(1.2);
      expect(edge.lengthMeters / straight).toBeGreaterThan(0.97);
    }
  });
});

describe('a truck', () => {
  it('does the same for the same seed, in whatever order one asks', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 2 ** 31 }),
        fc.uniqueArray(moment, { minLength: 2, maxLength: 6 }),
        (seed, moments) => {
          const [one, other] = [0, 1].map(() => createFleet({ vehicleCount: 3, seed, network }));
          const look = (from: Fleet, times: readonly number[]) =>
            new Map(times.map((atMs) => [atMs, from.vehicles.map(({ truck }) => truck.motionAt(atMs))]));
          const forwards = look(one!, moments);
          const backwards = look(other!, moments.toReversed());
          for (const atMs of moments) expect(backwards.get(atMs)).toEqual(forwards.get(atMs));
          expect(other!.drivers).toEqual(one!.drivers);
        },
      ),
      { numRuns: 8 },
    );
  });

  it('is exactly on a drawn road while it drives', () => {
    const roads = fleet.network.roads();
    let driving = 0;
    fc.assert(
      fc.property(trucks, moment, ({ truck }, atMs) => {
        const motion = truck.motionAt(atMs);
        if (motion.segment.kind !== 'drive') return;
        driving += 1;
        expect(distanceToRoadsMeters([motion.longitude, motion.latitude], roads)).toBeLessThan(3);
      }),
      { numRuns: 150 },
    );
    expect(driving).toBeGreaterThan(30);
  });

  it('stands close to its road when it stands', () => {
    const roads = fleet.network.roads();
    fc.assert(
      fc.property(trucks, moment, ({ truck }, atMs) => {
        const motion = truck.motionAt(atMs);
        expect(distanceToRoadsMeters([motion.longitude, motion.latitude], roads)).toBeLessThan(700);
      }),
      { numRuns: 60 },
    );
  });

  it('moves as far as its speed says, without jumps', () => {
    fc.assert(
      fc.property(trucks, moment, ({ truck }, atMs) => {
        let before = truck.motionAt(atMs);
        for (let second = 1; second <= 600; second += 1) {
          const now = truck.motionAt(atMs + second * 1_000);
          const east = (now.longitude - before.longitude) * Math.cos(now.latitude * radians) * 111_194.9;
          const meters = Math.hypot(east, (now.latitude - before.latitude) * 111_194.9);
          expect(now.speedMph).toBeLessThan(95);
          expect(meters).toBeLessThan(5 * 43);
          if (before.segment === now.segment && now.segment.kind === 'drive') {
            // Second by second: over more of them the mean of both ends says little. Bends are cut by some metres.
            const expected = ((before.speedMph + now.speedMph) / 2) * 0.44704;
            expect(Math.abs(meters - expected)).toBeLessThan(10);
          }
          before = now;
        }
      }),
      { numRuns: 40 },
    );
  });

  it('burns fuel, counts miles and never runs dry', () => {
    fc.assert(
      fc.property(trucks, moment, fc.integer({ min: 1, max: 20 * dayMs }), ({ truck }, atMs, laterMs) => {
        const [before, after] = [truck.motionAt(atMs), truck.motionAt(atMs + laterMs)];
        expect(after.odometerMeters).toBeGreaterThanOrEqual(before.odometerMeters);
        expect(after.fuelPercent).toBeGreaterThan(5);
        expect(after.fuelPercent).toBeLessThanOrEqual(100);
      }),
    );
  });
});

describe('the company', () => {
  it('is mostly under way at any hour', () => {
    const big = createFleet({ vehicleCount: 300, seed: 3, network });
    for (const hour of [0, 7, 15, 22]) {
      const atMs = Date.UTC(2026, 10, 23, hour);
      const driving = big.vehicles.filter(({ truck }) => truck.segmentAt(atMs).kind === 'drive').length;
      expect(driving / 300).toBeGreaterThan(0.45);
    }
  });

  it('parks several trucks in one yard without stacking them', () => {
    const big = createFleet({ vehicleCount: 300, seed: 3, network });
    const atMs = Date.UTC(2026, 10, 23);
    const home = big.vehicles.filter(({ truck }) => truck.segmentAt(atMs).kind === 'home');
    const yards = big.terminals.map(({ id }) => home.filter((vehicle) => vehicle.home.id === id));
    const busiest = yards.toSorted((a, b) => b.length - a.length)[0]!;
    expect(busiest.length).toBeGreaterThan(3);
    const spots = new Set(
      busiest.map(
        ({ truck }) => truck.motionAt(atMs).latitude.toFixed(6) + truck.motionAt(atMs).longitude.toFixed(6),
      ),
    );
    expect(spots.size).toBeGreaterThan(busiest.length * 0.8);
  });

  it('has unique ids, names, plates, VINs and numbers from the fictional range', () => {
    const big = createFleet({ vehicleCount: 2_000, seed: 5, network });
    for (const key of ['id', 'name', 'vin'] as const) {
      expect(new Set(big.vehicles.map((vehicle) => vehicle[key])).size, key).toBe(2_000);
    }
    expect(new Set(big.drivers.map((driver) => driver.id)).size).toBe(big.drivers.length);
    const phones = big.drivers.flatMap(({ phone }) =>
      phone === null ? [] : [phone.replace(/\D/g, '').slice(-10)],
    );
    expect(new Set(phones).size).toBe(phones.length);
    for (const phone of phones) expect(phone).toMatch(/^[2-9]\d{2}55501\d{2}$/);
    for (const { vin } of big.vehicles) expect(vin).toMatch(/^[0-9A-HJ-NPR-Z]{17}$/);
    expect(big.drivers.some(({ name }) => name.length > 35)).toBe(true);
    expect(big.drivers.some(({ name }) => /[^\p{ASCII}]/u.test(name))).toBe(true);
  });

  it('refuses sizes it cannot have', () => {
    for (const vehicleCount of [0, 10_001, 1.5, NaN]) {
      expect(() => createFleet({ vehicleCount, seed: 1 })).toThrow('1 to 10000 vehicles');
    }
  });

  it('keeps the law on hours, except for the crews made to break it', () => {
    let violations = 0;
    const broken: string[] = [];
    for (const vehicle of fleet.vehicles) {
      for (let hour = 0; hour < 24 * 9; hour += 1) {
        const atMs = Date.UTC(2026, 10, 1, hour);
        vehicle.crew.forEach((_, member) => {
          const clock = dutyClockAt(vehicle.truck, member, atMs);
          const isLate = clock.shiftViolationMs + clock.cycleViolationMs > 0;
          const missesBreak = clock.status === 'driving' && clock.untilBreakMs === 0;
          if (vehicle.index % 50 === 31) violations += isLate ? 1 : 0;
          else if (isLate || missesBreak) broken.push(`${vehicle.name} at hour ${hour}`);
        });
      }
    }
    expect(broken).toEqual([]);
    expect(violations).toBeGreaterThan(0);
  });

  it('says of one driver at a time that he drives, and he is the one responsible', () => {
    fc.assert(
      fc.property(trucks, moment, ({ truck, crew }, atMs) => {
        const driving = crew
          .map((_, member) => member)
          .filter((member) => dutyClockAt(truck, member, atMs).status === 'driving');
        const isMoving = truck.segmentAt(atMs).kind === 'drive' && crew.length > 0;
        expect(driving.length).toBe(isMoving ? 1 : 0);
        if (isMoving) expect(turnsBetween(truck, atMs, atMs, atMs).at(-1)?.member).toBe(driving[0]);
      }),
    );
  });
});
