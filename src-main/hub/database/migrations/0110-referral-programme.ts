import { createReferralProgramme } from '../../../core/database/migrations/shared/referral-programme.ts';
import type { OfficeMigration } from './migration.ts';

export const migration0110: OfficeMigration = {
  number: 110,
  name: 'referral-programme',
  up: createReferralProgramme,
};
