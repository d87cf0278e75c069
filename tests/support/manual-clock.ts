import type { Clock } from '../../src-main/core/platform/clock.ts';

interface Sleeper {
  readonly dueMs: number;
  wake(): void;
}

export interface ManualClock extends Clock {
  /** Moves on, waking sleepers in the order of their time and letting each act before the next. */
  advance(durationMs: number): Promise<void>;
  /** Sets the time without waking anybody, as when a person changes the clock or the machine slept. */
  jumpTo(timeMs: number): void;
  sleeperCount(): number;
}

/** Lets everything run that only waits for promises (and for I/O that is already done). */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}

/** Time that moves only when told. */
export function createManualClock(startMs = Date.UTC(2026, 10, 22, 12)): ManualClock {
  let nowMs = startMs;
  const sleepers = new Set<Sleeper>();

  function sleep(durationMs: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      if (signal?.aborted || durationMs <= 0) {
        resolve();
        return;
      }
      const sleeper: Sleeper = {
        dueMs: nowMs + durationMs,
        wake: () => {
          sleepers.delete(sleeper);
          signal?.removeEventListener('abort', sleeper.wake);
          resolve();
        },
      };
      sleepers.add(sleeper);
      signal?.addEventListener('abort', sleeper.wake, { once: true });
    });
  }

  async function advance(durationMs: number) {
    const untilMs = nowMs + durationMs;
    await settle();
    for (;;) {
      const [next] = [...sleepers].filter(({ dueMs }) => dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs);
      if (!next) break;
      nowMs = Math.max(nowMs, next.dueMs);
      next.wake();
      await settle();
    }
    nowMs = untilMs;
  }

  return {
    nowMs: () => nowMs,
    sleep,
    advance,
    jumpTo: (timeMs) => {
      nowMs = timeMs;
    },
    sleeperCount: () => sleepers.size,
  };
}
