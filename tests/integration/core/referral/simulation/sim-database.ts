import Sqlite, { type Database as RawDatabase } from 'better-sqlite3';
import { Kysely, SqliteDialect, type SqliteDatabase, type SqliteStatement } from 'kysely';
import type { SharedDatabase } from '../../../../../src-main/core/database/dialect.ts';
import { createDriver } from '../../../../../src-main/core/database/driver.ts';
import { migration0090 } from '../../../../../src-main/core/database/migrations/ledger/0090-referral-desk.ts';
import { createPointsLedger } from '../../../../../src-main/core/database/migrations/shared/points-ledger.ts';
import { createReferralProgramme } from '../../../../../src-main/core/database/migrations/shared/referral-programme.ts';
import { systemClock } from '../../../../../src-main/core/platform/clock.ts';
import { createSilentLogger } from '../../../../../src-main/core/platform/logger.ts';
import type { ReferralDeskTables } from '../../../../../src-main/core/referral/desk/tables.ts';
import type { ReferralTables } from '../../../../../src-main/core/referral/tables.ts';

type Schema = ReferralTables & ReferralDeskTables;

/** The process has died; what it was doing goes no further. */
export class SimulatedCrash extends Error {
  constructor() {
    super('the process has died');
  }
}

export interface SimDatabase {
  readonly database: SharedDatabase<Schema>;
  /** For whoever looks on: no process of this one dies. */
  readonly onlooker: Kysely<Schema>;
  /** The process dies at the statement after so many more; all that was committed before stays. */
  dieAfter(statementCount: number): void;
  isDead(): boolean;
  /** A new process has opened the file. */
  revive(): void;
  snapshot(): Buffer;
  close(): Promise<void>;
}

function mortal(inner: SqliteDatabase, isAlive: (sql: string) => boolean): SqliteDatabase {
  const guard = (sql: string, statement: SqliteStatement): SqliteStatement => {
    const check = () => {
      if (!isAlive(sql)) throw new SimulatedCrash();
    };
    return {
      reader: statement.reader,
      all: (parameters) => (check(), statement.all(parameters)),
      run: (parameters) => (check(), statement.run(parameters)),
      iterate: (parameters) => (check(), statement.iterate(parameters)),
    };
  };
  return { close: () => inner.close(), prepare: (sql) => guard(sql, inner.prepare(sql)) };
}

function openRaw(content: Buffer | null): { raw: RawDatabase; inner: SqliteDatabase } {
  const raw = content === null ? new Sqlite(':memory:') : new Sqlite(content);
  const inner = createDriver({
    raw,
    kind: 'ledger',
    clock: systemClock,
    logger: createSilentLogger(),
    onWrite: () => undefined,
    onDamage: () => undefined,
  });
  return { raw, inner };
}

/** An empty ledger with a desk's tables; made once, then copied. */
export async function createTemplate(): Promise<Buffer> {
  const { raw, inner } = openRaw(null);
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: inner }) });
  await createPointsLedger(db, 'sqlite');
  await createReferralProgramme(db, 'sqlite');
  await migration0090.up(db);
  const content = raw.serialize();
  await db.destroy();
  return content;
}

/** A real SQLite database in memory, whose process can die at any statement. */
export function openSimDatabase(content: Buffer): SimDatabase {
  const { raw, inner } = openRaw(content);
  let left = Number.POSITIVE_INFINITY;
  const isAlive = (sql: string) => {
    // What the death of a process leaves undone is undone by SQLite itself.
    if (sql === 'rollback') return true;
    left -= 1;
    return left >= 0;
  };
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: mortal(inner, isAlive) }) });
  const onlooker = new Kysely<Schema>({ dialect: new SqliteDialect({ database: inner }) });
  return {
    onlooker,
    database: {
      dialect: 'sqlite',
      db,
      transaction: (work) => db.transaction().execute(work),
    },
    dieAfter: (statementCount) => {
      left = statementCount;
    },
    isDead: () => left < 0,
    revive: () => {
      left = Number.POSITIVE_INFINITY;
    },
    snapshot: () => raw.serialize(),
    close: () => {
      left = Number.POSITIVE_INFINITY;
      return db.destroy();
    },
  };
}
