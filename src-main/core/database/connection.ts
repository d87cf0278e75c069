import { statSync, writeFileSync } from 'node:fs';
import { chmod, mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Database } from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import type { Clock } from '../platform/clock.ts';
import { AppError, isAppError } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import type { Metrics } from '../platform/metrics.ts';
import { backUp, findVerifiedBackup } from './backup.ts';
import type { SharedDatabase } from './dialect.ts';
import { createDriver } from './driver.ts';
import { dropOldAside, fileBytes, restoreFile, setAside } from './files.ts';
import { inspectFile } from './inspect.ts';
import { migrate, newestVersion } from './migrate.ts';
import { ledgerMigrations } from './migrations/ledger/index.ts';
import type { Migration } from './migrations/migration.ts';
import { telematicsMigrations } from './migrations/telematics/index.ts';
import type { DatabaseKind, Schemas } from './schema.ts';
import { findDamage, isDamage, openRaw } from './sqlite.ts';

/**
 * A SQLite file. Its transactions are IMMEDIATE: they commit when `work` resolves and roll back when it throws. There is
 * one connection, so everything else waits meanwhile.
 */
export interface OpenDatabase<
  Schema,
  Kind extends DatabaseKind = DatabaseKind,
> extends SharedDatabase<Schema> {
  readonly kind: Kind;
  readonly path: string;
  /** Where a damaged file was moved at this start, else null. */
  readonly setAsidePath: string | null;
  /** The backup that took the damaged file's place (ledger), else null: then what was in it is gone. */
  readonly restoredFromPath: string | null;
  /** The file and what waits in its -wal. */
  bytes(): number;
  /** Writes the -wal into the file and empties it, unless a transaction is open. Also done by itself after writing. */
  checkpoint(): void;
  /** A verified copy in `backups/`; returns its path. */
  backUp(): Promise<string>;
  /** Waits for what is running. */
  close(): Promise<void>;
}

export interface OpenOptions<Kind extends DatabaseKind> {
  readonly kind: Kind;
  readonly path: string;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics?: Metrics;
  /** The office's are handed in by the hub; otherwise only tests have their own. */
  readonly migrations?: readonly Migration[];
}

/** At most this long after a commit the -wal is emptied (Signal Desktop, 2026). */
const checkpointIntervalMs = 30_000;

const allMigrations: Readonly<Record<DatabaseKind, readonly Migration[]>> = {
  ledger: ledgerMigrations,
  telematics: telematicsMigrations,
  office: [],
};

/** What cannot be fetched again: looked at closely at every start, and brought back from a backup. */
const isOfRecord = (kind: DatabaseKind) => kind !== 'telematics';

/** Damaged files kept for whoever wants to look into them. Telematics can be fetched again, and may be large. */
const asideCountMax: Readonly<Record<DatabaseKind, number>> = {
  ledger: 5,
  telematics: 2,
  office: 5,
};

/** Left behind when SQLite reported damage in a running program, so that the next start looks closely. */
const suspectPath = (path: string) => `${path}.suspect`;

const damaged = (path: string, reason: string, cause?: unknown) =>
  new AppError('database/damaged', `the file cannot be used: ${reason}`, { data: { path, reason }, cause });

/** Opens what is there, or a new file. Throws `database/damaged`, `database/newer-schema`, `database/unsuitable-storage`. */
async function openHealthy(path: string, kind: DatabaseKind, versionMax: number): Promise<Database> {
  const inspection = await inspectFile(path, kind, versionMax);
  if (inspection.state === 'damaged') throw damaged(path, inspection.reason);
  try {
    const raw = openRaw(path, kind);
    const isSuspect = (await fileBytes(suspectPath(path))) !== null;
    // 0.6 s for 215 MB: every time for what cannot be fetched again, after a crash for the rest.
    const mustCheck =
      inspection.state === 'ours' && (isOfRecord(kind) || !inspection.wasClosedCleanly || isSuspect);
    const complaint = mustCheck ? findDamage(raw) : null;
    if (complaint === null) return raw;
    raw.close();
    throw damaged(path, complaint);
  } catch (error) {
    throw isDamage(error) ? damaged(path, 'SQLite refuses it', error) : error;
  }
}

interface Recovery {
  readonly setAsidePath: string | null;
  readonly restoredFromPath: string | null;
}

/** Moves a damaged file away; one of record goes back to its newest backup that passes the check. */
async function recover(
  options: OpenOptions<DatabaseKind>,
  versionMax: number,
  error: AppError,
): Promise<Recovery> {
  const { kind, path, clock, logger } = options;
  const setAsidePath = await setAside(path, clock.nowMs());
  const restoredFromPath = isOfRecord(kind) ? await findVerifiedBackup(path, kind, versionMax) : null;
  if (restoredFromPath !== null) await restoreFile(restoredFromPath, path);
  logger.error({ database: kind, setAsidePath, restoredFromPath, error }, 'damaged database set aside');
  // The desk opens all the same: what could not be deleted today can be tomorrow.
  await dropOldAside(path, asideCountMax[kind]).catch((failure: unknown) =>
    logger.warn({ database: kind, error: failure }, 'older damaged files could not be deleted'),
  );
  return { setAsidePath, restoredFromPath };
}

interface Connected {
  readonly raw: Database;
  readonly db: Kysely<unknown>;
  /** True once after each time something was written. */
  takeWritten(): boolean;
}

async function connect(
  options: OpenOptions<DatabaseKind>,
  migrations: readonly Migration[],
): Promise<Connected> {
  const { kind, path, clock, logger, metrics } = options;
  const raw = await openHealthy(path, kind, newestVersion(migrations));
  let isWritten = false;
  const driver = createDriver({
    raw,
    kind,
    clock,
    logger,
    metrics,
    onWrite: () => {
      isWritten = true;
    },
    onDamage: () => {
      writeFileSync(suspectPath(path), '');
      logger.error({ database: kind }, 'the database is damaged: it is checked at the next start');
    },
  });
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: driver }) });
  try {
    await migrate({ raw, db, path, kind, migrations, clock, logger });
  } catch (error) {
    if (raw.open) raw.close();
    throw isDamage(error) ? damaged(path, 'SQLite refuses it', error) : error;
  }
  await rm(suspectPath(path), { force: true });
  const takeWritten = () => {
    const was = isWritten;
    isWritten = false;
    return was;
  };
  return { raw, db, takeWritten };
}

async function checkpointInIdle(
  clock: Clock,
  closing: AbortSignal,
  connected: Connected,
  checkpoint: () => void,
) {
  while (!closing.aborted) {
    await clock.sleep(checkpointIntervalMs, closing);
    if (!closing.aborted && connected.takeWritten()) checkpoint();
  }
}

/**
 * Opens one of the databases: checks the file, sets a damaged one aside, brings the schema up to date.
 * Throws `database/newer-schema` (the file is not touched), `database/migration-failed`, `database/unsuitable-storage`.
 */
export async function openDatabase<Kind extends DatabaseKind>(
  options: OpenOptions<Kind>,
): Promise<OpenDatabase<Schemas[Kind], Kind>> {
  const { kind, path, clock } = options;
  const migrations = options.migrations ?? allMigrations[kind];
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });

  let recovery: Recovery = { setAsidePath: null, restoredFromPath: null };
  let connected: Connected;
  try {
    connected = await connect(options, migrations);
  } catch (error) {
    if (!isAppError(error) || error.code !== 'database/damaged') throw error;
    recovery = await recover(options, newestVersion(migrations), error);
    connected = await connect(options, migrations);
  }
  await chmod(path, 0o600);

  const { raw } = connected;
  // The one place where a file becomes a typed schema: the migrations above have just made it so.
  const db = connected.db as unknown as Kysely<Schemas[Kind]>;
  const closing = new AbortController();
  const checkpoint = () => {
    if (raw.open && !raw.inTransaction) raw.pragma('wal_checkpoint(TRUNCATE)');
  };
  const idle = checkpointInIdle(clock, closing.signal, connected, checkpoint);
  const sizeOf = (file: string) => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

  return {
    dialect: 'sqlite',
    db,
    kind,
    path,
    ...recovery,
    bytes: () => sizeOf(path) + sizeOf(`${path}-wal`),
    transaction: (work) => db.transaction().execute(work),
    checkpoint,
    backUp: () => db.connection().execute(() => backUp({ raw, path, kind, clock })),
    close: async () => {
      if (closing.signal.aborted) return;
      closing.abort();
      await idle;
      // Holding the one connection means that no transaction is half-way.
      await db.connection().execute(async () => checkpoint());
      await db.destroy();
    },
  };
}
