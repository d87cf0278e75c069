/** The vendor's example, to the digit: clients that read it as an integer wait too short or too long. */
export const retryAfterSeconds = '0.40235';
/** Per token, on top of the endpoint's own limit. */
const globalPerSecond = 150;

interface Bucket {
  tokens: number;
  refilledAtMs: number;
}

export interface RateLimits {
  /** Takes one request's worth; false when the limit is used up. */
  take(endpoint: LimitedEndpoint): boolean;
}

export interface LimitedEndpoint {
  readonly method?: string;
  readonly path: string;
  readonly requestsPerSecond: number | null;
  readonly requestsPerMinute?: number;
}

/** Token buckets of one second's (or minute's) worth, in real time: the sandbox's clock may run faster, the vendor's limits do not. */
export function createRateLimits(wallNowMs: () => number): RateLimits {
  const buckets = new Map<string, Bucket>();
  const takeFrom = (name: string, size: number, perSecond: number): boolean => {
    const nowMs = wallNowMs();
    const bucket = buckets.get(name) ?? { tokens: size, refilledAtMs: nowMs };
    buckets.set(name, bucket);
    const earned = ((nowMs - bucket.refilledAtMs) / 1_000) * perSecond;
    bucket.tokens = Math.min(size, bucket.tokens + earned);
    bucket.refilledAtMs = nowMs;
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  };
  return {
    take({ method = 'GET', path, requestsPerSecond, requestsPerMinute }) {
      const name = `${method} ${path}`;
      if (!takeFrom('*', globalPerSecond, globalPerSecond)) return false;
      if (requestsPerMinute !== undefined) return takeFrom(name, requestsPerMinute, requestsPerMinute / 60);
      return requestsPerSecond === null || takeFrom(name, requestsPerSecond, requestsPerSecond);
    },
  };
}
