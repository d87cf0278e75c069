import { create } from 'zustand';
import { failureText } from '../../platform/failure-text.ts';
import { referralClient } from '../frame/referral-client.ts';
import type { VerifyReport } from '../frame/referral-types.ts';

export type Verification =
  | { readonly state: 'idle' | 'stopped' }
  | { readonly state: 'running'; readonly doneCount: number; readonly entryCount: number }
  | { readonly state: 'done'; readonly report: VerifyReport; readonly atMs: number }
  | { readonly state: 'failed'; readonly sentence: string };

/** The last verification of this window: it goes on, and its result stays, while other screens are looked at. */
export const useVerification = create<{ readonly verification: Verification }>(() => ({
  verification: { state: 'idle' },
}));

const set = (verification: Verification) => useVerification.setState({ verification });
let running: AbortController | null = null;

/** Reads the whole ledger that is stored at this desk. */
export async function startVerifying(): Promise<void> {
  if (running !== null) return;
  const stopping = new AbortController();
  running = stopping;
  set({ state: 'running', doneCount: 0, entryCount: 0 });
  try {
    for await (const step of await referralClient.verifyLedger(undefined, { signal: stopping.signal })) {
      if (stopping.signal.aborted) break;
      set(step.state === 'done' ? { state: 'done', report: step, atMs: Date.now() } : step);
    }
  } catch (error) {
    if (!stopping.signal.aborted) set({ state: 'failed', sentence: failureText(error) });
  } finally {
    running = null;
    // Its stream has ended without a report.
    if (useVerification.getState().verification.state === 'running') set({ state: 'stopped' });
  }
}

export const stopVerifying = (): void => running?.abort();
