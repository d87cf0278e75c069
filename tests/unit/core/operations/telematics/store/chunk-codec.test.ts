import { crc32 } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  decodeFixes,
  decodeReadings,
  encodeFixes,
  encodeReadings,
} from '../../../../../../src-main/core/operations/telematics/store/chunk-codec.ts';
import {
  eastTable,
  northTable,
  stretchTable,
} from '../../../../../../src-main/core/operations/telematics/store/prediction.ts';
import { isAppError } from '../../../../../../src-main/core/platform/errors.ts';
import { columnsOfFixes, fixColumns, readingColumns } from './columns-fixture.ts';

/** What reading these bytes comes to: an answer, or the code of the one error that is allowed. */
function outcomeOf(read: () => unknown): string {
  try {
    read();
    return 'answer';
  } catch (error) {
    if (isAppError(error)) return error.code;
    throw error;
  }
}

function sealed(content: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(5 + content.length);
  bytes[0] = 1;
  bytes.set(content, 5);
  new DataView(bytes.buffer).setUint32(1, crc32(content), true);
  return bytes;
}

/** An hour on the road, five seconds apart, heading east at 60 mph. */
const hourOnTheRoad = columnsOfFixes(
  Array.from({ length: 720 }, (_, index) => ({
    timeMs: 1_790_000_000_000 + index * 5_000 + ((index * 7_919) % 600),
    latitudeE6: 35_000_000 + ((index * 31) % 50),
    longitudeE6: -100_000_000 + index * 1_472 + ((index * 17) % 50),
    speedDeciMph: 600 + ((index * 13) % 9),
    headingDeg: 88 + ((index * 3) % 4),
  })),
);

describe('a chunk', () => {
  it('gives back exactly the fixes that were put in', () => {
    fc.assert(
      fc.property(fixColumns, (fixes) => {
        expect(decodeFixes(encodeFixes(fixes))).toEqual(fixes);
      }),
      { numRuns: 200 },
    );
  });

  it('gives back exactly the readings that were put in', () => {
    fc.assert(
      fc.property(readingColumns, (readings) => {
        expect(decodeReadings(encodeReadings(readings))).toEqual(readings);
      }),
      { numRuns: 200 },
    );
  });

  it('takes less than four bytes for a fix on the road', () => {
    expect(encodeFixes(hourOnTheRoad).length).toBeLessThan(720 * 4);
  });

  it('takes next to nothing for a reading that stays the same', () => {
    const count = 1_000;
    const readings = {
      kind: new Int32Array(count).fill(2),
      timeMs: Float64Array.from({ length: count }, (_, at) => 1_790_000_000_000 + at * 30_000),
      value: new Float64Array(count).fill(80),
    };
    expect(encodeReadings(readings).length).toBeLessThan(100);
  });

  it('that was changed in any bit is refused', () => {
    const bytes = encodeFixes(hourOnTheRoad);
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        const damaged = Uint8Array.from(bytes);
        damaged[at] = (damaged[at] ?? 0) ^ change;
        expect(outcomeOf(() => decodeFixes(damaged))).toBe('telematics/damaged-chunk');
      }),
      { numRuns: 600 },
    );
  });

  it('that was cut short anywhere is refused', () => {
    const bytes = encodeFixes(hourOnTheRoad);
    for (let length = 0; length < bytes.length; length += 1) {
      expect(outcomeOf(() => decodeFixes(bytes.subarray(0, length)))).toBe('telematics/damaged-chunk');
    }
  });

  it('of any bytes is an answer or the one error, even when the check sum is right', () => {
    fc.assert(
      fc.property(fc.uint8Array({ size: 'max', maxLength: 400 }), (content) => {
        for (const read of [decodeFixes, decodeReadings]) {
          expect(outcomeOf(() => read(content))).toBe('telematics/damaged-chunk');
          expect(['answer', 'telematics/damaged-chunk']).toContain(outcomeOf(() => read(sealed(content))));
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('that says it holds more than it can is refused before memory is taken for it', () => {
    const billions = Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0, 0, 0);
    expect(outcomeOf(() => decodeFixes(sealed(billions)))).toBe('telematics/damaged-chunk');
    expect(outcomeOf(() => decodeReadings(sealed(billions)))).toBe('telematics/damaged-chunk');
  });

  it('is read with the tables it was written with', () => {
    // Other tables would put every stored truck beside its road: a new version of the codec, not a new number here.
    const check = (table: Int32Array) => crc32(new Uint8Array(table.buffer));
    expect([check(northTable), check(eastTable), check(stretchTable)]).toMatchInlineSnapshot(`
      [
        1345721268,
        1496828396,
        2357282649,
      ]
    `);
  });
});
