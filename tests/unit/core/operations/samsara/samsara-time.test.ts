import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTimeMs } from '../../../../../src-main/core/operations/samsara/samsara-time.ts';

describe('time of the vendor', () => {
  it('is what Date.parse makes of it, for any time in any usual form', () => {
    const times = fc.date({
      min: new Date(0),
      max: new Date('2099-12-31T23:59:59.999Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(fc.array(times, { minLength: 1, maxLength: 5 }), (all) => {
        for (const time of all) {
          const iso = time.toISOString();
          const seconds = `${iso.slice(0, 19)}Z`;
          expect(parseTimeMs(iso)).toBe(time.getTime());
          expect(parseTimeMs(seconds)).toBe(Date.parse(seconds));
          expect(parseTimeMs(iso.replace('Z', '-05:00'))).toBe(time.getTime() + 5 * 3_600_000);
          expect(parseTimeMs(iso.replace('Z', '123Z'))).toBe(time.getTime());
        }
      }),
    );
  });

  it.each([
    '5',
    '',
    'yesterday',
    '2026-11-22',
    '2026-11-22T',
    '2026-11-22T25:00:00Z',
    '2026-13-22T10:00:00Z',
    '2026-11-22Txx:00:00Z',
    '2026-11-22T10:00:00.x5Z0',
    'Sun, 22 Nov 2026 12:00:00 GMT',
  ])('is none in %j', (text) => expect(parseTimeMs(text)).toBeNull());

  it('is none in what is no text', () => {
    for (const value of [null, undefined, 1_795_400_000_000, {}]) expect(parseTimeMs(value)).toBeNull();
  });
});
