import { join } from 'node:path';
import { openDatabase } from '../../core/database/connection.ts';
import type { SharedDatabase } from '../../core/database/dialect.ts';
import type { Clock } from '../../core/platform/clock.ts';
import { AppError } from '../../core/platform/errors.ts';
import type { Logger } from '../../core/platform/logger.ts';
import type { Metrics } from '../../core/platform/metrics.ts';
import type { Random } from '../../core/platform/random.ts';
import { officeMigrations } from './migrations/index.ts';
import type { OfficeMigration } from './migrations/migration.ts';
import { openPostgres } from './postgres.ts';
import type { HubSchema } from './schema.ts';

/** Everything an office must not lose: people, desks, what was done, the referral ledger. */
export interface OfficeDatabase extends SharedDatabase<HubSchema> {
  /** Connections open now. */
  connectionCount(): number;
  /** Waits for what is running. */
  close(): Promise<void>;
}

export interface OfficeOptions {
  /** `postgres://…`; `null` for a SQLite file in the data folder. */
  readonly databaseUrl: string | null;
  readonly dataFolder: string;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly metrics?: Metrics;
  /** Only tests have their own. */
  readonly migrations?: readonly OfficeMigration[];
}

async function openSqlite(options: OfficeOptions): Promise<OfficeDatabase> {
  const { migrations = officeMigrations, dataFolder } = options;
  const file = await openDatabase({
    ...options,
    kind: 'office',
    path: join(dataFolder, 'office.db'),
    migrations: migrations.map(({ number, name, up }) => ({ number, name, up: (db) => up(db, 'sqlite') })),
  });
  return {
    dialect: 'sqlite',
    db: file.db as unknown as OfficeDatabase['db'],
    transaction: file.transaction as unknown as OfficeDatabase['transaction'],
    connectionCount: () => 1,
    close: file.close,
  };
}

/**
 * Opens the office's database and brings its schema up to date.
 * Throws `database/newer-schema`, `database/migration-failed`, `database/unsuitable-storage`, `database/unreachable`,
 * `database/bad-url`: a person must act.
 */
export async function openOffice(options: OfficeOptions): Promise<OfficeDatabase> {
  const { databaseUrl: url, migrations = officeMigrations } = options;
  if (url === null) return openSqlite(options);
  // The URL holds a password: it goes into no message.
  if (!/^postgres(ql)?:\/\//.test(url)) {
    throw new AppError('database/bad-url', 'DATABASE_URL has to begin with postgres://');
  }
  return openPostgres({ ...options, url, migrations });
}
