import { sql } from 'kysely';
import { reject } from '../ledger/rejection.ts';
import type { DeskDatabase } from './outbox-repository.ts';

/** Everything that follows from a hub's log. The outbox stays: what people have asked for is theirs. */
const copied = [
  'ledger_entry',
  'ledger_rejection',
  'ledger_posting',
  'ledger_node',
  'ledger_checkpoint',
  'ledger_reversal',
  'ledger_account',
  'ledger_hold',
  'ledger_counter',
  'ledger_attachment',
  'ledger_head',
  'referral_record',
  'referral_trait',
  'referral_hub',
] as const;

interface Trigger {
  readonly name: string;
  readonly sql: string;
}

/**
 * Forgets the copy of another hub's log: a person has enrolled this desk at a hub with a history of its own. The guards of
 * tables that are never changed are taken off for it and put back, in the caller's transaction. What waited was about the
 * other office, so it is refused for good and stays until it is put away.
 */
export async function beginAnew(trx: DeskDatabase): Promise<void> {
  const { rows: triggers } = await sql<Trigger>`
    SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN (${sql.join(copied.map((table) => sql.lit(table)))})
  `.execute(trx);
  for (const { name } of triggers) await sql`DROP TRIGGER ${sql.ref(name)}`.execute(trx);
  for (const table of copied) await trx.deleteFrom(table).execute();
  for (const trigger of triggers) await sql.raw(trigger.sql).execute(trx);
  const rejection = JSON.stringify(reject('referral/unknown-record', { kind: 'hub', id: '' }));
  await trx
    .updateTable('referral_outbox')
    .set({ state: 'rejected', rejection })
    .where('state', '=', 'waiting')
    .execute();
}
