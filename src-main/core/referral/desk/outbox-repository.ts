import { sql, type Insertable, type Kysely } from 'kysely';
import type { Rejection } from '../ledger/rejection.ts';
import type { ReferralTables } from '../tables.ts';
import type { ReferralDeskTables, ReferralHubTable, ReferralOutboxTable } from './tables.ts';

/** A desk's ledger, or a transaction of it. */
export type DeskDatabase = Kysely<ReferralTables & ReferralDeskTables>;

export interface OutboxRow {
  readonly position: number;
  readonly key: string;
  readonly name: string;
  readonly input: unknown;
  readonly userId: string;
  readonly createdAtMs: number;
  readonly state: 'waiting' | 'rejected';
  readonly rejection: Rejection | null;
}

const rowOf = (row: ReferralOutboxTable): OutboxRow => ({
  position: row.position,
  key: row.key,
  name: row.name,
  input: JSON.parse(row.input),
  userId: row.user_id,
  createdAtMs: row.created_at_ms,
  state: row.state,
  rejection: row.rejection === null ? null : (JSON.parse(row.rejection) as Rejection),
});

export async function readOutboxRow(db: DeskDatabase, key: string): Promise<OutboxRow | null> {
  const row = await db.selectFrom('referral_outbox').selectAll().where('key', '=', key).executeTakeFirst();
  return row ? rowOf(row) : null;
}

export async function readLogKey(
  db: DeskDatabase,
  key: string,
): Promise<{ seq: number; atMs: number } | null> {
  const row = await db
    .selectFrom('ledger_entry')
    .select(['seq', 'at_ms'])
    .where('key', '=', key)
    .executeTakeFirst();
  return row ? { seq: row.seq, atMs: row.at_ms } : null;
}

export async function insertOutboxRow(
  trx: DeskDatabase,
  row: Omit<Insertable<ReferralOutboxTable>, 'position'>,
): Promise<void> {
  const last = await trx
    .selectFrom('referral_outbox')
    .select('position')
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  await trx
    .insertInto('referral_outbox')
    .values({ ...row, position: (last?.position ?? 0) + 1 })
    .execute();
}

export async function readOutbox(db: DeskDatabase, countMax: number): Promise<OutboxRow[]> {
  const rows = await db
    .selectFrom('referral_outbox')
    .selectAll()
    .orderBy('position')
    .limit(countMax)
    .execute();
  return rows.map(rowOf);
}

export async function readWaiting(db: DeskDatabase, userId: string, countMax: number): Promise<OutboxRow[]> {
  const rows = await db
    .selectFrom('referral_outbox')
    .selectAll()
    .where('state', '=', sql.lit('waiting' as const))
    .where('user_id', '=', userId)
    .orderBy('position')
    .limit(countMax)
    .execute();
  return rows.map(rowOf);
}

export async function readOutboxCounts(db: DeskDatabase): Promise<Record<OutboxRow['state'], number>> {
  const counts = { waiting: 0, rejected: 0 };
  const rows = await db
    .selectFrom('referral_outbox')
    .select(['state', ({ fn }) => fn.countAll<number>().as('rowCount')])
    .groupBy('state')
    .execute();
  for (const { state, rowCount } of rows) counts[state] = rowCount;
  return counts;
}

export async function markRejected(db: DeskDatabase, key: string, rejection: Rejection): Promise<void> {
  await db
    .updateTable('referral_outbox')
    .set({ state: 'rejected', rejection: JSON.stringify(rejection) })
    .where('key', '=', key)
    .where('state', '=', 'waiting')
    .execute();
}

export async function deleteRows(trx: DeskDatabase, keys: readonly string[]): Promise<void> {
  for (const key of keys) await trx.deleteFrom('referral_outbox').where('key', '=', key).execute();
}

/** Only what was refused for good may be put away. */
export async function deleteRejected(db: DeskDatabase, key: string): Promise<void> {
  await db.deleteFrom('referral_outbox').where('key', '=', key).where('state', '=', 'rejected').execute();
}

export async function readHub(db: DeskDatabase): Promise<ReferralHubTable | null> {
  return (await db.selectFrom('referral_hub').selectAll().executeTakeFirst()) ?? null;
}

/** The key of the hub this desk was enrolled with; another one is another ledger. */
export async function writeHubKey(db: DeskDatabase, publicKey: string): Promise<void> {
  await db
    .insertInto('referral_hub')
    .values({ id: 1, public_key: publicKey, seen_at_ms: 0, fault: null, fault_seq: null })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute();
}

export async function writeSeen(db: DeskDatabase, seenAtMs: number): Promise<void> {
  await db
    .updateTable('referral_hub')
    .set({ seen_at_ms: seenAtMs })
    .where('seen_at_ms', '<', seenAtMs)
    .execute();
}

/** The first one stays: it says where it began. */
export async function writeFault(db: DeskDatabase, fault: string, seq: number | null): Promise<void> {
  await db.updateTable('referral_hub').set({ fault, fault_seq: seq }).where('fault', 'is', null).execute();
}
