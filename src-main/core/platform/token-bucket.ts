import { AppError } from './errors.ts';
import type { Clock } from './clock.ts';

export interface RateLimit {
  readonly perSecond: number;
  /** How many may go at once after a rest. At least 1. */
  readonly burst: number;
}

export interface TokenBucket {
  /**
   * Waits for a turn, first come first served. Throws `http/rate-limited` at once when the turn is further away than
   * `waitMsMax`, and `http/aborted` when `signal` aborts while waiting.
   */
  take(waitMsMax: number, signal?: AbortSignal): Promise<void>;
  /** Nobody's turn comes before this time: what a `Retry-After` asks for. */
  pauseFor(durationMs: number): void;
}

/** A server that asks for more than this is asked again after this. */
const pauseMsMax = 600_000;

/**
 * GCRA: instead of counting tokens it keeps the time at which the bucket would be full again, so there is no timer and
 * no drift. A clock that is set back shifts that time with it.
 */
export function createTokenBucket(limit: RateLimit, clock: Clock): TokenBucket {
  const intervalMs = 1_000 / limit.perSecond;
  const toleranceMs = (limit.burst - 1) * intervalMs;
  let fullAtMs = Number.NEGATIVE_INFINITY;
  let pausedUntilMs = Number.NEGATIVE_INFINITY;
  let seenMs = clock.nowMs();

  function now(): number {
    const nowMs = clock.nowMs();
    if (nowMs < seenMs) {
      fullAtMs -= seenMs - nowMs;
      pausedUntilMs -= seenMs - nowMs;
    }
    seenMs = nowMs;
    return nowMs;
  }

  function turnAt(nowMs: number): number {
    return Math.max(fullAtMs - toleranceMs, pausedUntilMs, nowMs);
  }

  /** Fractions of a millisecond are kept in the schedule and rounded up only in the waiting. */
  const waitUntil = (turnMs: number, nowMs: number) => Math.ceil(turnMs - nowMs);

  async function take(waitMsMax: number, signal?: AbortSignal): Promise<void> {
    for (;;) {
      const nowMs = now();
      const turnMs = turnAt(nowMs);
      const waitMs = waitUntil(turnMs, nowMs);
      if (waitMs > waitMsMax) {
        throw new AppError('http/rate-limited', `the next turn is ${waitMs} ms away`, {
          data: { retryAfterMs: waitMs, status: null },
        });
      }
      fullAtMs = Math.max(fullAtMs, turnMs) + intervalMs;
      if (waitMs > 0) await clock.sleep(waitMs, signal);
      if (signal?.aborted) {
        fullAtMs -= intervalMs;
        throw new AppError('http/aborted', 'given up while waiting for a turn');
      }
      // Paused while waiting: queue again, or all who waited would go at once when the pause ends.
      if (waitMs === 0 || pausedUntilMs <= now()) return;
    }
  }

  return {
    take,
    pauseFor: (durationMs) => {
      const nowMs = now();
      pausedUntilMs = Math.max(pausedUntilMs, nowMs + Math.min(durationMs, pauseMsMax));
      // Turns given out before the pause are queued for again; counting them twice errs on the slow side.
      fullAtMs = Math.max(fullAtMs, pausedUntilMs);
    },
  };
}
