import { createCircuitBreaker, type CircuitBreaker } from './circuit-breaker.ts';
import type { Clock } from './clock.ts';
import { isAppError } from './errors.ts';
import type { HttpLimits, HttpRequest } from './http.ts';
import type { Logger } from './logger.ts';
import type { Metrics } from './metrics.ts';
import { createTokenBucket } from './token-bucket.ts';

export interface HttpGateDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics?: Metrics;
  readonly limits: HttpLimits;
  readonly waitMsMax: number;
}

export interface HttpGate {
  /** Waits for the endpoint's turn, then for the client's, then lets `work` through unless the host is given a rest. */
  pass<T>(request: HttpRequest, host: string, work: () => Promise<T>): Promise<T>;
}

export function createHttpGate({ clock, logger, metrics, limits, waitMsMax }: HttpGateDeps): HttpGate {
  const globalBucket = createTokenBucket(limits.global, clock);
  const buckets = new Map(
    Object.entries(limits.endpoints).map(([endpoint, limit]) => [endpoint, createTokenBucket(limit, clock)]),
  );
  const breakers = new Map<string, CircuitBreaker>();

  function breakerOf(host: string): CircuitBreaker {
    const known = breakers.get(host);
    if (known) return known;
    const made = createCircuitBreaker(clock, (state) => {
      metrics?.counter('http.circuit', { host, state }).add();
      if (state === 'open') logger.warn({ host }, 'circuit opened: requests are held back');
      else logger.info({ host }, 'circuit closed again');
    });
    breakers.set(host, made);
    return made;
  }

  return {
    pass: async ({ endpoint, signal }, host, work) => {
      const bucket = buckets.get(endpoint);
      await bucket?.take(waitMsMax, signal);
      await globalBucket.take(waitMsMax, signal);
      try {
        return await breakerOf(host).run(work);
      } catch (error) {
        // The limit is on the endpoint, not on this request: everyone else for it waits too.
        const isRefused = isAppError(error) && error.code === 'http/rate-limited';
        if (isRefused && typeof error.data.retryAfterMs === 'number') {
          (bucket ?? globalBucket).pauseFor(error.data.retryAfterMs);
        }
        throw error;
      }
    },
  };
}
