import { describe, expect, it } from 'vitest';
import type { Call } from '../../../../src-main/core/operations/twilio/calls/contract.ts';
import {
  fitsLog,
  mergeCalls,
  noLogFilter,
  questionOf,
} from '../../../../src-renderer/call-log/log-filter.ts';

const call = (id: string, begunAtMs: number, change: Partial<Call> = {}): Call => ({
  id,
  version: 1,
  direction: 'incoming',
  phase: 'ended',
  outcome: 'answered',
  number: '+19165550101',
  numberText: '(916) 555-0101',
  ownNumber: null,
  party: null,
  matchCount: 0,
  vehicle: null,
  alertId: null,
  desk: null,
  begunAtMs,
  answeredAtMs: null,
  endedAtMs: null,
  talkMs: null,
  failure: null,
  note: null,
  disposition: null,
  noted: null,
  isReturned: false,
  rating: null,
  quality: null,
  recordingCount: 0,
  ...change,
});
const ids = (calls: readonly Call[]) => calls.map(({ id }) => id);
const all = () => true;

describe('changes of the log in a list', () => {
  const shown = [call('c', 30), call('b', 20)];

  it('put a new call on top', () => {
    expect(ids(mergeCalls(shown, [call('d', 40)], all, true))).toEqual(['d', 'c', 'b']);
  });

  it('replace a call in its place, but not by an older version', () => {
    const newer = mergeCalls(shown, [call('b', 20, { version: 2, note: 'x' })], all, true);
    expect(newer[1]?.note).toBe('x');
    expect(mergeCalls(newer, [call('b', 20)], all, true)).toBe(newer);
  });

  it('leave out what is older than the page while more can be fetched', () => {
    expect(ids(mergeCalls(shown, [call('a', 10)], all, true))).toEqual(['c', 'b']);
    expect(ids(mergeCalls(shown, [call('a', 10)], all, false))).toEqual(['c', 'b', 'a']);
  });

  it('take out what fits no more', () => {
    const fits = ({ isReturned }: Call) => !isReturned;
    expect(ids(mergeCalls(shown, [call('c', 30, { version: 2, isReturned: true })], fits, true))).toEqual([
      'b',
    ]);
  });
});

describe('the filter', () => {
  it('knows a missed call that was called back', () => {
    const missed = { ...noLogFilter, view: 'missed' } as const;
    expect(fitsLog(call('a', 1, { outcome: 'missed' }), missed, 100)).toBe(true);
    expect(fitsLog(call('a', 1, { outcome: 'missed', isReturned: true }), missed, 100)).toBe(false);
    expect(questionOf(missed, 100).isUnreturned).toBe(true);
  });

  it('reaches back as far as it says', () => {
    const day = { ...noLogFilter, span: 'day' } as const;
    const nowMs = 200_000_000;
    expect(questionOf(day, nowMs).fromMs).toBe(nowMs - 86_400_000);
    expect(fitsLog(call('a', nowMs - 86_400_001), day, nowMs)).toBe(false);
  });
});
