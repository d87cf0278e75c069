import fc from 'fast-check';
import {
  allocateFixes,
  allocateReadings,
  unknownI32,
  wholeNumberMax,
  type FixColumns,
  type ReadingColumns,
} from '../../../../../../src-main/core/operations/telematics/store/columns.ts';

interface FixValues {
  readonly timeMs: number;
  readonly latitudeE6: number;
  readonly longitudeE6: number;
  readonly speedDeciMph: number | null;
  readonly headingDeg: number | null;
}

const edges = [0, 1, -1, 127, 128, 255, 256, 360, 90_000_000, -180_000_000, 2_147_483_647, -2_147_483_647];
const integer = fc.oneof(fc.integer({ min: -2_147_483_647 }), fc.constantFrom(...edges));
const likely = <T>(usual: fc.Arbitrary<T>, rare: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 4, arbitrary: usual }, { weight: 1, arbitrary: rare });
const time = likely(
  fc.integer({ min: 1_790_000_000_000, max: 1_790_003_600_000 }),
  fc.oneof(
    fc.constantFrom(0, 1, -1, wholeNumberMax, -wholeNumberMax),
    fc.maxSafeInteger().map((value) => Math.trunc(value / 8) + 0),
  ),
);
const orNull = (values: fc.Arbitrary<number>) => fc.option(values, { freq: 4 });

const fixes: fc.Arbitrary<FixValues> = fc.record({
  timeMs: time,
  latitudeE6: likely(fc.integer({ min: -90_000_000, max: 90_000_000 }), integer),
  longitudeE6: likely(fc.integer({ min: -180_000_000, max: 180_000_000 }), integer),
  speedDeciMph: orNull(likely(fc.integer({ min: 0, max: 1_200 }), integer)),
  headingDeg: orNull(likely(fc.integer({ min: 0, max: 360 }), integer)),
});

export function columnsOfFixes(rows: readonly FixValues[]): FixColumns {
  const columns = allocateFixes(rows.length);
  for (const [at, row] of rows.entries()) {
    columns.timeMs[at] = row.timeMs;
    columns.latitudeE6[at] = row.latitudeE6;
    columns.longitudeE6[at] = row.longitudeE6;
    columns.speedDeciMph[at] = row.speedDeciMph ?? unknownI32;
    columns.headingDeg[at] = row.headingDeg ?? unknownI32;
  }
  return columns;
}

/** Any fixes at all, as one vehicle's columns. */
export const fixColumns: fc.Arbitrary<FixColumns> = fc
  .uniqueArray(fixes, { selector: ({ timeMs }) => timeMs, maxLength: 2_000, size: 'max' })
  .map((rows) => columnsOfFixes(rows.sort((a, b) => a.timeMs - b.timeMs)));

const value = likely(
  fc.integer({ min: 0, max: 100 }),
  fc.oneof(
    fc.constantFrom(wholeNumberMax, -wholeNumberMax, -1),
    fc.maxSafeInteger().map((number) => Math.trunc(number / 8) + 0),
  ),
);

export const readingColumns: fc.Arbitrary<ReadingColumns> = fc
  .uniqueArray(fc.record({ kind: fc.integer({ min: 0, max: 40 }), timeMs: time, value: orNull(value) }), {
    selector: ({ kind, timeMs }) => `${kind} ${timeMs}`,
    maxLength: 2_000,
    size: 'max',
  })
  .map((rows) => {
    rows.sort((a, b) => a.kind - b.kind || a.timeMs - b.timeMs);
    const columns = allocateReadings(rows.length);
    for (const [at, row] of rows.entries()) {
      columns.kind[at] = row.kind;
      columns.timeMs[at] = row.timeMs;
      columns.value[at] = row.value ?? Number.NaN;
    }
    return columns;
  });
