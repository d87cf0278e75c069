import type { Database } from 'better-sqlite3';
import { CompiledQuery, type QueryResult, type SqliteDatabase, type SqliteStatement } from 'kysely';
import type { Clock } from '../platform/clock.ts';
import { assert } from '../platform/errors.ts';
import type { Logger } from '../platform/logger.ts';
import type { Metrics } from '../platform/metrics.ts';
import { isDamage } from './sqlite.ts';
import type { DatabaseKind } from './schema.ts';

export type SqlValue = string | number | bigint | null | Uint8Array;

export interface DriverDeps {
  readonly raw: Database;
  readonly kind: DatabaseKind;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly metrics?: Metrics | undefined;
  /** After every statement that may have written. */
  onWrite(): void;
  /** SQLite found the file damaged while it was in use. */
  onDamage(): void;
}

/** Signal Desktop's figure. */
export const slowQueryMs = 40;
/** A query built with a varying number of placeholders makes a new text each time: the least used go. */
const statementCountMax = 300;
const batchMark = '/* batch */ ';

/** Whatever runs queries: a database or a transaction, of any schema. */
export interface QueryRunner {
  executeQuery<Row>(query: CompiledQuery<Row>): Promise<QueryResult<Row>>;
}

/**
 * Runs one prepared statement for many rows, without building a query per row: for pages of points. Returns how many
 * rows were changed. Must be inside a transaction; `sql` has one `?` per value of a row and returns no rows.
 */
export async function runBatch(
  runner: QueryRunner,
  sql: string,
  rows: readonly (readonly SqlValue[])[],
): Promise<number> {
  if (rows.length === 0) return 0;
  const result = await runner.executeQuery(CompiledQuery.raw(batchMark + sql, [...rows]));
  return Number(result.numAffectedRows ?? 0n);
}

/** Statements by their text; the least recently used goes first. */
function createStatementCache(prepare: (sql: string) => SqliteStatement) {
  const statements = new Map<string, SqliteStatement>();
  return {
    clear: () => statements.clear(),
    get: (sql: string): SqliteStatement => {
      const statement = statements.get(sql) ?? prepare(sql);
      // A Map keeps the order of insertion: last in it = used last.
      statements.delete(sql);
      statements.set(sql, statement);
      if (statements.size > statementCountMax) {
        for (const oldest of statements.keys()) {
          statements.delete(oldest);
          break;
        }
      }
      return statement;
    },
  };
}

type Timed = <T>(sql: string, run: () => T) => T;

/** Measures every query and logs the slow ones: their text, never their values. */
function createTimed({ kind, clock, logger, metrics, onDamage }: DriverDeps): Timed {
  const durations = metrics?.histogram('database.query', { database: kind });
  return (sql, run) => {
    const startedAtMs = clock.nowMs();
    try {
      return run();
    } catch (error) {
      if (isDamage(error)) onDamage();
      throw error;
    } finally {
      const durationMs = clock.nowMs() - startedAtMs;
      durations?.observe(durationMs);
      if (durationMs >= slowQueryMs) logger.warn({ database: kind, durationMs, sql }, 'slow query');
    }
  };
}

function prepareOne({ raw, onWrite }: DriverDeps, timed: Timed, sql: string): SqliteStatement {
  const statement = raw.prepare<unknown[]>(sql);
  return {
    reader: statement.reader,
    all: (parameters) =>
      timed(sql, () => {
        if (!statement.readonly) onWrite();
        return statement.all(parameters);
      }),
    run: (parameters) =>
      timed(sql, () => {
        if (!statement.readonly) onWrite();
        return statement.run(parameters);
      }),
    // A statement being iterated cannot be used a second time meanwhile: one of its own.
    iterate: (parameters) => raw.prepare<unknown[]>(sql).iterate(parameters),
  };
}

function prepareBatch({ raw, onWrite }: DriverDeps, timed: Timed, sql: string): SqliteStatement {
  const statement = raw.prepare<unknown[]>(sql);
  const refuse = () => {
    throw new Error('a batch returns no rows');
  };
  return {
    reader: false,
    all: refuse,
    iterate: refuse,
    run: (rows) =>
      timed(sql, () => {
        assert(raw.inTransaction, 'a batch runs inside a transaction');
        onWrite();
        let changes = 0;
        for (const row of rows) changes += statement.run(row).changes;
        return { changes, lastInsertRowid: 0 };
      }),
  };
}

/**
 * What kysely's SqliteDialect is given in place of better-sqlite3 itself, which would prepare each query anew.
 * Begins transactions IMMEDIATE: a deferred one can fail half-way when another process writes.
 */
export function createDriver(deps: DriverDeps): SqliteDatabase {
  const timed = createTimed(deps);
  const statements = createStatementCache((sql) => {
    if (sql.startsWith(batchMark)) return prepareBatch(deps, timed, sql.slice(batchMark.length));
    return prepareOne(deps, timed, sql === 'begin' ? 'begin immediate' : sql);
  });
  return {
    prepare: statements.get,
    close: () => {
      statements.clear();
      deps.raw.close();
    },
  };
}
