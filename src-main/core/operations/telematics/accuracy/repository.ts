import type { Kysely } from 'kysely';
import type { TelematicsSchema } from '../../../database/schema.ts';

type Database = Kysely<TelematicsSchema>;

export interface StoredHour {
  readonly hourStartMs: number;
  readonly slotCount: number;
  readonly sampledSeconds: number;
  readonly blindSeconds: number;
  readonly body: Uint8Array;
}

export const hourMs = 3_600_000;

/** Stores an hour as it is so far, and forgets those that no question reaches any more. */
export async function saveHour(trx: Database, hour: StoredHour, forgetBeforeMs: number): Promise<void> {
  const columns = {
    slot_count: hour.slotCount,
    sampled_seconds: hour.sampledSeconds,
    blind_seconds: hour.blindSeconds,
    body: hour.body,
  };
  await trx
    .insertInto('accuracy_hour')
    .values({ hour_start_ms: hour.hourStartMs, ...columns })
    .onConflict((conflict) => conflict.column('hour_start_ms').doUpdateSet(columns))
    .execute();
  await trx.deleteFrom('accuracy_hour').where('hour_start_ms', '<', forgetBeforeMs).execute();
}

/** Hours that begin in [fromMs, toMs), oldest first. */
export async function readHours(db: Database, fromMs: number, toMs: number): Promise<StoredHour[]> {
  const rows = await db
    .selectFrom('accuracy_hour')
    .selectAll()
    .where('hour_start_ms', '>=', fromMs)
    .where('hour_start_ms', '<', toMs)
    .orderBy('hour_start_ms')
    .execute();
  return rows.map((row) => ({
    hourStartMs: row.hour_start_ms,
    slotCount: row.slot_count,
    sampledSeconds: row.sampled_seconds,
    blindSeconds: row.blind_seconds,
    body: row.body,
  }));
}
