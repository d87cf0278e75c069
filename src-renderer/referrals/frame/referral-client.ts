import { coreClient } from '../../platform/client.ts';

/** The office's referral programme as this desk knows it. */
export const referralClient = coreClient.referral;
