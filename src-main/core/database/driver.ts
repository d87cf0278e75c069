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

/**
 * What kysely's SqliteDialect is given in place of better-sqlite3 itself, which would prepare each query anew.
 * Keeps prepared statements by their text, begins transactions IMMEDIATE (a deferred one can fail half-way when
 * another process writes), measures every query and logs the slow ones: their text, never their values.
 */
export function createDriver(deps: DriverDeps): SqliteDatabase {
  const { raw, kind, clock, logger } = deps;
  const statements = new Map<string, SqliteStatement>();
  const durations = deps.metrics?.histogram('database.query', { database: kind });

  function timed<T>(sql: string, run: () => T): T {
    const startedAtMs = clock.nowMs();
    try {
      return run();
    } catch (error) {
      if (isDamage(error)) deps.onDamage();
      throw error;
    } finally {
      const durationMs = clock.nowMs() - startedAtMs;
      durations?.observe(durationMs);
      if (durationMs >= slowQueryMs) logger.warn({ database: kind, durationMs, sql }, 'slow query');
    }
  }

  function prepareOne(sql: string): SqliteStatement {
    const statement = raw.prepare<unknown[]>(sql === 'begin' ? 'begin immediate' : sql);
    return {
      reader: statement.reader,
      all: (parameters) =>
        timed(sql, () => {
          if (!statement.readonly) deps.onWrite();
          return statement.all(parameters);
        }),
      run: (parameters) =>
        timed(sql, () => {
          deps.onWrite();
          return statement.run(parameters);
        }),
      // A statement being iterated cannot be used a second time meanwhile: one of its own.
      iterate: (parameters) => raw.prepare<unknown[]>(sql).iterate(parameters),
    };
  }

  function prepareBatch(sql: string): SqliteStatement {
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
          deps.onWrite();
          let changes = 0;
          for (const row of rows) changes += statement.run(row).changes;
          return { changes, lastInsertRowid: 0 };
        }),
    };
  }

  function prepare(sql: string): SqliteStatement {
    const known = statements.get(sql);
    if (known) {
      // Last in the map = used last.
      statements.delete(sql);
      statements.set(sql, known);
      return known;
    }
    const made = sql.startsWith(batchMark) ? prepareBatch(sql.slice(batchMark.length)) : prepareOne(sql);
    if (statements.size >= statementCountMax) {
      for (const oldest of statements.keys()) {
        statements.delete(oldest);
        break;
      }
    }
    statements.set(sql, made);
    return made;
  }

  return {
    prepare,
    close: () => {
      statements.clear();
      raw.close();
    },
  };
}
