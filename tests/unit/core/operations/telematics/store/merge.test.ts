import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  allocateFixes,
  type FixColumns,
} from '../../../../../../src-main/core/operations/telematics/store/columns.ts';
import { mergeFixes } from '../../../../../../src-main/core/operations/telematics/store/merge.ts';

/** The number of its list is in every fix, so that it shows which list won. */
function columnsOf(times: readonly number[], rank: number): FixColumns {
  const fixes = allocateFixes(times.length);
  fixes.timeMs.set([...times].sort((a, b) => a - b));
  for (const column of [fixes.latitudeE6, fixes.longitudeE6, fixes.speedDeciMph, fixes.headingDeg]) {
    column.fill(rank);
  }
  return fixes;
}

const times = (maxLength: number) => fc.uniqueArray(fc.integer({ min: 0, max: 300 }), { maxLength });

it('tracks put together are in order, each time once, the earliest list winning, many and few rows alike', () => {
  const lists = fc.array(fc.oneof(times(3), times(120)), { maxLength: 8 });
  fc.assert(
    fc.property(lists, (all) => {
      const merged = mergeFixes(all.map(columnsOf));
      const winners = new Map<number, number>();
      for (const [rank, list] of all.entries()) {
        for (const time of list) if (!winners.has(time)) winners.set(time, rank);
      }
      const expected = [...winners].sort((a, b) => a[0] - b[0]);
      for (const column of [merged.latitudeE6, merged.longitudeE6, merged.speedDeciMph, merged.headingDeg]) {
        expect([...merged.timeMs].map((time, row) => [time, column[row]])).toEqual(expected);
      }
    }),
  );
});
