import { isAppError } from './errors.ts';
import type { Random } from './random.ts';

export interface RetryPolicy {
  readonly attemptCountMax: number;
  /** First pause is at most this, then doubled. */
  readonly baseMs: number;
  readonly capMs: number;
  /** A `Retry-After` above this is not waited for: the error carries it to the caller. */
  readonly retryAfterMsMax: number;
}

export const defaultRetryPolicy: RetryPolicy = {
  attemptCountMax: 4,
  baseMs: 500,
  capMs: 20_000,
  retryAfterMsMax: 60_000,
};

/**
 * `Retry-After` in milliseconds, `null` when absent or unreadable. Seconds may have a fraction (Samsara sends
 * `0.40235`); the other form is an HTTP date, read against the server's own `Date` where it sent one.
 */
export function readRetryAfterMs(header: string | null, nowMs: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Math.ceil(Number(text) * 1_000);
  // Date.parse takes "5" or "-1" for a year; an HTTP date begins with the day's name.
  if (!/^[A-Za-z]{3}/.test(text)) return null;
  const atMs = Date.parse(text);
  return Number.isNaN(atMs) ? null : Math.max(0, atMs - nowMs);
}

/** Methods that may be sent twice (RFC 9110 §9.2.2). */
export const isIdempotent = (method: string) => ['GET', 'HEAD', 'PUT', 'DELETE', 'OPTIONS'].includes(method);

function mayPass(error: unknown): boolean {
  if (!isAppError(error)) return false;
  if (error.code === 'http/timeout' || error.code === 'http/unreachable') return true;
  const { status } = error.data;
  // Without a status it was our own limit: whoever asked decides when to come again.
  if (error.code === 'http/rate-limited') return status === 429;
  return error.code === 'http/status' && typeof status === 'number' && (status === 408 || status >= 500);
}

/**
 * How long to wait before the attempt after number `attempt` (from 1), or `null` when there should be none.
 * Full jitter (a uniform share of the doubled pause), so that desks that failed together do not return together.
 */
export function pauseBeforeRetryMs(
  error: unknown,
  attempt: number,
  method: string,
  policy: RetryPolicy,
  random: Random,
): number | null {
  if (attempt >= policy.attemptCountMax || !isIdempotent(method) || !mayPass(error)) return null;
  const askedMs = isAppError(error) ? error.data.retryAfterMs : null;
  if (typeof askedMs === 'number') {
    if (askedMs > policy.retryAfterMsMax) return null;
    return askedMs + Math.ceil(random() * policy.baseMs);
  }
  return Math.ceil(random() * Math.min(policy.capMs, policy.baseMs * 2 ** (attempt - 1)));
}
