import { sql, type Kysely } from 'kysely';
import { wordsOf, type SqlDialect } from '../../dialect.ts';
import { makeAppendOnly } from './append-only.ts';

type Database = Kysely<unknown>;

function typesOf(dialect: SqlDialect) {
  const words = wordsOf(dialect);
  return {
    integer: sql.raw(words.integer),
    text: sql.raw(words.text),
    bytes: sql.raw(words.bytes),
    strict: sql.raw(words.strict),
    // SQLite: rows lie in the order of their key. PostgreSQL has no such table.
    byKey: sql.raw(dialect === 'sqlite' ? ' STRICT, WITHOUT ROWID' : ''),
  };
}

type Types = ReturnType<typeof typesOf>;

async function createLog(db: Database, { integer, text, bytes, strict, byKey }: Types): Promise<void> {
  await sql`
    CREATE TABLE ledger_head (
      id ${integer} NOT NULL PRIMARY KEY CHECK (id = 1),
      ledger_id ${text} NOT NULL,
      size ${integer} NOT NULL CHECK (size >= 0),
      last_at_ms ${integer} NOT NULL,
      peaks ${bytes} NOT NULL
    )${strict}
  `.execute(db);
  await sql`
    CREATE TABLE ledger_entry (
      seq ${integer} NOT NULL PRIMARY KEY CHECK (seq > 0),
      at_ms ${integer} NOT NULL,
      key ${text} NOT NULL,
      command_hash ${bytes},
      leaf_hash ${bytes} NOT NULL,
      body ${text} NOT NULL
    )${strict}
  `.execute(db);
  await sql`CREATE UNIQUE INDEX ledger_entry_by_key ON ledger_entry (key)`.execute(db);
  await sql`CREATE INDEX ledger_entry_by_time ON ledger_entry (at_ms, seq)`.execute(db);
  await sql`
    CREATE TABLE ledger_rejection (
      key ${text} NOT NULL PRIMARY KEY,
      command_hash ${bytes} NOT NULL,
      code ${text} NOT NULL,
      data ${text} NOT NULL,
      at_ms ${integer} NOT NULL
    )${byKey}
  `.execute(db);
  await sql`
    CREATE TABLE ledger_node (
      level ${integer} NOT NULL,
      position ${integer} NOT NULL,
      hash ${bytes} NOT NULL,
      PRIMARY KEY (level, position)
    )${byKey}
  `.execute(db);
  await sql`
    CREATE TABLE ledger_checkpoint (
      size ${integer} NOT NULL PRIMARY KEY,
      root ${bytes} NOT NULL,
      at_ms ${integer} NOT NULL,
      signature ${bytes} NOT NULL
    )${strict}
  `.execute(db);
}

async function createAccounts(db: Database, { integer, text, strict, byKey }: Types): Promise<void> {
  await sql`
    CREATE TABLE ledger_posting (
      account ${text} NOT NULL,
      seq ${integer} NOT NULL,
      at_ms ${integer} NOT NULL,
      amount ${integer} NOT NULL,
      balance_after ${integer} NOT NULL,
      PRIMARY KEY (account, seq)
    )${byKey}
  `.execute(db);
  await sql`
    CREATE TABLE ledger_account (
      account ${text} NOT NULL PRIMARY KEY,
      balance ${integer} NOT NULL,
      may_overdraw ${integer} NOT NULL CHECK (may_overdraw IN (0, 1)),
      CHECK (may_overdraw = 1 OR balance >= 0)
    )${byKey}
  `.execute(db);
  await sql`
    CREATE TABLE ledger_reversal (
      reversed_seq ${integer} NOT NULL PRIMARY KEY,
      by_seq ${integer} NOT NULL
    )${strict}
  `.execute(db);
  await sql`
    CREATE TABLE ledger_counter (
      counter ${text} NOT NULL PRIMARY KEY,
      counted ${integer} NOT NULL CHECK (counted >= 0)
    )${byKey}
  `.execute(db);
}

async function createHolds(db: Database, { integer, text, strict }: Types): Promise<void> {
  await sql`
    CREATE TABLE ledger_hold (
      id ${text} NOT NULL PRIMARY KEY,
      opened_seq ${integer} NOT NULL,
      from_account ${text} NOT NULL,
      via_account ${text} NOT NULL,
      to_account ${text} NOT NULL,
      amount ${integer} NOT NULL CHECK (amount > 0),
      expires_at_ms ${integer},
      caps ${text} NOT NULL,
      state ${text} NOT NULL CHECK (state IN ('open', 'posted', 'voided', 'timedOut')),
      posted_amount ${integer} NOT NULL,
      closed_seq ${integer},
      CHECK ((state = 'open') = (closed_seq IS NULL)),
      CHECK (posted_amount BETWEEN 0 AND amount)
    )${strict}
  `.execute(db);
  await sql`
    CREATE INDEX ledger_hold_due ON ledger_hold (expires_at_ms) WHERE state = 'open' AND expires_at_ms IS NOT NULL
  `.execute(db);
}

const neverChanged = [
  'ledger_entry',
  'ledger_rejection',
  'ledger_node',
  'ledger_checkpoint',
  'ledger_posting',
  'ledger_reversal',
];

/** The tables of the points ledger: the hub's, of record, and a desk's copy are alike. */
export async function createPointsLedger(db: Database, dialect: SqlDialect): Promise<void> {
  const types = typesOf(dialect);
  await createLog(db, types);
  await createAccounts(db, types);
  await createHolds(db, types);
  for (const table of neverChanged) await makeAppendOnly(db, dialect, table);
}
