import type { Kysely } from 'kysely';
import type { TelematicsSchema } from '../../database/schema.ts';

type Database = Kysely<TelematicsSchema>;

/** Until when changes of a resource are known, vendor's clock; `null`: it was never asked for. */
export async function readReached(db: Database, resource: string): Promise<number | null> {
  const row = await db
    .selectFrom('sync_window')
    .select('reached_ms')
    .where('resource', '=', resource)
    .executeTakeFirst();
  return row?.reached_ms ?? null;
}

export async function saveReached(trx: Database, resource: string, reachedMs: number): Promise<void> {
  const reached_ms = Math.round(reachedMs);
  await trx
    .insertInto('sync_window')
    .values({ resource, reached_ms })
    .onConflict((conflict) => conflict.column('resource').doUpdateSet({ reached_ms }))
    .execute();
}
