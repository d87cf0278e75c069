import { text } from '../../app/text.ts';
import type { RejectionCode } from './referral-types.ts';

/** Why the ledger refused, with the way out. */
export const rejectionText = (code: RejectionCode): string => text.t(`referral:rejection.${code}`);
