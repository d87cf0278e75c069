import { create } from 'zustand';

export interface LedgerSync {
  readonly state: 'starting' | 'live' | 'stale' | 'stopped';
  /** Of the last word of the office; `null`: there was none yet. */
  readonly asOfMs: number | null;
}

/** How this desk's copy of the ledger fares; `null` until the core's first word. Written by its feed only. */
export const useLedgerSync = create<{ readonly sync: LedgerSync | null }>(() => ({ sync: null }));
