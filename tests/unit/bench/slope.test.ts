import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { theilSen } from '../../bench/memory/slope.ts';

const line = (slope: number, start: number, noise: readonly number[]) =>
  noise.map((offset, minutes) => ({ minutes, megabytes: start + slope * minutes + offset }));

describe('slope through samples of memory', () => {
  it('is exact on a line, whatever its height and steepness', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -50, max: 50 }),
        fc.integer({ min: 0, max: 1_000 }),
        fc.integer({ min: 3, max: 40 }),
        (slope, start, count) => {
          const found = theilSen(line(slope, start, Array<number>(count).fill(0)));
          expect(found.megabytesPerMinute).toBeCloseTo(slope, 9);
          expect(found.low).toBeCloseTo(slope, 9);
          expect(found.high).toBeCloseTo(slope, 9);
        },
      ),
    );
  });

  it('is not bent by a quarter of the samples being far off', () => {
    const noise = Array.from({ length: 24 }, (_, at) => (at % 4 === 0 ? 500 : 0));
    expect(theilSen(line(2, 100, noise)).megabytesPerMinute).toBeCloseTo(2, 1);
  });

  it('tells nothing from noise without a trend, and growth from the same noise with one', () => {
    const noise = [3, -2, 1, -3, 2, 0, -1, 3, -2, 1, -3, 2, 0, -1, 2];
    const flat = theilSen(line(0, 100, noise));
    expect(flat.low).toBeLessThan(0);
    expect(flat.high).toBeGreaterThan(0);
    expect(theilSen(line(2, 100, noise)).low).toBeGreaterThan(0);
  });

  it('needs three samples', () => {
    expect(() => theilSen(line(1, 0, [0, 0]))).toThrow('three samples');
  });
});
