import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInSchedule } from '../../../../../src-main/core/operations/notifications/schedule.ts';

const weekly = (days: number[], fromMinute: number, toMinute: number, timeZone = 'America/Chicago') =>
  ({ kind: 'weekly', days, fromMinute, toMinute, timeZone }) as const;
/** Monday 23 November 2026, Central Standard Time. */
const chicago = (day: number, hour: number, minute = 0) => Date.UTC(2026, 10, day, hour + 6, minute);

describe('the schedule of a rule', () => {
  it('applies from its first minute to before its last, on its days, by the clock on the wall there', () => {
    const office = weekly([1, 2, 3, 4, 5], 8 * 60, 17 * 60);
    expect(isInSchedule(office, chicago(23, 8))).toBe(true);
    expect(isInSchedule(office, chicago(23, 7, 59))).toBe(false);
    expect(isInSchedule(office, chicago(23, 16, 59))).toBe(true);
    expect(isInSchedule(office, chicago(23, 17))).toBe(false);
    expect(isInSchedule(office, chicago(22, 12))).toBe(false);
  });

  it('reaches past midnight into the day after its own', () => {
    const fridayNight = weekly([5], 22 * 60, 6 * 60);
    expect(isInSchedule(fridayNight, chicago(27, 23))).toBe(true);
    expect(isInSchedule(fridayNight, chicago(28, 5, 59))).toBe(true);
    expect(isInSchedule(fridayNight, chicago(28, 6))).toBe(false);
    expect(isInSchedule(fridayNight, chicago(27, 5))).toBe(false);
    expect(isInSchedule(fridayNight, chicago(28, 23))).toBe(false);
  });

  it('follows daylight saving time', () => {
    const morning = weekly([0, 1, 2, 3, 4, 5, 6], 8 * 60, 9 * 60);
    expect(isInSchedule(morning, Date.UTC(2026, 6, 6, 13, 30))).toBe(true);
    expect(isInSchedule(morning, Date.UTC(2026, 11, 7, 13, 30))).toBe(false);
    expect(isInSchedule(morning, Date.UTC(2026, 11, 7, 14, 30))).toBe(true);
  });

  it('and the same hours turned round cover every minute exactly once', () => {
    const minute = fc.integer({ min: 0, max: 1_439 });
    const zone = fc.constantFrom('America/Chicago', 'America/Los_Angeles', 'UTC', 'Asia/Kolkata');
    const everyDay = [0, 1, 2, 3, 4, 5, 6];
    const property = fc.property(minute, minute, zone, fc.nat(400 * 24 * 60), (from, to, timeZone, at) => {
      fc.pre(from !== to);
      const timeMs = Date.UTC(2026, 0, 1) + at * 60_000;
      const here = isInSchedule(weekly(everyDay, from, to, timeZone), timeMs);
      const there = isInSchedule(weekly(everyDay, to, from, timeZone), timeMs);
      expect(here).not.toBe(there);
    });
    fc.assert(property, { numRuns: 300 });
  });
});
