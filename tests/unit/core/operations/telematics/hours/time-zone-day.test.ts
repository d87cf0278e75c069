import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  addDays,
  dayAt,
  resolveTimeZone,
  timeZoneDay,
} from '../../../../../../src-main/core/operations/telematics/hours/time-zone-day.ts';

const hourMs = 3_600_000;
const hourCount = (day: string, timeZone: string) => {
  const { startMs, endMs } = timeZoneDay(day, timeZone);
  return (endMs - startMs) / hourMs;
};

describe('a day at the home terminal', () => {
  it('begins at midnight there', () => {
    const { startMs } = timeZoneDay('2026-11-22', 'America/Chicago');
    expect(new Date(startMs).toISOString()).toBe('2026-11-22T06:00:00.000Z');
  });

  it('has 23 hours when the clocks go forward, without a two o’clock', () => {
    expect(hourCount('2026-03-08', 'America/Chicago')).toBe(23);
    const { hours } = timeZoneDay('2026-03-08', 'America/Chicago');
    expect(hours.slice(0, 4).map(({ hour }) => hour)).toEqual([0, 1, 3, 4]);
  });

  it('has 25 hours when they go back, with one o’clock twice', () => {
    expect(hourCount('2026-11-01', 'America/Chicago')).toBe(25);
    const { hours } = timeZoneDay('2026-11-01', 'America/Chicago');
    expect(hours.slice(0, 4).map(({ hour }) => hour)).toEqual([0, 1, 1, 2]);
  });

  it('has 24 hours on both where no clocks change', () => {
    expect(hourCount('2026-03-08', 'America/Phoenix')).toBe(24);
    expect(hourCount('2026-11-01', 'America/Phoenix')).toBe(24);
  });

  it('begins later where there is no midnight', () => {
    const { startMs, endMs } = timeZoneDay('2018-11-04', 'America/Sao_Paulo');
    expect(new Date(startMs).toISOString()).toBe('2018-11-04T03:00:00.000Z');
    expect((endMs - startMs) / hourMs).toBe(23);
  });

  it('follows the day before without a gap, and holds exactly its own moments', () => {
    const zones = ['America/New_York', 'America/Los_Angeles', 'America/Phoenix', 'America/Halifax', 'UTC'];
    const dayNumber = fc.integer({ min: 0, max: 4_000 });
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        dayNumber,
        fc.double({ min: 0, max: 1, noNaN: true }),
        (zone, n, at) => {
          const day = addDays('2020-01-01', n);
          const { startMs, endMs, hours } = timeZoneDay(day, zone);
          expect(timeZoneDay(addDays(day, 1), zone).startMs).toBe(endMs);
          expect(dayAt(startMs + Math.floor(at * (endMs - startMs - 1)), zone)).toBe(day);
          expect(dayAt(startMs - 1, zone)).toBe(addDays(day, -1));
          expect(hours.length).toBe((endMs - startMs) / hourMs);
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('the name of a time zone', () => {
  it('is taken from the vendor if it is one', () => {
    expect(resolveTimeZone('America/Denver')).toEqual({ timeZone: 'America/Denver', isKnown: true });
  });

  it.each([null, '', 'Mars/Olympus'])('falls back to this computer for %j, and says so', (name) => {
    expect(resolveTimeZone(name)).toEqual({
      timeZone: new Intl.DateTimeFormat().resolvedOptions().timeZone,
      isKnown: false,
    });
  });
});
