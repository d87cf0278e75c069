import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodePage,
  encodePage,
  type TrackPage,
} from '../../../../../../src-main/core/operations/telematics/store/page-codec.ts';
import { isAppError } from '../../../../../../src-main/core/platform/errors.ts';
import { fixColumns, readingColumns } from './columns-fixture.ts';

const slots = (count: number) =>
  fc.array(
    fc.oneof({ weight: 9, arbitrary: fc.integer({ min: 1, max: 300 }) }, { weight: 1, arbitrary: fc.nat() }),
    { minLength: count, maxLength: count },
  );

const page: fc.Arbitrary<TrackPage> = fc.tuple(fixColumns, readingColumns).chain(([fixes, readings]) =>
  fc.tuple(slots(fixes.timeMs.length), slots(readings.timeMs.length)).map(([fixSlots, readingSlots]) => ({
    fixSlot: Int32Array.from(fixSlots),
    fixes,
    readingSlot: Int32Array.from(readingSlots),
    readings,
  })),
);

function boundsOf({ fixes, readings }: TrackPage): [number, number] {
  const times = [...fixes.timeMs, ...readings.timeMs];
  return times.length === 0 ? [0, 0] : [Math.min(...times), Math.max(...times)];
}

describe('a stored page', () => {
  it('gives back exactly what was put in', () => {
    fc.assert(
      fc.property(page, (given) => {
        const bytes = encodePage(given, ...boundsOf(given));
        expect(decodePage(bytes)).toEqual(given);
        // As the database hands it out: a Buffer that begins anywhere.
        expect(decodePage(Buffer.concat([Buffer.alloc(1), bytes]).subarray(1))).toEqual(given);
      }),
      { numRuns: 100 },
    );
  });

  it('whose bytes were changed, cut or never written is refused by the one error', () => {
    fc.assert(
      fc.property(
        page,
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        fc.boolean(),
        (given, place, change, isCut) => {
          const bytes = encodePage(given, ...boundsOf(given));
          // The earliest time is not part of what is summed; the store's own column says it too.
          const at = place % bytes.length;
          fc.pre(at < 24 || at >= 32);
          bytes[at] = bytes[at]! ^ change;
          let code: unknown = 'none';
          try {
            decodePage(isCut ? bytes.subarray(0, at) : bytes);
          } catch (error) {
            code = isAppError(error) ? error.code : error;
          }
          expect(code).toBe('telematics/damaged-chunk');
        },
      ),
      { numRuns: 200 },
    );
  });
});
