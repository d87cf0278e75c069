import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dutyStatuses } from '../../../../../../src-main/core/operations/telematics/hours/duty.wire.ts';
import {
  foldLog,
  totalsOf,
  type LogEntry,
} from '../../../../../../src-main/core/operations/telematics/hours/fold-log.ts';
import { timeZoneDay } from '../../../../../../src-main/core/operations/telematics/hours/time-zone-day.ts';

const entry = (
  status: LogEntry['status'],
  startMs: number,
  endMs: number | null,
  more: Partial<LogEntry> = {},
): LogEntry => ({ status, startMs, endMs, vehicleName: null, remark: null, ...more });

const shape = (entries: readonly LogEntry[], fromMs = 0, untilMs = 100) =>
  foldLog(entries, fromMs, untilMs).map(({ status, startMs, endMs, isOpen }) =>
    [status, startMs, endMs, ...(isOpen ? ['open'] : [])].join(' '),
  );

describe('a log folded to a day', () => {
  it('is cut at both ends of the day', () => {
    expect(shape([entry('sleeperBed', -50, 20), entry('driving', 20, 300)])).toEqual([
      'sleeperBed 0 20',
      'driving 20 100',
    ]);
  });

  it('ends where the log is known, and says that the last goes on', () => {
    expect(shape([entry('offDuty', 0, 30), entry('onDuty', 30, null)], 0, 60)).toEqual([
      'offDuty 0 30',
      'onDuty 30 60 open',
    ]);
  });

  it('ends an entry without end where the next begins', () => {
    expect(shape([entry('offDuty', 0, null), entry('driving', 40, 70)])).toEqual([
      'offDuty 0 40',
      'driving 40 70',
      'unknown 70 100',
    ]);
  });

  it('lets the later change of status win where entries overlap, whatever their order', () => {
    const entries = [entry('driving', 20, 60), entry('offDuty', 0, 50), entry('onDuty', 30, 40)];
    const folded = ['offDuty 0 20', 'driving 20 30', 'onDuty 30 40', 'driving 40 60', 'unknown 60 100'];
    expect(shape(entries)).toEqual(folded);
    expect(shape(entries.toReversed())).toEqual(folded);
  });

  it('shows a gap and a status nobody knows as unknown', () => {
    expect(shape([entry('driving', 10, 20), entry('unknown', 20, 30)])).toEqual([
      'unknown 0 10',
      'driving 10 20',
      'unknown 20 100',
    ]);
  });

  it('keeps two trucks apart and joins what was told twice', () => {
    const entries = [
      entry('driving', 0, 40, { vehicleName: 'A' }),
      entry('driving', 10, 40, { vehicleName: 'A' }),
      entry('driving', 40, 100, { vehicleName: 'B' }),
    ];
    expect(foldLog(entries, 0, 100).map(({ vehicleName, endMs }) => [vehicleName, endMs])).toEqual([
      ['A', 40],
      ['B', 100],
    ]);
  });

  it('is empty before anything is known of the day', () => {
    expect(foldLog([entry('driving', 0, 50)], 100, 100)).toEqual([]);
  });

  it('adds up: yard moves are on-duty time, personal conveyance is off-duty time', () => {
    const folded = foldLog(
      [entry('yardMove', 0, 10), entry('onDuty', 10, 30), entry('personalConveyance', 30, 45)],
      0,
      100,
    );
    expect(totalsOf(folded)).toEqual({
      offDuty: 15,
      sleeperBed: 0,
      driving: 0,
      onDuty: 30,
      unknown: 55,
      yardMove: 10,
      personalConveyance: 15,
    });
  });
});

const hourMs = 3_600_000;
const days = [
  ['an ordinary day', '2026-06-15'],
  ['the day with 23 hours', '2026-03-08'],
  ['the day with 25 hours', '2026-11-01'],
] as const;

describe.each(days)('%s, whatever was told', (_, day) => {
  const { startMs, endMs } = timeZoneDay(day, 'America/New_York');
  const moment = fc.integer({ min: startMs - 8 * hourMs, max: endMs + 8 * hourMs });
  const told = fc
    .tuple(fc.constantFrom(...dutyStatuses), moment, fc.option(fc.nat(14 * hourMs), { nil: null }))
    .map(([status, fromMs, lasts]) => entry(status, fromMs, lasts === null ? null : fromMs + lasts));
  const log = fc.uniqueArray(told, { maxLength: 12, selector: (its) => its.startMs });

  it('is filled without gap and overlap, and its lines add up to it', () => {
    fc.assert(
      fc.property(log, moment, (entries, until) => {
        const untilMs = Math.min(until, endMs);
        const segments = foldLog(entries, startMs, untilMs);
        if (untilMs <= startMs) {
          expect(segments).toEqual([]);
          return;
        }
        expect(segments[0]?.startMs).toBe(startMs);
        expect(segments.at(-1)?.endMs).toBe(untilMs);
        segments.forEach((segment, index) => {
          expect(segment.endMs).toBeGreaterThan(segment.startMs);
          if (index > 0) expect(segment.startMs).toBe(segments[index - 1]?.endMs);
        });
        const { offDuty, sleeperBed, driving, onDuty, unknown } = totalsOf(segments);
        expect(offDuty + sleeperBed + driving + onDuty + unknown).toBe(untilMs - startMs);
        expect(segments.slice(0, -1).some(({ isOpen }) => isOpen)).toBe(false);
      }),
    );
  });

  it('says of every moment what the last change of status before it says', () => {
    fc.assert(
      fc.property(log, fc.integer({ min: startMs, max: endMs - 1 }), (entries, atMs) => {
        const folded = foldLog(entries, startMs, endMs).find(
          (its) => its.startMs <= atMs && its.endMs > atMs,
        );
        const nextStart = (fromMs: number) =>
          Math.min(...entries.map((its) => its.startMs).filter((ms) => ms > fromMs), endMs);
        const naive = entries
          .filter((its) => its.startMs <= atMs && (its.endMs ?? nextStart(its.startMs)) > atMs)
          .sort((a, b) => b.startMs - a.startMs)[0];
        expect(folded?.status).toBe(naive?.status ?? 'unknown');
      }),
    );
  });
});
