import { migration0010 } from './0010-audit.ts';
import { migration0020 } from './0020-access.ts';
import { migration0100 } from './0100-points-ledger.ts';
import { migration0110 } from './0110-referral-programme.ts';
import { migration0200 } from './0200-phone.ts';
import type { OfficeMigration } from './migration.ts';

/** In order; the hub's own, the referral module's, the telephone's. */
export const officeMigrations: readonly OfficeMigration[] = [
  migration0010,
  migration0020,
  migration0100,
  migration0110,
  migration0200,
];
