import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ageAtMs,
  ageClassCount,
  ageClassOf,
  ageMsMax,
} from '../../../../../../src-main/core/operations/telematics/accuracy/ages.ts';

const countsOf = (agesMs: readonly number[]): number[] => {
  const counts = Array.from({ length: ageClassCount }, () => 0);
  for (const ageMs of agesMs) counts[ageClassOf(ageMs)]! += 1;
  return counts;
};

describe('ages by class', () => {
  it('says nothing where nothing was looked at', () => {
    expect(ageAtMs(countsOf([]), 0, 0.5)).toBeNull();
  });

  it('takes a fix from the future for as new as can be', () => {
    expect(ageClassOf(-90_000)).toBe(0);
  });

  it('knows no more of very old ones than that they are very old', () => {
    expect(ageAtMs(countsOf([ageMsMax * 10]), 0, 0.5)).toBe(ageMsMax);
  });

  it('reads only the counts of the one it is asked about', () => {
    const two = [...countsOf([5_000]), ...countsOf([100_000])];
    expect(ageAtMs(two, ageClassCount, 0.5)).toBeGreaterThan(90_000);
  });

  it('stays within the class of the exact percentile', () => {
    const ages = fc.array(fc.integer({ min: 0, max: ageMsMax }), { minLength: 1, maxLength: 300 });
    fc.assert(
      fc.property(ages, fc.constantFrom(0.5, 0.95), (agesMs, share) => {
        const sorted = [...agesMs].sort((a, b) => a - b);
        const exact = sorted[Math.ceil(share * sorted.length) - 1]!;
        const told = ageAtMs(countsOf(agesMs), 0, share)!;
        // The upper bound of a class belongs to it.
        expect(ageClassOf(told)).toBe(ageClassOf(exact));
      }),
    );
  });
});
