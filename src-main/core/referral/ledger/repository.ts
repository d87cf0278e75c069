import { sql, type CompiledQuery, type Kysely } from 'kysely';
import type { SqlDialect } from '../../database/dialect.ts';
import type { SqlValue } from '../../database/driver.ts';
import { insertRows, type InsertTarget } from '../../database/insert-rows.ts';
import type { ReferralTables } from '../tables.ts';
import { mayOverdraw } from './account.ts';
import { attachmentHash } from './entry.ts';
import { hashLength, type Hash } from './hash.ts';
import type { TreeNode } from './merkle.ts';
import type { Rejection } from './rejection.ts';
import type { CapUse, Hold, HoldState } from './step.ts';
import type { Posting } from './statement.ts';

/** The office's database or a desk's ledger, or a transaction of either. */
export type Database = Kysely<ReferralTables>;

export interface LedgerHead {
  readonly ledgerId: string;
  readonly size: number;
  readonly lastAtMs: number;
  readonly peaks: readonly Hash[];
}

function splitHashes(bytes: Buffer): Hash[] {
  const hashes: Hash[] = [];
  for (let start = 0; start < bytes.length; start += hashLength) {
    hashes.push(bytes.subarray(start, start + hashLength));
  }
  return hashes;
}

export async function readHead(db: Database): Promise<LedgerHead | null> {
  const [row] = await runCompiled(db, 'head', [], () => db.selectFrom('ledger_head').selectAll());
  if (!row) return null;
  return { ledgerId: row.ledger_id, size: row.size, lastAtMs: row.last_at_ms, peaks: splitHashes(row.peaks) };
}

/** For the first entries of a ledger, and for a copy. */
export async function writeHead(trx: Database, dialect: SqlDialect, head: LedgerHead): Promise<void> {
  const { ledgerId, size, lastAtMs } = head;
  await insertRows(trx, dialect, targets.head, [[1, ledgerId, size, lastAtMs, Buffer.concat(head.peaks)]]);
}

/** From where it was believed to be; false: it is somewhere else, and nothing was written. */
export async function moveHead(trx: Database, from: LedgerHead, to: LedgerHead): Promise<boolean> {
  const change = { size: to.size, last_at_ms: to.lastAtMs, peaks: Buffer.concat(to.peaks) };
  const query = compiled(trx, 'moveHead', () =>
    trx.updateTable('ledger_head').set(change).where('size', '=', from.size),
  );
  const parameters = [change.size, change.last_at_ms, change.peaks, from.size];
  const { numAffectedRows } = await trx.executeQuery({ ...query, parameters });
  return numAffectedRows === 1n;
}

export async function writeAttachments(
  trx: Database,
  seq: number,
  attachments: readonly string[],
): Promise<void> {
  if (attachments.length === 0) return;
  await trx
    .insertInto('ledger_attachment')
    .values(attachments.map((text) => ({ hash: attachmentHash(text), seq, text })))
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .execute();
}

/** Lists of a few lengths only, so that there are few texts of queries; the last one is repeated to fill up. */
function padded<T>(values: readonly T[]): readonly T[] {
  const last = values.at(-1);
  if (last === undefined) return values;
  let length = 1;
  while (length < values.length) length *= 2;
  return [...values, ...Array.from({ length: length - values.length }, () => last)];
}

/** Far below what PostgreSQL and SQLite take in one query. */
const listLengthMax = 1_024;

async function readInParts<T, Row>(
  values: readonly T[],
  read: (part: readonly T[]) => Promise<Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (let start = 0; start < values.length; start += listLengthMax) {
    rows.push(...(await read(padded(values.slice(start, start + listLengthMax)))));
  }
  return rows;
}

/** Queries that run with every batch, by dialect, name and length of the list: building one takes longer than running it. */
const compiledQueries = new Map<string, CompiledQuery>();

function compiled<Row>(
  db: Database,
  name: string,
  build: () => { compile(): CompiledQuery<Row> },
): CompiledQuery<Row> {
  const id = `${db.getExecutor().adapter.constructor.name}/${name}`;
  // Kept by its name, so it is the query that `build` makes, and its rows are those.
  const query = (compiledQueries.get(id) as CompiledQuery<Row> | undefined) ?? build().compile();
  compiledQueries.set(id, query);
  return query;
}

async function runCompiled<Row>(
  db: Database,
  name: string,
  parameters: readonly unknown[],
  build: () => { compile(): CompiledQuery<Row> },
): Promise<Row[]> {
  const query = compiled(db, `${name}/${parameters.length}`, build);
  return (await db.executeQuery<Row>({ ...query, parameters })).rows;
}

export interface KnownCommand {
  readonly key: string;
  readonly commandHash: Hash | null;
  readonly answer:
    | { readonly state: 'accepted'; readonly seq: number; readonly atMs: number }
    | { readonly state: 'rejected'; readonly rejection: Rejection };
}

const nothing = sql<string | null>`NULL`;

/** What was answered to these keys before. */
export async function readKnownCommands(db: Database, keys: readonly string[]): Promise<KnownCommand[]> {
  const rows = await readInParts(keys, (part) =>
    runCompiled(db, 'known', [...part, ...part], () =>
      db
        .selectFrom('ledger_entry')
        .select(['key', 'command_hash', 'seq', 'at_ms', nothing.as('code'), nothing.as('data')])
        .where('key', 'in', part)
        .unionAll(
          db
            .selectFrom('ledger_rejection')
            // Zero is no place in the log.
            .select(['key', 'command_hash', sql<number>`0`.as('seq'), 'at_ms', 'code', 'data'])
            .where('key', 'in', part),
        ),
    ),
  );
  return rows.map(({ key, command_hash, seq, at_ms, code, data }) => ({
    key,
    commandHash: command_hash,
    answer:
      code === null || data === null
        ? { state: 'accepted', seq, atMs: at_ms }
        : {
            state: 'rejected',
            rejection: { code: code as Rejection['code'], data: JSON.parse(data) as Rejection['data'] },
          },
  }));
}

export const readBalances = (db: Database, accounts: readonly string[]) =>
  readInParts(accounts, (part) =>
    db.selectFrom('ledger_account').select(['account', 'balance']).where('account', 'in', part).execute(),
  );

export const readAllBalances = (db: Database) =>
  db.selectFrom('ledger_account').select(['account', 'balance']).execute();

export const readCounters = (db: Database, counters: readonly string[]) =>
  readInParts(counters, (part) =>
    db.selectFrom('ledger_counter').selectAll().where('counter', 'in', part).execute(),
  );

export async function readHolds(db: Database, ids: readonly string[]): Promise<Hold[]> {
  const rows = await readInParts(ids, (part) =>
    db.selectFrom('ledger_hold').selectAll().where('id', 'in', part).execute(),
  );
  return rows.map((row) => ({
    id: row.id,
    openedSeq: row.opened_seq,
    from: row.from_account,
    via: row.via_account,
    to: row.to_account,
    amount: row.amount,
    expiresAtMs: row.expires_at_ms,
    caps: JSON.parse(row.caps) as CapUse[],
    state: row.state,
    postedAmount: row.posted_amount,
    closedSeq: row.closed_seq,
  }));
}

export const readReversals = (db: Database, seqs: readonly number[]) =>
  readInParts(seqs, (part) =>
    db.selectFrom('ledger_reversal').selectAll().where('reversed_seq', 'in', part).execute(),
  );

export const readBodies = (db: Database, seqs: readonly number[]) =>
  readInParts(seqs, (part) =>
    db.selectFrom('ledger_entry').select(['seq', 'body']).where('seq', 'in', part).execute(),
  );

/** Open holds whose time is over, oldest first. */
export async function readDueHolds(db: Database, atMs: number, countMax: number): Promise<string[]> {
  const rows = await db
    .selectFrom('ledger_hold')
    .select('id')
    .where('state', '=', sql.lit<HoldState>('open'))
    .where('expires_at_ms', 'is not', null)
    .where('expires_at_ms', '<=', atMs)
    .orderBy('expires_at_ms')
    .limit(countMax)
    .execute();
  return rows.map(({ id }) => id);
}

export interface StoredEntry {
  readonly seq: number;
  readonly atMs: number;
  readonly key: string;
  readonly commandHash: Hash | null;
  readonly leafHash: Hash;
  readonly body: string;
}

export interface RefusedCommand {
  readonly key: string;
  readonly commandHash: Hash;
  readonly rejection: Rejection;
  readonly atMs: number;
}

/** Everything that a batch of commands or a page of entries leaves behind. */
export interface BatchRows {
  readonly entries: StoredEntry[];
  readonly refused: RefusedCommand[];
  readonly postings: Posting[];
  readonly nodes: TreeNode[];
  readonly reversals: { reversedSeq: number; bySeq: number }[];
  readonly balances: Map<string, number>;
  readonly holds: Map<string, Hold>;
  readonly counters: Map<string, number>;
}

export const emptyRows = (): BatchRows => ({
  entries: [],
  refused: [],
  postings: [],
  nodes: [],
  reversals: [],
  balances: new Map(),
  holds: new Map(),
  counters: new Map(),
});

const targets = {
  head: {
    table: 'ledger_head',
    columns: ['id', 'ledger_id', 'size', 'last_at_ms', 'peaks'],
    onConflict:
      'ON CONFLICT (id) DO UPDATE SET size = excluded.size, last_at_ms = excluded.last_at_ms, peaks = excluded.peaks',
  },
  entry: {
    table: 'ledger_entry',
    columns: ['seq', 'at_ms', 'key', 'command_hash', 'leaf_hash', 'body'],
  },
  rejection: { table: 'ledger_rejection', columns: ['key', 'command_hash', 'code', 'data', 'at_ms'] },
  posting: { table: 'ledger_posting', columns: ['account', 'seq', 'at_ms', 'amount', 'balance_after'] },
  node: { table: 'ledger_node', columns: ['level', 'position', 'hash'] },
  reversal: { table: 'ledger_reversal', columns: ['reversed_seq', 'by_seq'] },
  account: {
    table: 'ledger_account',
    columns: ['account', 'balance', 'may_overdraw'],
    onConflict: 'ON CONFLICT (account) DO UPDATE SET balance = excluded.balance',
  },
  counter: {
    table: 'ledger_counter',
    columns: ['counter', 'counted'],
    onConflict: 'ON CONFLICT (counter) DO UPDATE SET counted = excluded.counted',
  },
  hold: {
    table: 'ledger_hold',
    columns: [
      'id',
      'opened_seq',
      'from_account',
      'via_account',
      'to_account',
      'amount',
      'expires_at_ms',
      'caps',
      'state',
      'posted_amount',
      'closed_seq',
    ],
    onConflict:
      'ON CONFLICT (id) DO UPDATE SET state = excluded.state, posted_amount = excluded.posted_amount, closed_seq = excluded.closed_seq',
  },
} as const satisfies Readonly<Record<string, InsertTarget>>;

/** Writes it all; the database refuses what the rules should have refused (a balance below zero, a key twice). */
export async function writeRows(trx: Database, dialect: SqlDialect, rows: BatchRows): Promise<void> {
  const write = (target: InsertTarget, values: readonly (readonly SqlValue[])[]) =>
    insertRows(trx, dialect, target, values);
  await write(
    targets.entry,
    rows.entries.map((entry) => [
      entry.seq,
      entry.atMs,
      entry.key,
      entry.commandHash,
      entry.leafHash,
      entry.body,
    ]),
  );
  await write(
    targets.rejection,
    rows.refused.map(({ key, commandHash, rejection, atMs }) => [
      key,
      commandHash,
      rejection.code,
      JSON.stringify(rejection.data),
      atMs,
    ]),
  );
  await write(
    targets.posting,
    rows.postings.map((posting) => [
      posting.account,
      posting.seq,
      posting.atMs,
      posting.amount,
      posting.balanceAfter,
    ]),
  );
  await write(
    targets.node,
    rows.nodes.map(({ level, position, hash }) => [level, position, hash]),
  );
  await write(
    targets.reversal,
    rows.reversals.map(({ reversedSeq, bySeq }) => [reversedSeq, bySeq]),
  );
  await write(
    targets.account,
    [...rows.balances].map(([account, balance]) => [account, balance, mayOverdraw(account) ? 1 : 0]),
  );
  await write(targets.counter, [...rows.counters]);
  await write(
    targets.hold,
    [...rows.holds.values()].map((hold) => [
      hold.id,
      hold.openedSeq,
      hold.from,
      hold.via,
      hold.to,
      hold.amount,
      hold.expiresAtMs,
      JSON.stringify(hold.caps),
      hold.state,
      hold.postedAmount,
      hold.closedSeq,
    ]),
  );
}
