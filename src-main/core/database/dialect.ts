import type { Kysely, Transaction } from 'kysely';

/** The two databases the product speaks; a module of record runs on both with the same SQL. */
export type SqlDialect = 'sqlite' | 'postgres';

export interface TransactionOptions {
  /**
   * PostgreSQL: wait for everybody, in any process, who named the same lock, and then run once. Left out: run at once,
   * and again when another transaction was in the way. SQLite has one writer, so there it changes nothing.
   */
  readonly lock?: string;
}

/**
 * A database of either dialect. Both give serializable transactions, so what holds on one holds on the other:
 * `work` sees nothing of others half-way, may run more than once, and awaits nothing but queries on `trx`.
 */
export interface SharedDatabase<Schema> {
  readonly dialect: SqlDialect;
  readonly db: Kysely<Schema>;
  transaction<T>(work: (trx: Transaction<Schema>) => Promise<T>, options?: TransactionOptions): Promise<T>;
}

/** What a table's definition calls the same thing. Yes and no are integers, JSON is text, in both. */
export interface SqlWords {
  /** 64 bits. */
  readonly integer: string;
  /** Compared byte by byte: SQLite's order, which PostgreSQL keeps only under this collation. */
  readonly text: string;
  readonly bytes: string;
  /** Behind the closing bracket of a table. */
  readonly strict: string;
}

const words: Readonly<Record<SqlDialect, SqlWords>> = {
  sqlite: { integer: 'INTEGER', text: 'TEXT', bytes: 'BLOB', strict: ' STRICT' },
  postgres: { integer: 'BIGINT', text: 'TEXT COLLATE "C"', bytes: 'BYTEA', strict: '' },
};

export const wordsOf = (dialect: SqlDialect): SqlWords => words[dialect];
