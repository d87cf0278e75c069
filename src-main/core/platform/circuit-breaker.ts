import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  type CircuitBreakerPolicy,
  type IBackoffFactory,
  type IHalfOpenAfterBackoffContext,
} from 'cockatiel';
import { AppError, isAppError } from './errors.ts';
import type { Clock } from './clock.ts';

export interface CircuitBreaker {
  /** Throws `http/circuit-open` without running `work` while the other end is given a rest. */
  run<T>(work: () => Promise<T>): Promise<T>;
  isOpen(): boolean;
}

const failureCountMax = 5;
const restMsMin = 2_000;
const restMsMax = 30_000;

/** What says something about the health of the other end; a refusal (4xx) or our own giving up does not. */
function isOutage(error: unknown): boolean {
  if (!isAppError(error)) return false;
  if (error.code === 'http/timeout' || error.code === 'http/unreachable') return true;
  return error.code === 'http/status' && typeof error.data.status === 'number' && error.data.status >= 500;
}

/**
 * Cockatiel compares its rest with `Date.now()`. The rest given to it is therefore read off our own clock when asked:
 * endless until it is over, then none. A clock that was set back ends the rest.
 */
function createRest(clock: Clock, onRest: (untilMs: number) => void) {
  const rest = (attempt: number): IBackoffFactory<IHalfOpenAfterBackoffContext> & { duration: number } => {
    const startedAtMs = clock.nowMs();
    const untilMs = startedAtMs + Math.min(restMsMax, restMsMin * 2 ** (attempt - 1));
    onRest(untilMs);
    return {
      get duration() {
        const nowMs = clock.nowMs();
        const isResting = nowMs < untilMs && nowMs >= startedAtMs;
        return isResting ? Number.POSITIVE_INFINITY : Number.NEGATIVE_INFINITY;
      },
      next: (context) => rest(context.attempt),
    };
  };
  const factory: IBackoffFactory<IHalfOpenAfterBackoffContext> = { next: (context) => rest(context.attempt) };
  return factory;
}

/** Opens after 5 failures in a row; rests 2 s, doubling to 30 s; then one call decides. */
export function createCircuitBreaker(
  clock: Clock,
  onChange: (state: 'open' | 'closed') => void,
): CircuitBreaker {
  let restUntilMs = 0;
  const policy: CircuitBreakerPolicy = circuitBreaker(
    handleWhen(
      (error) =>
        isOutage(error) ||
        // A probe that was given up has shown nothing: rest again rather than take it for health.
        (policy.state === CircuitState.HalfOpen && isAppError(error) && error.code === 'http/aborted'),
    ),
    {
      breaker: new ConsecutiveBreaker(failureCountMax),
      halfOpenAfter: createRest(clock, (untilMs) => {
        restUntilMs = untilMs;
      }),
    },
  );
  policy.onBreak(() => onChange('open'));
  policy.onReset(() => onChange('closed'));

  return {
    isOpen: () => policy.state === CircuitState.Open,
    run: async (work) => {
      try {
        return await policy.execute(work);
      } catch (error) {
        if (!(error instanceof BrokenCircuitError)) throw error;
        throw new AppError('http/circuit-open', 'the other end failed repeatedly and is given a rest', {
          data: { retryAfterMs: Math.max(0, restUntilMs - clock.nowMs()) },
        });
      }
    },
  };
}
