import type { RecordNames } from '../../../../src-renderer/referrals/record-names.ts';

/** Names that tell what they were asked for. */
export const testNames: RecordNames = {
  account: (id) => `account ${id}`,
  company: (id) => `company ${id}`,
  person: (id) => `person ${id}`,
  referral: (id) => `candidate of ${id}`,
  code: (id) => `code ${id}`,
  reward: (id) => `reward ${id}`,
  redemption: (id) => `redemption ${id}`,
  proposalPerson: (id) => `person of ${id}`,
};
