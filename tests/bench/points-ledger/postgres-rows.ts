import { Client } from 'pg';
import type { Prepared } from './contestants.ts';

interface Target {
  readonly table: string;
  readonly width: number;
  readonly onConflict: string;
}

const targets = {
  entry: { table: 'ledger_entry', width: 6, onConflict: '' },
  posting: { table: 'ledger_posting', width: 5, onConflict: '' },
  node: { table: 'ledger_node', width: 3, onConflict: '' },
  account: {
    table: 'ledger_account',
    width: 3,
    onConflict: 'ON CONFLICT (account) DO UPDATE SET balance = excluded.balance',
  },
  head: {
    table: 'ledger_head',
    width: 5,
    onConflict:
      'ON CONFLICT (id) DO UPDATE SET size = excluded.size, last_at_ms = excluded.last_at_ms, peaks = excluded.peaks',
  },
} as const satisfies Readonly<Record<string, Target>>;

/** One statement for so many rows, prepared by the server under its name at its first use. */
function statementOf({ table, width, onConflict }: Target, rowCount: number) {
  const places = Array.from({ length: rowCount }, (_, row) => {
    const columns = Array.from({ length: width }, (__, column) => `$${row * width + column + 1}`);
    return `(${columns.join(', ')})`;
  });
  return {
    name: `${table}/${rowCount}`,
    text: `INSERT INTO ${table} VALUES ${places.join(', ')} ${onConflict}`,
  };
}

/** Writes what the ledger would write by prepared statements of many rows, each batch in a transaction: no rules, no look. */
export async function createPostgresRows(url: string) {
  const client = new Client({ connectionString: url });
  await client.connect();
  const insert = async (target: Target, rows: readonly (readonly unknown[])[]) => {
    if (rows.length > 0) await client.query({ ...statementOf(target, rows.length), values: rows.flat() });
  };
  return {
    write: async ({ rows, head }: Prepared) => {
      await client.query('BEGIN');
      await insert(
        targets.entry,
        rows.entries.map((one) => [one.seq, one.atMs, one.key, one.commandHash, one.leafHash, one.body]),
      );
      await insert(
        targets.posting,
        rows.postings.map((one) => [one.account, one.seq, one.atMs, one.amount, one.balanceAfter]),
      );
      await insert(
        targets.node,
        rows.nodes.map((one) => [one.level, one.position, one.hash]),
      );
      await insert(
        targets.account,
        [...rows.balances].map(([name, balance]) => [name, balance, name.includes('/issuance') ? 1 : 0]),
      );
      await insert(targets.head, [
        [1, head.ledgerId, head.size, head.lastAtMs, Buffer.concat([...head.peaks])],
      ]);
      await client.query('COMMIT');
    },
    createDatabase: (name: string) => client.query(`CREATE DATABASE ${name}`),
    close: () => client.end(),
  };
}
