import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { TelematicsSchema } from '../../database/schema.ts';
import type { BackfillPart } from './backfill-plan.ts';

type Database = Kysely<TelematicsSchema>;

const idsSchema = z.array(z.string());

export async function addParts(trx: Database, parts: readonly BackfillPart[]): Promise<void> {
  for (const part of parts) {
    await trx
      .insertInto('sync_backfill')
      .values({
        from_ms: part.fromMs,
        to_ms: part.toMs,
        chunk: part.chunk,
        vehicle_ids: JSON.stringify(part.vehicleIds),
        cursor: part.cursor,
        is_done: part.isDone ? 1 : 0,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}

/** All parts, without whom they are about. */
export async function readParts(db: Database) {
  const rows = await db
    .selectFrom('sync_backfill')
    .select(['from_ms', 'to_ms', 'chunk', 'is_done'])
    .execute();
  return rows.map((row) => ({
    fromMs: row.from_ms,
    toMs: row.to_ms,
    chunk: row.chunk,
    isDone: row.is_done === 1,
  }));
}

/** Vehicles that are planned: every day has the same. */
export async function readPlannedIds(db: Database): Promise<Set<string>> {
  const rows = await db
    .selectFrom('sync_backfill')
    .select('vehicle_ids')
    .where('from_ms', '=', (query) =>
      query.selectFrom('sync_backfill').select((its) => its.fn.max('from_ms').as('newest')),
    )
    .execute();
  return new Set(rows.flatMap((row) => idsSchema.parse(JSON.parse(row.vehicle_ids))));
}

/** The next to be done: newest day first. `sinceMs`: days that begin before are left for later. */
export async function readNextPart(db: Database, sinceMs: number): Promise<BackfillPart | null> {
  const row = await db
    .selectFrom('sync_backfill')
    .selectAll()
    .where('is_done', '=', 0)
    .where('from_ms', '>=', sinceMs)
    .orderBy('from_ms', 'desc')
    .orderBy('chunk')
    .executeTakeFirst();
  if (row === undefined) return null;
  return {
    fromMs: row.from_ms,
    toMs: row.to_ms,
    chunk: row.chunk,
    vehicleIds: idsSchema.parse(JSON.parse(row.vehicle_ids)),
    cursor: row.cursor,
    isDone: false,
  };
}

export async function savePart(
  trx: Database,
  part: Pick<BackfillPart, 'fromMs' | 'chunk' | 'cursor' | 'isDone'>,
): Promise<void> {
  await trx
    .updateTable('sync_backfill')
    .set({ cursor: part.cursor, is_done: part.isDone ? 1 : 0 })
    .where('from_ms', '=', part.fromMs)
    .where('chunk', '=', part.chunk)
    .execute();
}
