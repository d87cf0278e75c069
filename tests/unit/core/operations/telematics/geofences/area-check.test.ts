import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  areaProblem,
  isSelfCrossing,
} from '../../../../../../src-main/core/operations/telematics/geofences/area-check.ts';
import { areasArbitrary, circleAt, placeAt, polygonOf } from './geofence-fixture.ts';

describe('what is refused as an area', () => {
  it('a circle that is too small, too large, or beyond the edge of the map', () => {
    expect(areaProblem(circleAt(0, 0, 9))).toBe('tooSmall');
    expect(areaProblem(circleAt(0, 0, 200_000))).toBe('tooLarge');
    expect(areaProblem({ kind: 'circle', latitude: 10, longitude: 179.999, radiusMeters: 500 })).toBe(
      'offTheMap',
    );
    expect(areaProblem(circleAt(0, 0, 10))).toBeNull();
  });

  it('a polygon of fewer than three or more than forty corners, repeated ones not counted', () => {
    expect(areaProblem(polygonOf([0, 0], [100, 0]))).toBe('tooFewPoints');
    expect(areaProblem(polygonOf([0, 0], [100, 0], [100, 0], [0, 0]))).toBe('tooFewPoints');
    const corners = (count: number) =>
      polygonOf(
        ...Array.from({ length: count }, (_, at) => {
          const angle = (2 * Math.PI * at) / count;
          return [1_000 * Math.cos(angle), 1_000 * Math.sin(angle)] as const;
        }),
      );
    expect(areaProblem(corners(41))).toBe('tooManyPoints');
    expect(areaProblem(corners(40))).toBeNull();
  });

  it('a polygon that crosses or touches itself, or runs back over its own edge', () => {
    expect(areaProblem(polygonOf([0, 0], [1_000, 1_000], [1_000, 0], [0, 1_000]))).toBe('selfCrossing');
    expect(areaProblem(polygonOf([0, 0], [1_000, 0], [500, 0]))).toBe('selfCrossing');
    expect(areaProblem(polygonOf([0, 0], [1_000, 0], [1_000, 1_000], [500, 0], [0, 1_000]))).toBe(
      'selfCrossing',
    );
  });

  it('a polygon that is a sliver or a continent', () => {
    expect(areaProblem(polygonOf([0, 0], [5, 0], [5, 5]))).toBe('tooSmall');
    expect(areaProblem(polygonOf([0, 0], [900_000, 0], [0, 900_000]))).toBe('tooLarge');
  });

  it('no polygon whose corners go round a centre crosses itself; swapping two far corners makes it cross', () => {
    fc.assert(
      fc.property(areasArbitrary, (areas) => {
        for (const area of areas) {
          if (area.kind === 'polygon') expect(isSelfCrossing(area.vertices)).toBe(false);
        }
      }),
    );
    const round = [0, 1, 2, 3, 4, 5].map((at) =>
      placeAt(1_000 * Math.cos((at * Math.PI) / 3), 1_000 * Math.sin((at * Math.PI) / 3)),
    );
    const [a, b, c, d, e, f] = round as [(typeof round)[0], ...typeof round] as typeof round;
    expect(isSelfCrossing([a!, d!, c!, b!, e!, f!])).toBe(true);
  });
});
