import { create } from 'zustand';
import type { ReferralSync } from '../../../src-main/core/referral/desk/contract.ts';

/** How this desk's copy of the ledger fares; `null` until the core's first word. Written by its feed only. */
export const useLedgerSync = create<{ readonly sync: ReferralSync | null }>(() => ({ sync: null }));
