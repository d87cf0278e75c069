import type { Kysely } from 'kysely';
import type { HubSchema } from '../database/schema.ts';
import type { AdminKeyRow, DeskRow, EnrolmentCodeRow, PersonRow, PersonSessionRow } from './tables.ts';

type Db = Kysely<HubSchema>;

const listCountMax = 10_000;

export const findPerson = (db: Db, id: string): Promise<PersonRow | undefined> =>
  db.selectFrom('person').selectAll().where('id', '=', id).executeTakeFirst();

export const findPersonByName = (db: Db, nameKey: string): Promise<PersonRow | undefined> =>
  db.selectFrom('person').selectAll().where('name_key', '=', nameKey).executeTakeFirst();

export const readPeople = (db: Db): Promise<PersonRow[]> =>
  db.selectFrom('person').selectAll().orderBy('name_key').limit(listCountMax).execute();

export async function insertPerson(db: Db, row: PersonRow): Promise<void> {
  await db.insertInto('person').values(row).execute();
}

export async function updatePerson(db: Db, id: string, change: Partial<PersonRow>): Promise<void> {
  await db.updateTable('person').set(change).where('id', '=', id).execute();
}

export const findDesk = (db: Db, id: string): Promise<DeskRow | undefined> =>
  db.selectFrom('desk').selectAll().where('id', '=', id).executeTakeFirst();

/** By any of its three tokens. */
export async function findDeskByToken(db: Db, tokenHash: string): Promise<DeskRow | undefined> {
  for (const column of ['token_hash', 'next_token_hash', 'retired_token_hash'] as const) {
    const row = await db.selectFrom('desk').selectAll().where(column, '=', tokenHash).executeTakeFirst();
    if (row) return row;
  }
  return undefined;
}

export const readDesks = (db: Db): Promise<DeskRow[]> =>
  db.selectFrom('desk').selectAll().orderBy('enrolled_at_ms').limit(listCountMax).execute();

export async function insertDesk(db: Db, row: DeskRow): Promise<void> {
  await db.insertInto('desk').values(row).execute();
}

export async function updateDesk(db: Db, id: string, change: Partial<DeskRow>): Promise<void> {
  await db.updateTable('desk').set(change).where('id', '=', id).execute();
}

export async function insertCode(db: Db, row: EnrolmentCodeRow): Promise<void> {
  await db.insertInto('enrolment_code').values(row).execute();
}

/** True for exactly one of those who try, as one statement decides it. */
export async function takeCode(
  db: Db,
  codeHash: string,
  nowMs: number,
): Promise<EnrolmentCodeRow | undefined> {
  return db
    .updateTable('enrolment_code')
    .set({ used_at_ms: nowMs })
    .where('code_hash', '=', codeHash)
    .where('used_at_ms', 'is', null)
    .where('expires_at_ms', '>', nowMs)
    .returningAll()
    .executeTakeFirst();
}

export async function insertSession(db: Db, row: PersonSessionRow): Promise<void> {
  await db.insertInto('person_session').values(row).execute();
}

export const findSession = (db: Db, id: string): Promise<PersonSessionRow | undefined> =>
  db.selectFrom('person_session').selectAll().where('id', '=', id).executeTakeFirst();

export const findSessionByToken = (db: Db, tokenHash: string): Promise<PersonSessionRow | undefined> =>
  db.selectFrom('person_session').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst();

export async function endSession(db: Db, id: string, nowMs: number): Promise<void> {
  await db.updateTable('person_session').set({ ended_at_ms: nowMs }).where('id', '=', id).execute();
}

export async function endSessionsOf(
  db: Db,
  personId: string,
  nowMs: number,
  exceptId: string | null = null,
): Promise<void> {
  let query = db
    .updateTable('person_session')
    .set({ ended_at_ms: nowMs })
    .where('person_id', '=', personId)
    .where('ended_at_ms', 'is', null);
  if (exceptId !== null) query = query.where('id', '!=', exceptId);
  await query.execute();
}

export const findLiveAdminKey = (db: Db): Promise<AdminKeyRow | undefined> =>
  db.selectFrom('admin_key').selectAll().where('revoked_at_ms', 'is', null).executeTakeFirst();

export const findAdminKeyByToken = (db: Db, tokenHash: string): Promise<AdminKeyRow | undefined> =>
  db.selectFrom('admin_key').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst();

export async function insertAdminKey(db: Db, row: AdminKeyRow): Promise<void> {
  await db.insertInto('admin_key').values(row).execute();
}

export async function revokeAdminKeys(db: Db, nowMs: number): Promise<void> {
  await db
    .updateTable('admin_key')
    .set({ revoked_at_ms: nowMs })
    .where('revoked_at_ms', 'is', null)
    .execute();
}

/** What can no longer open anything. The audit log remembers that it was there. */
export async function deleteExpired(db: Db, beforeMs: number): Promise<void> {
  await db.deleteFrom('person_session').where('expires_at_ms', '<', beforeMs).execute();
  await db.deleteFrom('enrolment_code').where('expires_at_ms', '<', beforeMs).execute();
}
