import type { Migration } from '../migration.ts';
import { migration0010 } from './0010-job.ts';
import { migration0020 } from './0020-geofence.ts';
import { migration0030 } from './0030-alert.ts';
import { migration0040 } from './0040-call.ts';
import { migration0050 } from './0050-alert-source.ts';
import { migration0060 } from './0060-points-ledger.ts';
import { migration0070 } from './0070-call-words.ts';
import { migration0080 } from './0080-referral-programme.ts';
import { migration0090 } from './0090-referral-desk.ts';

export const ledgerMigrations: readonly Migration[] = [
  migration0010,
  migration0020,
  migration0030,
  migration0040,
  migration0050,
  migration0060,
  migration0070,
  migration0080,
  migration0090,
];
