export { createReferralDesk, type ReferralDesk } from './desk/index.ts';
export { createLedgerLink } from './desk/ledger-link.ts';
export { generateCheckpointKey } from './ledger/checkpoint.ts';
export { createReferralOffice } from './office.ts';
