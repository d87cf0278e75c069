import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceMeters } from '../../../../../../src-main/core/operations/telematics/geofences/area.ts';
import {
  boxAround,
  nearnessOf,
  type NearArea,
} from '../../../../../../src-main/core/operations/telematics/review/near.ts';

const center = { latitude: 40, longitude: -95 };
const circle = (radiusMeters: number): NearArea => ({ kind: 'circle', center, radiusMeters });
const north = (meters: number, timeMs: number) => ({
  timeMs,
  latitude: 40 + meters / 111_195,
  longitude: -95,
});

describe('who was near', () => {
  it('is told with first and last time, and how close and when', () => {
    const fixes = [north(-900, 0), north(-200, 100_000), north(50, 200_000), north(900, 300_000)];
    const found = nearnessOf(circle(500), fixes, null);
    expect(found).toMatchObject({ firstSeenAtMs: 100_000, lastSeenAtMs: 200_000, fixCount: 2 });
    expect(found?.closestMeters).toBeCloseTo(50, 0);
  });

  it('includes a truck that crossed a small circle between two fixes, at the time it must have', () => {
    const found = nearnessOf(circle(60), [north(-100, 0), north(100, 5_000)], null);
    expect(found).toMatchObject({ closestAtMs: 2_500, fixCount: 0 });
    expect(found?.closestMeters).toBeLessThan(1);
  });

  it('leaves out one that crossed it in a silence, since nobody knows its way', () => {
    expect(nearnessOf(circle(60), [north(-100, 0), north(100, 600_000)], null)).toBeNull();
  });

  it('includes one that stood there silently since before', () => {
    expect(nearnessOf(circle(60), [], north(10, -3_600_000))).toMatchObject({
      isFromBefore: true,
      fixCount: 0,
    });
  });

  it('says the same as asking every fix, and its box holds every fix it could need', () => {
    const place = fc.record({
      timeMs: fc.integer({ min: 0, max: 10_000_000 }),
      latitude: fc.double({ min: 39.98, max: 40.02, noNaN: true }),
      longitude: fc.double({ min: -95.02, max: -94.98, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(place, { maxLength: 30 }),
        fc.integer({ min: 10, max: 2_000 }),
        (fixes, radius) => {
          const apart = fixes.map((fix, index) => ({ ...fix, timeMs: index * 100_000 }));
          const inside = apart.filter((fix) => distanceMeters(center, fix) <= radius);
          const found = nearnessOf(circle(radius), apart, null);
          expect(found?.fixCount ?? 0).toBe(inside.length);
          if (inside.length > 0) {
            expect(found?.closestMeters).toBe(Math.min(...inside.map((fix) => distanceMeters(center, fix))));
          }
          const box = boxAround(circle(radius));
          for (const { latitude, longitude } of inside) {
            expect(latitude > box.south && latitude < box.north).toBe(true);
            expect(longitude > box.west && longitude < box.east).toBe(true);
          }
        },
      ),
    );
  });
});
