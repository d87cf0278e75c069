import type { Kysely, Selectable, Updateable } from 'kysely';
import type { PhoneTables } from '../tables.ts';
import type { CallRecordingListenTable, CallRecordingTable } from './tables.ts';

type Database = Kysely<PhoneTables>;
export type RecordingRow = Selectable<CallRecordingTable>;

/** `false`: it was known. */
export async function insertRecording(
  db: Database,
  row: Pick<RecordingRow, 'id' | 'call_id' | 'recording_sid' | 'started_at_ms'>,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows = 0n } = await db
    .insertInto('call_recording')
    .values({ ...row, state: 'waiting' })
    .onConflict((conflict) => conflict.column('recording_sid').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows > 0n;
}

export const readRecording = (db: Database, id: string): Promise<RecordingRow | undefined> =>
  db.selectFrom('call_recording').selectAll().where('id', '=', id).executeTakeFirst();

export const readRecordingBySid = (db: Database, sid: string): Promise<RecordingRow | undefined> =>
  db.selectFrom('call_recording').selectAll().where('recording_sid', '=', sid).executeTakeFirst();

export const readRecordingsOf = (db: Database, callId: string): Promise<RecordingRow[]> =>
  db
    .selectFrom('call_recording')
    .selectAll()
    .where('call_id', '=', callId)
    .orderBy('started_at_ms')
    .limit(200)
    .execute();

export const readRecordingsDue = (db: Database, nowMs: number): Promise<RecordingRow[]> =>
  db
    .selectFrom('call_recording')
    .selectAll()
    .where('state', '<>', 'deleted')
    .where('kept_until_ms', '<=', nowMs)
    .orderBy('kept_until_ms')
    .limit(500)
    .execute();

export async function updateRecording(
  db: Database,
  id: string,
  change: Updateable<CallRecordingTable>,
): Promise<void> {
  await db.updateTable('call_recording').set(change).where('id', '=', id).execute();
}

/** Only ever appended. */
export async function insertListen(db: Database, listen: CallRecordingListenTable): Promise<void> {
  await db
    .insertInto('call_recording_listen')
    .values(listen)
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export const readListens = (
  db: Database,
  recordingIds: readonly string[],
): Promise<Selectable<CallRecordingListenTable>[]> =>
  db
    .selectFrom('call_recording_listen')
    .selectAll()
    .where('recording_id', 'in', [...recordingIds])
    .orderBy('at_ms', 'desc')
    .limit(2_000)
    .execute();
