import { beforeAll, describe, expect, it } from 'vitest';
import { startText } from '../../../../src-renderer/app/text.ts';
import { headlineOf, violationWords } from '../../../../src-renderer/hours/outlook-text.ts';

beforeAll(startText);

const minuteMs = 60_000;
const nowMs = 1_795_000_000_000;
const clocks = (change: object = {}) => ({
  asOfMs: nowMs,
  dutyStatus: 'driving' as const,
  driveRemainingMs: 42 * minuteMs,
  untilBreakMs: 300 * minuteMs,
  shiftRemainingMs: 420 * minuteMs,
  cycleRemainingMs: 2_000 * minuteMs,
  ...change,
});
const violation = (type: string, startMs: number) => ({ type, startMs, endMs: nowMs, description: null });

describe('what the list says of a driver', () => {
  it('is the limit that comes first, a warning within the hour', () => {
    expect(headlineOf(clocks(), [], nowMs)).toEqual({ tone: 'warn', words: '11-hour limit in 0:42' });
    expect(headlineOf(clocks({ driveRemainingMs: 90 * minuteMs }), [], nowMs).tone).toBe('plain');
  });

  it('is how long a limit has been passed, by the vendor’s record where the clocks cannot know', () => {
    const over = clocks({ driveRemainingMs: 0 });
    expect(headlineOf(over, [], nowMs)).toEqual({ tone: 'bad', words: 'Over 11-hour limit' });
    const recorded = [violation('shiftDrivingHours', nowMs - 12 * minuteMs), violation('unsubmittedLogs', 0)];
    expect(headlineOf(over, recorded, nowMs).words).toBe('0:12 over 11-hour limit');
  });

  it('is as of when it was told, once that is long ago', () => {
    const old = clocks({ asOfMs: nowMs - 60 * minuteMs });
    expect(headlineOf(old, [], nowMs)).toMatchObject({ tone: 'quiet' });
    expect(headlineOf(old, [], nowMs).words).toMatch(/^as of /);
  });

  it('says why nothing is known', () => {
    expect(headlineOf(null, [], nowMs).words).toBe('Keeps no log');
    expect(headlineOf(clocks({ dutyStatus: 'unknown' }), [], nowMs).words).toBe('Driver app not connected');
  });
});

describe('a violation', () => {
  it('is in our words, or the vendor’s where it is a new one', () => {
    expect(violationWords(violation('restbreakMissed', 0))).toBe('Drove without the 30-minute break');
    expect(violationWords({ ...violation('moonlight', 0), description: 'Drove by moonlight' })).toBe(
      'Drove by moonlight',
    );
    expect(violationWords(violation('moonlight', 0))).toBe('Violation');
  });
});
