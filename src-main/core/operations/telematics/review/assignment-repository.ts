import { sql } from 'kysely';
import type { Database } from '../repository.ts';

/** Longer than any span that can be reviewed in one piece, and than fixes are usually kept. */
const keptMs = 400 * 86_400_000;

/**
 * Keeps in mind who drives now, right after the list of assignments was replaced. What the list no longer names ended
 * when the vehicle's next one began, else at `nowMs`, which is when it was found out.
 */
export async function recordAssignments(trx: Database, nowMs: number): Promise<void> {
  const now = Math.round(nowMs);
  await sql`UPDATE assignment_history AS h SET until_ms = max(since_ms, coalesce(
      (SELECT a.since_ms FROM assignment a WHERE a.vehicle_id = h.vehicle_id AND a.since_ms > h.since_ms), ${now}))
    WHERE until_ms IS NULL AND NOT EXISTS (SELECT 1 FROM assignment a
      WHERE a.vehicle_id = h.vehicle_id AND a.driver_id = h.driver_id AND a.since_ms = h.since_ms)`.execute(
    trx,
  );
  await sql`INSERT INTO assignment_history (vehicle_id, since_ms, driver_id, driver_name)
    SELECT vehicle_id, since_ms, driver_id, driver_name FROM assignment WHERE true
    ON CONFLICT (vehicle_id, since_ms, driver_id) DO UPDATE SET until_ms = NULL WHERE until_ms IS NOT NULL`.execute(
    trx,
  );
  await trx
    .deleteFrom('assignment_history')
    .where('until_ms', '<', now - keptMs)
    .execute();
}
