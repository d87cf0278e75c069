import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countDown,
  dutyClockNames,
  dutyClocksHeldMs,
  dutyStatuses,
  lineOf,
  outlookOf,
  type CountedClocks,
} from '../../../../../../src-main/core/operations/telematics/hours/duty.wire.ts';

const minuteMs = 60_000;
const asOfMs = 1_795_000_000_000;

const clocks = (change: Partial<CountedClocks> = {}): CountedClocks => ({
  asOfMs,
  dutyStatus: 'driving',
  driveRemainingMs: 300 * minuteMs,
  untilBreakMs: 120 * minuteMs,
  shiftRemainingMs: 480 * minuteMs,
  cycleRemainingMs: 2_400 * minuteMs,
  ...change,
});

const remaining = fc.option(fc.integer({ min: 0, max: 70 * 60 * minuteMs }), { nil: null });
const anyClocks: fc.Arbitrary<CountedClocks> = fc.record({
  asOfMs: fc.constant(asOfMs),
  dutyStatus: fc.constantFrom(...dutyStatuses),
  driveRemainingMs: remaining,
  untilBreakMs: remaining,
  shiftRemainingMs: remaining,
  cycleRemainingMs: remaining,
});

describe('the clocks between two answers of the vendor', () => {
  it('all run down at the wheel', () => {
    expect(countDown(clocks(), asOfMs + 10 * minuteMs)).toEqual({
      drive: 290 * minuteMs,
      break: 110 * minuteMs,
      shift: 470 * minuteMs,
      cycle: 2_390 * minuteMs,
    });
  });

  it.each(['onDuty', 'yardMove'] as const)(
    'take shift and cycle, not drive and break, in %s',
    (dutyStatus) => {
      const left = countDown(clocks({ dutyStatus }), asOfMs + 10 * minuteMs);
      expect(left).toEqual({
        drive: 300 * minuteMs,
        break: 120 * minuteMs,
        shift: 470 * minuteMs,
        cycle: 2_390 * minuteMs,
      });
    },
  );

  it.each(['offDuty', 'sleeperBed', 'personalConveyance', 'unknown'] as const)(
    'stand still in %s: only the vendor knows what a rest gives back',
    (dutyStatus) => {
      const given = clocks({ dutyStatus });
      expect(countDown(given, asOfMs + 10 * minuteMs)).toEqual(countDown(given, asOfMs));
    },
  );

  it('stand at what was last told when nobody has told anything for long: no time is made up', () => {
    const given = clocks();
    expect(countDown(given, asOfMs + dutyClocksHeldMs + 1)).toEqual(countDown(given, asOfMs));
    expect(outlookOf(given, asOfMs + dutyClocksHeldMs + 1)).toEqual([]);
  });

  it('never rise, never fall below zero and never appear from nothing', () => {
    fc.assert(
      fc.property(anyClocks, fc.nat(dutyClocksHeldMs), fc.nat(dutyClocksHeldMs), (given, a, b) => {
        const [earlier, later] = [Math.min(a, b), Math.max(a, b)].map((ms) => countDown(given, asOfMs + ms));
        const told = countDown(given, asOfMs - 1);
        for (const name of dutyClockNames) {
          if (told[name] === null) {
            expect([earlier?.[name], later?.[name]]).toEqual([null, null]);
            continue;
          }
          expect(later?.[name]).toBeGreaterThanOrEqual(0);
          expect(later?.[name]).toBeLessThanOrEqual(earlier?.[name] ?? -1);
          expect(earlier?.[name]).toBeLessThanOrEqual(told[name]);
        }
      }),
    );
  });
});

describe('what is to be said of the limits', () => {
  it('names the limit that comes first', () => {
    expect(outlookOf(clocks(), asOfMs + 10 * minuteMs)[0]).toEqual({
      kind: 'ahead',
      clock: 'break',
      inMs: 110 * minuteMs,
    });
  });

  it('calls driving past a limit a violation, since the minute it ran out', () => {
    const given = clocks({ driveRemainingMs: 2 * minuteMs });
    expect(outlookOf(given, asOfMs + 10 * minuteMs)[0]).toEqual({
      kind: 'violation',
      clock: 'drive',
      sinceMs: asOfMs + 2 * minuteMs,
    });
  });

  it('does not make up since when, if the clock had run out when it was told', () => {
    expect(outlookOf(clocks({ shiftRemainingMs: 0 }), asOfMs)[0]).toEqual({
      kind: 'violation',
      clock: 'shift',
      sinceMs: null,
    });
  });

  it('does not call it a violation to work on after the fourteenth hour without driving', () => {
    const given = clocks({ dutyStatus: 'onDuty', shiftRemainingMs: minuteMs });
    expect(outlookOf(given, asOfMs + 5 * minuteMs)[0]).toEqual({ kind: 'spent', clock: 'shift' });
  });

  it('says nothing of limits ahead to somebody who rests', () => {
    expect(outlookOf(clocks({ dutyStatus: 'sleeperBed' }), asOfMs)).toEqual([]);
  });

  it('puts violations first and then the soonest limit, whatever the clocks say', () => {
    const rank = { violation: 0, spent: 1, ahead: 2 };
    fc.assert(
      fc.property(anyClocks, fc.nat(dutyClocksHeldMs), (given, elapsedMs) => {
        const outlook = outlookOf(given, asOfMs + elapsedMs);
        const keys = outlook.map((its) => rank[its.kind] * 1e12 + (its.kind === 'ahead' ? its.inMs : 0));
        expect(keys).toEqual([...keys].sort((a, b) => a - b));
        expect(new Set(outlook.map(({ clock }) => clock)).size).toBe(outlook.length);
        if (given.dutyStatus !== 'driving')
          expect(outlook.some(({ kind }) => kind === 'violation')).toBe(false);
      }),
    );
  });
});

describe('the line of a status', () => {
  it('is one of four, and none where nobody knows', () => {
    expect(dutyStatuses.map(lineOf)).toEqual([
      'offDuty',
      'sleeperBed',
      'driving',
      'onDuty',
      'onDuty',
      'offDuty',
      null,
    ]);
  });
});
