import { DatabaseError } from 'pg';
import { Kysely, PostgresDialect, sql, type LogEvent, type Transaction } from 'kysely';
import type { TransactionOptions } from '../../core/database/dialect.ts';
import { slowQueryMs } from '../../core/database/driver.ts';
import type { Clock } from '../../core/platform/clock.ts';
import { AppError, isAppError } from '../../core/platform/errors.ts';
import type { Logger } from '../../core/platform/logger.ts';
import type { Metrics } from '../../core/platform/metrics.ts';
import type { Random } from '../../core/platform/random.ts';
import type { OfficeDatabase } from './index.ts';
import type { OfficeMigration } from './migrations/migration.ts';
import { lockNumber } from './postgres-lock.ts';
import { migratePostgres } from './postgres-migrate.ts';
import { createPostgresPool } from './postgres-pool.ts';

/** Collations by row, `hashtextextended`, generated columns: what is used is older, but older servers get no fixes. */
const serverVersionMin = 130_000;
const attemptCountMax = 10;
const pauseMsMax = 50;

/** Others were in the way: nothing was written, and the same again may succeed. */
const isConflict = (error: unknown) =>
  error instanceof DatabaseError && (error.code === '40001' || error.code === '40P01');

export interface PostgresDeps {
  readonly url: string;
  readonly migrations: readonly OfficeMigration[];
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly metrics?: Metrics;
}

async function assertSuitable(db: Kysely<unknown>): Promise<void> {
  const { rows } = await sql<{ version: string; encoding: string }>`
    SELECT current_setting('server_version_num') AS version, current_setting('server_encoding') AS encoding
  `.execute(db);
  const { version = '0', encoding = '' } = rows[0] ?? {};
  if (Number(version) < serverVersionMin || encoding !== 'UTF8') {
    throw new AppError(
      'database/unsuitable-storage',
      `PostgreSQL ${version} with ${encoding}; it takes 13 or newer with UTF8`,
      { data: { version, encoding } },
    );
  }
}

function createTransaction<Schema>(db: Kysely<Schema>, { clock, random }: PostgresDeps) {
  return async <T>(
    work: (trx: Transaction<Schema>) => Promise<T>,
    { lock }: TransactionOptions = {},
  ): Promise<T> => {
    if (lock !== undefined) {
      // Not serializable: its snapshot would be older than the lock.
      return db
        .transaction()
        .setIsolationLevel('read committed')
        .execute(async (trx) => {
          await sql`SELECT pg_advisory_xact_lock(${lockNumber(lock)}::bigint)`.execute(trx);
          return work(trx);
        });
    }
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await db.transaction().setIsolationLevel('serializable').execute(work);
      } catch (error) {
        if (!isConflict(error) || attempt === attemptCountMax) throw error;
        await clock.sleep(Math.ceil(random() * pauseMsMax * attempt));
      }
    }
  };
}

/** The office's database on a PostgreSQL server. */
export async function openPostgres(deps: PostgresDeps): Promise<OfficeDatabase> {
  const { url, migrations, clock, logger, metrics } = deps;
  const pool = createPostgresPool({ url, clock, logger });
  const durations = metrics?.histogram('database.query', { database: 'office' });
  const log = ({ level, query, queryDurationMillis }: LogEvent) => {
    durations?.observe(queryDurationMillis);
    if (level === 'query' && queryDurationMillis < slowQueryMs) return;
    if (level === 'query')
      logger.warn({ database: 'office', durationMs: queryDurationMillis, sql: query.sql }, 'slow query');
  };
  const db = new Kysely<unknown>({ dialect: new PostgresDialect({ pool }), log });
  try {
    await assertSuitable(db);
    await migratePostgres(db, migrations, logger);
  } catch (error) {
    await db.destroy();
    if (isAppError(error)) throw error;
    throw new AppError('database/unreachable', 'PostgreSQL cannot be used', { cause: error });
  }
  // The one place where a server becomes a typed schema: the migrations above have just made it so.
  const typed = db as OfficeDatabase['db'];
  return {
    dialect: 'postgres',
    db: typed,
    transaction: createTransaction(typed, deps),
    connectionCount: pool.connectionCount,
    close: () => db.destroy(),
  };
}
