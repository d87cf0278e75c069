import type { Migration } from '../migration.ts';
import { migration0010 } from './0010-job.ts';
import { migration0020 } from './0020-geofence.ts';

export const ledgerMigrations: readonly Migration[] = [migration0010, migration0020];
