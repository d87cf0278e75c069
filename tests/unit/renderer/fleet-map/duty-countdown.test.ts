import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countDown } from '../../../../src-renderer/fleet-map/duty-countdown.ts';
import { clocks } from './vehicle-fixture.ts';

const minuteMs = 60_000;

describe('duty countdown', () => {
  it('counts all four clocks down while the driver drives', () => {
    const left = countDown(clocks(), 1_000_000 + 10 * minuteMs);
    expect(left).toEqual({
      driveRemainingMs: 290 * minuteMs,
      shiftRemainingMs: 470 * minuteMs,
      cycleRemainingMs: 2_390 * minuteMs,
      untilBreakMs: 110 * minuteMs,
    });
  });

  it('keeps drive and break time while the driver works without driving', () => {
    const given = clocks({ dutyStatus: 'onDuty' });
    const left = countDown(given, 1_000_000 + 10 * minuteMs);
    expect(left.driveRemainingMs).toBe(given.driveRemainingMs);
    expect(left.untilBreakMs).toBe(given.untilBreakMs);
    expect(left.shiftRemainingMs).toBe(470 * minuteMs);
  });

  it.each(['offDuty', 'sleeperBed', 'personalConveyance', 'unknown'] as const)(
    'leaves every clock to the vendor while the status is %s',
    (dutyStatus) => {
      const given = clocks({ dutyStatus });
      expect(countDown(given, 1_000_000 + 10 * minuteMs).shiftRemainingMs).toBe(given.shiftRemainingMs);
    },
  );

  it('does not make up a clock that the vendor did not give', () => {
    expect(countDown(clocks({ driveRemainingMs: null }), 2_000_000).driveRemainingMs).toBeNull();
  });

  it('stands at what was told when nothing has been told for long', () => {
    expect(countDown(clocks(), 1_000_000 + 16 * minuteMs)).toEqual(countDown(clocks(), 1_000_000));
  });

  it('gives no time back when our clock lags behind the vendor', () => {
    expect(countDown(clocks(), 0).driveRemainingMs).toBe(5 * 60 * minuteMs);
  });

  it('never rises and never falls below zero as time passes', () => {
    fc.assert(
      fc.property(
        fc.nat(7 * minuteMs),
        fc.nat(7 * minuteMs),
        fc.nat(50_000_000),
        (first, more, remaining) => {
          const given = clocks({ driveRemainingMs: remaining });
          const earlier = countDown(given, 1_000_000 + first).driveRemainingMs ?? -1;
          const later = countDown(given, 1_000_000 + first + more).driveRemainingMs ?? -1;
          expect(later).toBeGreaterThanOrEqual(0);
          expect(later).toBeLessThanOrEqual(earlier);
        },
      ),
    );
  });
});
