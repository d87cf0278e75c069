export { generateCheckpointKey } from './ledger/checkpoint.ts';
export { createReferralOffice } from './office.ts';
