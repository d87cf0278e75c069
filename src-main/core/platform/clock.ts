/** Time is handed in, so that tests and simulations own it. All times are Unix milliseconds, UTC. */
export interface Clock {
  nowMs(): number;
  /** Resolves after `durationMs`; resolves early (never rejects) when `signal` aborts. */
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  nowMs: () => Date.now(),
  sleep: (durationMs, signal) =>
    new Promise((resolve) => {
      if (signal?.aborted) {
        resolve();
        return;
      }
      const finish = () => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', finish);
        resolve();
      };
      const timer = setTimeout(finish, durationMs);
      signal?.addEventListener('abort', finish, { once: true });
    }),
};
