import { create } from 'zustand';
import type { Call } from '../../src-main/core/operations/twilio/calls/contract.ts';
import { coreClient } from '../platform/client.ts';
import { followStream } from '../platform/follow-stream.ts';

/** Missed calls of the last day that nobody has returned; `null` until the core has counted. Written by its feed only. */
export const useMissedCalls = create<{ readonly count: number | null }>(() => ({ count: null }));

const dayMs = 86_400_000;
/** A burst of changes is counted once. */
const countDelayMs = 400;

type ChangeListener = (calls: readonly Call[]) => void;
const listeners = new Set<ChangeListener>();

/** Told of calls that are new or changed, while subscribed. */
export function onCallChanges(listener: ChangeListener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

async function countMissed(): Promise<void> {
  try {
    const { count } = await coreClient.phone.countUnreturnedCalls({ sinceMs: Date.now() - dayMs });
    useMissedCalls.setState({ count });
  } catch {
    // The core is away: its return opens the stream again, and that counts anew.
  }
}

export function startCallChangesFeed(): () => void {
  let timer: ReturnType<typeof setTimeout> | null = null;
  return followStream({
    open: (signal) => coreClient.phone.watchCallChanges(undefined, { signal }),
    onItem: ({ calls }) => {
      if (calls.length > 0) for (const listener of listeners) listener(calls);
      timer ??= setTimeout(() => {
        timer = null;
        void countMissed();
      }, countDelayMs);
    },
  });
}
