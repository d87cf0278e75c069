import { sql, type Kysely } from 'kysely';
import { newestVersion } from '../../core/database/migrate.ts';
import { AppError } from '../../core/platform/errors.ts';
import type { Logger } from '../../core/platform/logger.ts';
import type { OfficeMigration } from './migrations/migration.ts';
import { lockNumber } from './postgres-lock.ts';

const migrationLock = lockNumber('switchyard-migrations');

async function readVersion(db: Kysely<unknown>): Promise<number> {
  await sql`CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)`.execute(db);
  const { rows } = await sql<{
    version: number | null;
  }>`SELECT max(version) AS version FROM schema_version`.execute(db);
  return rows[0]?.version ?? 0;
}

function refuseNewer(version: number, versionMax: number) {
  if (version <= versionMax) return;
  throw new AppError(
    'database/newer-schema',
    `the database has schema ${version}, this version knows ${versionMax}`,
    { data: { version, versionMax } },
  );
}

/** One step, or none when there is nothing left. Hubs that start together take turns: the lock ends with the transaction. */
async function takeStep(
  db: Kysely<unknown>,
  migrations: readonly OfficeMigration[],
): Promise<OfficeMigration | null> {
  return db.transaction().execute(async (trx) => {
    await sql`SET LOCAL statement_timeout = 0`.execute(trx);
    await sql`SELECT pg_advisory_xact_lock(${migrationLock}::bigint)`.execute(trx);
    const version = await readVersion(trx);
    refuseNewer(version, newestVersion(migrations));
    const next = migrations.find(({ number }) => number > version);
    if (next === undefined) return null;
    try {
      await next.up(trx, 'postgres');
    } catch (error) {
      const { number, name } = next;
      throw new AppError('database/migration-failed', `migration ${number} (${name}) of the office failed`, {
        data: { number, name, backupPath: null },
        cause: error,
      });
    }
    await sql`INSERT INTO schema_version (version) VALUES (${next.number})`.execute(trx);
    return next;
  });
}

/**
 * Brings the schema up to date, each step in one transaction with its number: PostgreSQL rolls tables back too, so a
 * failing step leaves what was there before it.
 */
export async function migratePostgres(
  db: Kysely<unknown>,
  migrations: readonly OfficeMigration[],
  logger: Logger,
): Promise<void> {
  for (;;) {
    const taken = await takeStep(db, migrations);
    if (taken === null) return;
    logger.info({ database: 'office', number: taken.number, name: taken.name }, 'migration applied');
  }
}
