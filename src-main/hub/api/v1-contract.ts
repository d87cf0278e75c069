import { v1Contract } from '../../core/api/v1-contract.ts';
import { hubLinkContract } from '../../core/operations/hub-link/contract.ts';
import { officePhoneContract } from '../../core/operations/twilio/office/contract.ts';
import { referralContract } from '../../core/referral/contract.ts';
import { referralSyncContract } from '../../core/referral/sync-contract.ts';
import { accessContract } from '../access/contract.ts';
import { auditV1Contract } from '../audit/contract.ts';

/** The hub's API, version 1: the core's and what only a hub has. Grows by additions only. */
export const hubV1Contract = {
  ...v1Contract,
  // What a desk can be asked for besides is a desk's.
  hub: hubLinkContract,
  access: accessContract,
  audit: auditV1Contract,
  phoneOffice: officePhoneContract,
  referral: referralContract,
  referralSync: referralSyncContract,
};
