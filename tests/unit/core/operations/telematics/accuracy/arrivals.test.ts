import { describe, expect, it } from 'vitest';
import {
  createArrivals,
  isJump,
  metersBetween,
} from '../../../../../../src-main/core/operations/telematics/accuracy/arrivals.ts';
import { createHourTally } from '../../../../../../src-main/core/operations/telematics/accuracy/tally.ts';
import { baseMs, fixAt } from '../readings-fixture.ts';

const second = 1_000;
const at = (seconds: number, latitude = 41, longitude = -87) => ({
  ...fixAt(baseMs + seconds * second),
  latitudeE6: Math.round(latitude * 1e6),
  longitudeE6: Math.round(longitude * 1e6),
});

function countOf(
  pages: readonly (readonly ReturnType<typeof at>[])[],
  seededAtSeconds: number | null = null,
) {
  const arrivals = createArrivals();
  arrivals.reserve(2);
  if (seededAtSeconds !== null) arrivals.seed(1, at(seededAtSeconds));
  const tally = createHourTally(2);
  for (const page of pages) arrivals.take(tally, 1, page);
  const { fixCount, lateCount, repeatCount, jumpCount } = tally;
  return { fixes: fixCount[1], late: lateCount[1], repeated: repeatCount[1], jumps: jumpCount[1] };
}

describe('fixes as they arrive', () => {
  it('are counted, and one that is older than what had come before is out of order', () => {
    expect(countOf([[at(0)], [at(5)], [at(20)], [at(10)]])).toEqual({
      fixes: 4,
      late: 1,
      repeated: 0,
      jumps: 0,
    });
  });

  it('of one page came at once: its own order says nothing', () => {
    expect(countOf([[at(10), at(0), at(5)]])).toEqual({ fixes: 3, late: 0, repeated: 0, jumps: 0 });
  });

  it('that come again are repeated, not out of order', () => {
    expect(countOf([[at(0)], [at(5)], [at(10)], [at(5)], [at(10)]])).toEqual({
      fixes: 3,
      late: 0,
      repeated: 2,
      jumps: 0,
    });
  });

  it('older than what was known before counting began are not judged', () => {
    expect(countOf([[at(5)], [at(30)], [at(35)]], 30)).toEqual({ fixes: 1, late: 0, repeated: 0, jumps: 0 });
  });

  it('that no truck can drive between are a jump', () => {
    expect(countOf([[at(0)], [at(5, 41.1)], [at(10, 41.1)]])).toMatchObject({ jumps: 1 });
  });

  it('that come late make no jump', () => {
    expect(countOf([[at(0)], [at(60)], [at(30, 42)]])).toMatchObject({ late: 1, jumps: 0 });
  });

  it('keep what is known when the fleet grows', () => {
    const arrivals = createArrivals();
    arrivals.reserve(1);
    arrivals.take(createHourTally(1), 0, [at(10)]);
    arrivals.reserve(300);
    const tally = createHourTally(300);
    arrivals.take(tally, 0, [at(10)]);
    arrivals.take(tally, 299, [at(0)]);
    expect([tally.repeatCount[0], tally.fixCount[299]]).toEqual([1, 1]);
  });
});

describe('a jump', () => {
  it('is no noise of GPS over a few seconds', () => {
    // 250 m in a second: too fast for a truck, too near to be believed.
    expect(isJump(at(0), at(1, 41 + 250 / 111_320))).toBe(false);
  });

  it('is no fast truck after a long silence', () => {
    expect(isJump(at(0), at(3_600, 41.9))).toBe(false);
  });

  it('measures across the date line', () => {
    expect(metersBetween(at(0, 0, 179.999), at(5, 0, -179.999))).toBeLessThan(300);
  });
});
