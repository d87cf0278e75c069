import type { Kysely } from 'kysely';
import type { SqlDialect } from '../../../core/database/dialect.ts';

/**
 * A step of the office's schema, for both dialects. Numbered in tens (the hub's own below 100, the referral module's
 * from 100), listed in index.ts, never edited once released, expand only. Runs inside one transaction together with the
 * new version; it may not open one itself.
 */
export interface OfficeMigration {
  readonly number: number;
  readonly name: string;
  up(db: Kysely<unknown>, dialect: SqlDialect): Promise<void>;
}
