import { LRUCache } from 'lru-cache';
import type { Clock } from '../../core/platform/clock.ts';
import { isAppError } from '../../core/platform/errors.ts';
import { createTokenBucket, type RateLimit, type TokenBucket } from '../../core/platform/token-bucket.ts';

/** An office may sit behind one address. */
const anything: RateLimit = { perSecond: 50, burst: 500 };
/** Codes and passwords: what is worth guessing. */
const guessing: RateLimit = { perSecond: 0.2, burst: 20 };
/** Forgets the addresses that have been quiet longest. */
const addressCountMax = 10_000;

const guessable = /\/access\/(enrolDesk|signIn|changePassword)$/;

export interface RateLimits {
  /** How long to wait, or `null` when the request may go on. */
  refuse(address: string, path: string): Promise<number | null>;
}

/** Counted per address, in this process. */
export function createRateLimits(clock: Clock): RateLimits {
  const buckets = new LRUCache<string, TokenBucket>({ max: addressCountMax });

  async function take(kind: string, limit: RateLimit, address: string): Promise<number | null> {
    const key = `${kind} ${address}`;
    const bucket = buckets.get(key) ?? createTokenBucket(limit, clock);
    buckets.set(key, bucket);
    try {
      await bucket.take(0);
      return null;
    } catch (error) {
      if (!isAppError(error)) throw error;
      return Number(error.data['retryAfterMs']);
    }
  }

  return {
    async refuse(address, path) {
      if (guessable.test(path)) {
        const waitMs = await take('guess', guessing, address);
        if (waitMs !== null) return waitMs;
      }
      return take('any', anything, address);
    },
  };
}
