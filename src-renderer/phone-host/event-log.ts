import type { DeskEvent } from '../../src-main/core/operations/twilio/calls/contract.ts';

export interface LoggedEvent {
  readonly callId: string;
  readonly eventId: string;
  readonly timeMs: number;
  readonly event: DeskEvent;
}

/** The core takes this many at once (`callLimits.eventBatchCount`). */
const batchCountMax = 100;
/** An hour of phone calls without a core; then the oldest go, since the newest say how it ended. */
const waitingCountMax = 2_000;
const retryFirstMs = 500;
const retryMaxMs = 10_000;

const pause = (durationMs: number) => new Promise((resolve) => setTimeout(resolve, durationMs));

/**
 * Hands events to the core, in order, until each is recorded: the core may be starting again while a phone call goes on.
 * Repeating is harmless there, so an answer that was lost costs nothing.
 */
export function createEventLog(deps: {
  readonly record: (events: LoggedEvent[]) => Promise<unknown>;
  readonly newId: () => string;
  readonly nowMs: () => number;
}) {
  let waiting: readonly LoggedEvent[] = [];
  let isSending = false;

  const send = async () => {
    isSending = true;
    let failureCount = 0;
    while (waiting.length > 0) {
      const batch = waiting.slice(0, batchCountMax);
      try {
        await deps.record(batch);
        const sent = new Set(batch.map(({ eventId }) => eventId));
        waiting = waiting.filter(({ eventId }) => !sent.has(eventId));
        failureCount = 0;
      } catch {
        // Whatever the reason, the events stay: the core is down, or will be repaired.
        failureCount += 1;
        await pause(Math.min(retryMaxMs, retryFirstMs * 2 ** Math.min(failureCount, 5)));
      }
    }
    isSending = false;
  };

  return {
    append(callId: string, events: readonly DeskEvent[]) {
      if (events.length === 0) return;
      const timeMs = deps.nowMs();
      const logged = events.map((event) => ({ callId, eventId: deps.newId(), timeMs, event }));
      waiting = [...waiting, ...logged].slice(-waitingCountMax);
      if (!isSending) void send();
    },
    waitingCount: () => waiting.length,
  };
}

export type EventLog = ReturnType<typeof createEventLog>;
