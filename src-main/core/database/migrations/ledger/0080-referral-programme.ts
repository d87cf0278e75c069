import type { Migration } from '../migration.ts';
import { createReferralProgramme } from '../shared/referral-programme.ts';

/** What the desk's copy of the points ledger tells of. */
export const migration0080: Migration = {
  number: 80,
  name: 'referral-programme',
  up: (db) => createReferralProgramme(db, 'sqlite'),
};
