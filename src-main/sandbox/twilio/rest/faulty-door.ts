import { setTimeout as pause } from 'node:timers/promises';
import type { TwilioFaultName, TwilioFaults } from '../faults.ts';
import { RestError } from './rest-error.ts';

/** What the named faults do to a request before anybody looks at it. */
export function createFaultyDoor(faults: TwilioFaults | null) {
  const strikes = (name: TwilioFaultName) => {
    const share = faults?.setting(name) ?? null;
    return share !== null && Math.random() < share;
  };
  return {
    /** @throws RestError 503 (20503) or 429 (20429, as for too many requests) when a fault strikes. */
    async pass(): Promise<void> {
      const delayMs = faults?.setting('rest-slow') ?? 0;
      if (delayMs > 0) await pause(delayMs);
      if (strikes('rest-5xx')) throw new RestError(503, 20_503, 'Service unavailable');
      if (strikes('rest-429')) throw new RestError(429, 20_429, 'Too many requests');
    },
  };
}
