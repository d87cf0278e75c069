import type { Insertable, Kysely, Selectable, Updateable } from 'kysely';
import { sql } from 'kysely';
import type { CallPhase } from './call-status.wire.ts';
import type { PhoneTables } from '../tables.ts';
import type { CallEventTable, CallTable } from './tables.ts';

/** A desk's ledger or the office's database, or a transaction of either. */
export type Database = Kysely<PhoneTables>;
export type CallRow = Selectable<CallTable>;
export type CallEventRow = Selectable<CallEventTable>;

/** Versions grow by one with every change of any call; ask inside the transaction that uses it. */
export async function readNewestVersion(db: Database): Promise<number> {
  const row = await db
    .selectFrom('call')
    .select('version')
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.version ?? 0;
}

const positionsPerMs = 1_024;
export const firstPositionOf = (timeMs: number): number => timeMs * positionsPerMs;

/** The next free place in the order of time; ask inside the transaction that uses it. */
export async function nextPosition(trx: Database, begunAtMs: number): Promise<number> {
  const firstPosition = firstPositionOf(begunAtMs);
  const last = await trx
    .selectFrom('call')
    .select('position')
    .where('position', '>=', firstPosition)
    .where('position', '<', firstPosition + positionsPerMs)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return last === undefined ? firstPosition : last.position + 1;
}

export async function insertCall(trx: Database, call: Insertable<CallTable>, words: string): Promise<void> {
  await trx.insertInto('call').values(call).execute();
  await trx.insertInto('call_text').values({ rowid: call.position, words }).execute();
}

export async function updateCall(trx: Database, id: string, change: Updateable<CallTable>): Promise<void> {
  await trx.updateTable('call').set(change).where('id', '=', id).execute();
}

/**
 * The first desk that asks since the call was queued has it: one statement, so that two who ask at once cannot both. The
 * same desk may ask again.
 */
export async function claimCall(trx: Database, id: string, desk: string): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('call')
    .set({ claimed_by: desk })
    .where('id', '=', id)
    .where('phase', '<>', sql.lit<CallPhase>('ended'))
    .where(({ eb, or }) => or([eb('claimed_by', 'is', null), eb('claimed_by', '=', desk)]))
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function replaceWords(trx: Database, position: number, words: string): Promise<void> {
  await trx.updateTable('call_text').set({ words }).where('rowid', '=', position).execute();
}

export function readCall(db: Database, id: string): Promise<CallRow | undefined> {
  return db.selectFrom('call').selectAll().where('id', '=', id).executeTakeFirst();
}

/** `false`: it was known already. */
export async function insertEvent(trx: Database, event: Insertable<CallEventTable>): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await trx
    .insertInto('call_event')
    .values(event)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n;
}

export function readEvents(db: Database, callId: string, countMax: number): Promise<CallEventRow[]> {
  return db.selectFrom('call_event').selectAll().where('call_id', '=', callId).limit(countMax).execute();
}

/** Calls without an end, oldest first. */
export function readLiveCalls(db: Database, countMax: number): Promise<CallRow[]> {
  return db
    .selectFrom('call')
    .selectAll()
    .where('phase', '<>', sql.lit<CallPhase>('ended'))
    .orderBy('position')
    .limit(countMax)
    .execute();
}

/** Calls of any phase, in the order of their last change. */
export function readChangedAfter(db: Database, version: number, countMax: number): Promise<CallRow[]> {
  return db
    .selectFrom('call')
    .selectAll()
    .where('version', '>', version)
    .orderBy('version')
    .limit(countMax)
    .execute();
}

/** Missed calls of a number that nobody returned, before a place in time. */
export function readUnreturned(db: Database, number: string, beforePosition: number): Promise<CallRow[]> {
  return db
    .selectFrom('call')
    .selectAll()
    .where('number', '=', number)
    .where('outcome', '=', sql.lit('missed' as const))
    .where('returned_at_ms', 'is', null)
    .where('position', '<', beforePosition)
    .limit(100)
    .execute();
}

export async function countUnreturned(db: Database, sinceMs: number): Promise<number> {
  const { count } = await db
    .selectFrom('call')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('outcome', '=', sql.lit('missed' as const))
    .where('returned_at_ms', 'is', null)
    .where('position', '>=', firstPositionOf(sinceMs))
    .executeTakeFirstOrThrow();
  return count;
}

/** The latest call with a number that is over. */
export function readLastCall(db: Database, number: string): Promise<CallRow | undefined> {
  return db
    .selectFrom('call')
    .selectAll()
    .where('number', '=', number)
    .where('phase', '=', 'ended')
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
}
