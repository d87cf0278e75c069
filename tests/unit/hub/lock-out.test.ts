import { describe, expect, it } from 'vitest';
import { afterFailure, isLocked, noFailure, type LockOut } from '../../../src-main/hub/access/lock-out.ts';

const nowMs = Date.UTC(2026, 10, 28);

function after(failureCount: number): LockOut {
  let lockOut = noFailure;
  for (let count = 0; count < failureCount; count += 1) lockOut = afterFailure(lockOut, nowMs);
  return lockOut;
}
const lockedMinutes = (failureCount: number) =>
  ((after(failureCount).lockedUntilMs ?? nowMs) - nowMs) / 60_000;

describe('the lock-out', () => {
  it('leaves four mistakes free, then locks for a minute, twice as long each time, a quarter of an hour at most', () => {
    expect([1, 4, 5, 6, 7, 8, 9, 10, 5_000].map(lockedMinutes)).toEqual([0, 0, 1, 2, 4, 8, 15, 15, 15]);
  });

  it('is over at its very moment', () => {
    const lockOut = after(5);
    expect(isLocked(lockOut, nowMs + 59_999)).toBe(true);
    expect(isLocked(lockOut, nowMs + 60_000)).toBe(false);
    expect(isLocked(noFailure, nowMs)).toBe(false);
  });
});
