import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { trailClassOf, trailDots, trailLines } from '../../../../src-renderer/fleet-map/trail-segments.ts';

const trailOf = (points: readonly (readonly [minute: number, speedMph: number | null])[]) => ({
  timeMs: points.map(([minute]) => minute * 60_000),
  latitude: points.map((_, at) => 40 + at / 100),
  longitude: points.map((_, at) => -100 + at / 100),
  speedMph: points.map(([, speedMph]) => speedMph),
});

describe('trail', () => {
  it('joins legs of one speed class and passes the end of one on as the start of the next', () => {
    const { features } = trailLines(
      trailOf([
        [0, 0],
        [1, 60],
        [2, 62],
        [3, 10],
      ]),
    );
    expect(
      features.map(({ properties, geometry }) => [properties.class, geometry.coordinates.length]),
    ).toEqual([
      ['highway', 3],
      ['slow', 2],
    ]);
    expect(features[1]?.geometry.coordinates[0]).toEqual(features[0]?.geometry.coordinates.at(-1));
  });

  it('does not claim a road taken over a silence or without a speed', () => {
    expect(trailClassOf(6 * 60_000, 55)).toBe('unseen');
    expect(trailClassOf(1_000, null)).toBe('unseen');
    expect([0, 10, 30, 60, 80].map((speed) => trailClassOf(1_000, speed))).toEqual([
      'standing',
      'slow',
      'town',
      'highway',
      'fast',
    ]);
  });

  it('draws every leg exactly once', () => {
    const points = fc.array(fc.tuple(fc.nat(9), fc.option(fc.nat(90))), { maxLength: 60 });
    fc.assert(
      fc.property(points, (steps) => {
        let minute = 0;
        const trail = trailOf(steps.map(([gap, speed]) => [(minute += gap), speed] as const));
        const legs = trailLines(trail).features.reduce(
          (sum, line) => sum + line.geometry.coordinates.length - 1,
          0,
        );
        expect(legs).toBe(Math.max(steps.length - 1, 0));
      }),
    );
  });

  it('marks round times, about a dozen of them, and none where nothing was seen', () => {
    const hours = trailDots(trailOf(Array.from({ length: 360 }, (_, minute) => [minute, 50] as const)));
    expect(hours.features.map(({ properties }) => properties.timeMs / 60_000)).toEqual(
      Array.from({ length: 11 }, (_, at) => (at + 1) * 30),
    );
    expect(
      trailDots(
        trailOf([
          [1, 50],
          [27, 50],
        ]),
      ).features,
    ).toEqual([]);
    expect(trailDots(trailOf([])).features).toEqual([]);
  });
});
