import type { Kysely } from 'kysely';
import type { HubSchema } from '../database/schema.ts';
import type { AuditEntryRow } from './tables.ts';

type Db = Kysely<HubSchema>;

export async function insertEntry(db: Db, row: AuditEntryRow): Promise<void> {
  await db.insertInto('audit_entry').values(row).execute();
}

export async function countEntries(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('audit_entry')
    .select((build) => build.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

const newestFirst = (db: Db) =>
  db.selectFrom('audit_entry').selectAll().orderBy('at_ms', 'desc').orderBy('id', 'desc');

export const readFromOffset = (db: Db, offset: number, countMax: number): Promise<AuditEntryRow[]> =>
  newestFirst(db).offset(offset).limit(countMax).execute();

export interface Place {
  readonly atMs: number;
  readonly id: string;
}

/** What stands behind `place`, whatever was added in front of it meanwhile. */
export function readBehind(db: Db, place: Place | null, countMax: number): Promise<AuditEntryRow[]> {
  const query = newestFirst(db).limit(countMax);
  if (place === null) return query.execute();
  return query
    .where((build) =>
      build.or([
        build('at_ms', '<', place.atMs),
        build.and([build('at_ms', '=', place.atMs), build('id', '<', place.id)]),
      ]),
    )
    .execute();
}
