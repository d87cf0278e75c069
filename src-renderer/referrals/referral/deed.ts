import type { ReferralState } from '../../../src-main/core/referral/programme/referral-state.wire.ts';

/** What somebody is about to do with a referral: one at a time. */
export type Deed =
  | { readonly kind: 'move'; readonly to: ReferralState }
  | { readonly kind: 'reach'; readonly milestone: string }
  | { readonly kind: 'release'; readonly milestone: string; readonly points: number }
  | { readonly kind: 'review'; readonly isFraud: boolean }
  | { readonly kind: 'clawBack' };
