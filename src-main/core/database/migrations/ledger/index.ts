import type { Migration } from '../migration.ts';
import { migration0010 } from './0010-job.ts';

export const ledgerMigrations: readonly Migration[] = [migration0010];
