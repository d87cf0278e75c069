import type { Insertable, Kysely, Selectable } from 'kysely';
import type { PhoneTables } from '../tables.ts';
import type { BlockedNumberTable, ContactTable } from './tables.ts';

type Database = Kysely<PhoneTables>;
export type ContactRow = Selectable<ContactTable>;

export const contactCountMax = 10_000;

export function readContacts(db: Database): Promise<ContactRow[]> {
  return db.selectFrom('contact').selectAll().orderBy('name').limit(contactCountMax).execute();
}

/** The key of the speed dial is taken from whoever had it. */
export async function saveContact(trx: Database, contact: Insertable<ContactTable>): Promise<void> {
  if (contact.speed_dial != null) {
    await trx
      .updateTable('contact')
      .set({ speed_dial: null })
      .where('speed_dial', '=', contact.speed_dial)
      .where('id', '<>', contact.id)
      .execute();
  }
  const { id: _id, ...columns } = contact;
  await trx
    .insertInto('contact')
    .values(contact)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(columns))
    .execute();
}

export async function deleteContact(db: Database, id: string): Promise<void> {
  await db.deleteFrom('contact').where('id', '=', id).execute();
}

export function readBlocked(db: Database): Promise<Selectable<BlockedNumberTable>[]> {
  return db.selectFrom('blocked_number').selectAll().orderBy('blocked_at_ms', 'desc').limit(1_000).execute();
}

export async function saveBlocked(db: Database, blocked: Insertable<BlockedNumberTable>): Promise<void> {
  const { number: _number, ...columns } = blocked;
  await db
    .insertInto('blocked_number')
    .values(blocked)
    .onConflict((conflict) => conflict.column('number').doUpdateSet(columns))
    .execute();
}

export async function deleteBlocked(db: Database, number: string): Promise<void> {
  await db.deleteFrom('blocked_number').where('number', '=', number).execute();
}
