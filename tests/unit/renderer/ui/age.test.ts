import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { startText } from '../../../../src-renderer/app/text.ts';
import { ageText, spanClockText, spanText } from '../../../../src-renderer/ui/age-text.ts';
import { spanOf } from '../../../../src-renderer/ui/age.ts';

beforeAll(startText);

describe('ages in words', () => {
  it.each([
    [0, 'now'],
    [999, 'now'],
    [12_000, '12 s'],
    [59_999, '59 s'],
    [60_000, '1 min'],
    [3_599_999, '59 min'],
    [3_600_000, '1 h'],
    [47 * 3_600_000, '47 h'],
    [48 * 3_600_000, '2 d'],
    [1_500 * 86_400_000, '1,500 d'],
  ])('%i ms is "%s"', (ageMs, words) => {
    expect(ageText(ageMs)).toBe(words);
  });

  it('calls a fix from a clock ahead of ours "now"', () => {
    expect(ageText(-4_000)).toBe('now');
  });
});

describe('spans', () => {
  it('are worded in hours and minutes', () => {
    expect(spanText(3 * 3_600_000 + 5 * 60_000)).toBe('3 h 05 min');
    expect(spanText(12 * 60_000)).toBe('12 min');
    expect(spanClockText(11 * 3_600_000)).toBe('11:00');
  });

  it('never promise more time than there is', () => {
    fc.assert(
      fc.property(fc.nat(), (durationMs) => {
        const { hours, minutes } = spanOf(durationMs);
        const promisedMs = (hours * 60 + minutes) * 60_000;
        expect(promisedMs).toBeLessThanOrEqual(durationMs);
        expect(durationMs - promisedMs).toBeLessThan(60_000);
      }),
    );
  });
});
