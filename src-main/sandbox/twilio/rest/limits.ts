import { RestError } from './rest-error.ts';

/** Twilio names no number; it refuses what comes too fast with 429 and this code. */
export function createLimit(requestsPerSecondMax: number, nowMs: () => number) {
  let windowStartMs = -Infinity;
  let count = 0;
  return {
    take(): void {
      const now = nowMs();
      if (now - windowStartMs >= 1_000) {
        windowStartMs = now;
        count = 0;
      }
      count += 1;
      if (count > requestsPerSecondMax) throw new RestError(429, 20_429, 'Too Many Requests');
    },
  };
}
