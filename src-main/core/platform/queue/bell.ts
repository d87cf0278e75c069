import type { Clock } from '../clock.ts';

/** Something to sleep beside: a ring ends the sleep, also one that begins after the ring. */
export interface Bell {
  ring(): void;
  sleep(durationMs: number): Promise<void>;
}

export function createBell(clock: Clock): Bell {
  let ringing = new AbortController();
  return {
    ring: () => ringing.abort(),
    sleep: async (durationMs) => {
      await clock.sleep(durationMs, ringing.signal);
      if (ringing.signal.aborted) ringing = new AbortController();
    },
  };
}
