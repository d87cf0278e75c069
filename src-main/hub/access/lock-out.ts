/** So many wrong passwords cost nothing: people mistype. */
const freeFailureCount = 4;
const firstLockMs = 60_000;
const lockMsMax = 15 * 60_000;

export interface LockOut {
  readonly failedCount: number;
  readonly lockedUntilMs: number | null;
}

export const noFailure: LockOut = { failedCount: 0, lockedUntilMs: null };

/** After one more wrong password: a minute from the fifth on, doubling, a quarter of an hour at the most. */
export function afterFailure({ failedCount }: LockOut, nowMs: number): LockOut {
  const failures = failedCount + 1;
  const excess = failures - freeFailureCount;
  if (excess <= 0) return { failedCount: failures, lockedUntilMs: null };
  // Far below the exponent where doubling loses exactness.
  const lockMs = Math.min(lockMsMax, firstLockMs * 2 ** Math.min(excess - 1, 10));
  return { failedCount: failures, lockedUntilMs: nowMs + lockMs };
}

export const isLocked = ({ lockedUntilMs }: LockOut, nowMs: number): boolean =>
  lockedUntilMs !== null && nowMs < lockedUntilMs;
