import type { Database } from 'better-sqlite3';
import type { Kysely } from 'kysely';
import type { Clock } from '../platform/clock.ts';
import { AppError, assert } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import { backUp } from './backup.ts';
import { restoreFile } from './files.ts';
import type { Migration } from './migrations/migration.ts';
import type { DatabaseKind } from './schema.ts';
import { isDamage, readVersion } from './sqlite.ts';

export interface MigrateDeps {
  readonly raw: Database;
  /** Over `raw`. */
  readonly db: Kysely<unknown>;
  readonly path: string;
  readonly kind: DatabaseKind;
  readonly migrations: readonly Migration[];
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The schema version of this program: the number of the last migration, 0 when there is none. */
export function newestVersion(migrations: readonly Pick<Migration, 'number' | 'name'>[]): number {
  let last = 0;
  for (const { number, name } of migrations) {
    assert(Number.isInteger(number) && number > last, `migration ${number} ${name} is in order`);
    last = number;
  }
  return last;
}

async function applyOne({ raw, db }: MigrateDeps, migration: Migration): Promise<void> {
  await db.transaction().execute(async (trx) => {
    // Another process may have been first while this one waited for the lock.
    if (readVersion(raw) >= migration.number) return;
    await migration.up(trx);
    const orphans = raw.pragma('foreign_key_check');
    assert(Array.isArray(orphans) && orphans.length === 0, `migration ${migration.number} leaves no orphans`);
    raw.pragma(`user_version = ${migration.number}`);
  });
}

/**
 * Brings the schema up to date, each step in one transaction with its number. Before the first, a file that holds data
 * is backed up; when one fails the file is as it was before all of them, closed, and `database/migration-failed`
 * (data `{number, name, backupPath}`) is thrown. A crash in between leaves whole steps: the next start goes on.
 */
export async function migrate(deps: MigrateDeps): Promise<void> {
  const { raw, path, kind, migrations, clock, logger } = deps;
  const versionBefore = readVersion(raw);
  const pending = migrations.filter(({ number }) => number > versionBefore);
  if (pending.length === 0) return;
  const backupPath = versionBefore > 0 ? await backUp({ raw, path, kind, clock }) : null;

  for (const migration of pending) {
    const { number, name } = migration;
    try {
      await applyOne(deps, migration);
      logger.info({ database: kind, number, name }, 'migration applied');
    } catch (error) {
      if (isDamage(error)) throw error;
      const isChanged = readVersion(raw) !== versionBefore;
      raw.close();
      if (isChanged && backupPath !== null) await restoreFile(backupPath, path);
      logger.error({ database: kind, number, name, backupPath, error }, 'migration failed');
      throw new AppError('database/migration-failed', `migration ${number} (${name}) of ${kind} failed`, {
        data: { number, name, backupPath },
        cause: error,
      });
    }
  }
  // The version must stand in the file itself, where an older program looks before it opens it.
  raw.pragma('wal_checkpoint(TRUNCATE)');
}
