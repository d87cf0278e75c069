import { isAppError } from '../errors.ts';
import type { Random } from '../random.ts';
import type { Outcome } from './repository.ts';

export interface RetryRules {
  /** The first pause is about this, then doubled. */
  readonly retryBaseMs: number;
  readonly retryCapMs: number;
  /** For failures that another attempt cannot cure. */
  readonly isPermanent: (error: unknown) => boolean;
}

export interface FailedAttempt {
  readonly error: unknown;
  readonly attempt: number;
  readonly attemptCountMax: number;
  readonly nowMs: number;
}

const messageLengthMax = 500;

/** Between half of the doubled pause and all of it, but never before the time the other end asked for. */
export function pauseBeforeAttemptMs(
  attempt: number,
  error: unknown,
  rules: RetryRules,
  random: Random,
): number {
  const fullMs = Math.min(rules.retryCapMs, rules.retryBaseMs * 2 ** Math.min(attempt - 1, 30));
  const askedMs = isAppError(error) ? error.data.retryAfterMs : null;
  const pauseMs = Math.ceil(fullMs / 2 + (random() * fullMs) / 2);
  return typeof askedMs === 'number' ? Math.max(pauseMs, askedMs) : pauseMs;
}

/** What becomes of a job whose attempt failed: another one later, or the dead letters with the reason. */
export function outcomeOfFailure(failed: FailedAttempt, rules: RetryRules, random: Random): Outcome {
  const { error, attempt, attemptCountMax, nowMs } = failed;
  const code = isAppError(error) ? error.code : 'platform/bug';
  const message = (error instanceof Error ? error.message : String(error)).slice(0, messageLengthMax);
  if (attempt >= attemptCountMax || rules.isPermanent(error)) return { state: 'dead', code, message };
  const dueAtMs = nowMs + pauseBeforeAttemptMs(attempt, error, rules, random);
  return { state: 'waiting', code, message, dueAtMs, isCounted: true };
}
