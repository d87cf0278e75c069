import { coreClient } from '../../platform/client.ts';
import type { ReferralClient } from './referral-types.ts';

/** The office's referral programme as this desk knows it. */
export const referralClient: ReferralClient = (coreClient as unknown as { readonly referral: ReferralClient })
  .referral;
