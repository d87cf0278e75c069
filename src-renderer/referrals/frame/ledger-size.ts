import { create } from 'zustand';

/** How many entries this desk's copy of the ledger has; lists are read anew when it grows. Written by its feed only. */
export const useLedgerSize = create<{ readonly size: number | null }>(() => ({ size: null }));
