import { sql } from 'kysely';
import type { Database } from './repository.ts';

const series = [
  {
    settled: 'fix',
    recent: 'recent_fix',
    columns: 'vehicle_slot, time_ms, latitude_e7, longitude_e7, speed_deci_mph, heading_deg',
  },
  { settled: 'reading', recent: 'recent_reading', columns: 'vehicle_slot, kind, time_ms, value' },
] as const;

/** Rows waiting in time order, and the highest slot among them. */
export async function countRecent(db: Database): Promise<{ rowCount: number; slotEnd: number }> {
  const { rows } = await sql<{ row_count: number; slot_end: number }>`
    SELECT count(*) AS row_count, coalesce(max(vehicle_slot), 0) + 1 AS slot_end FROM (
      SELECT vehicle_slot FROM recent_fix UNION ALL SELECT vehicle_slot FROM recent_reading)
  `.execute(db);
  return { rowCount: rows[0]?.row_count ?? 0, slotEnd: rows[0]?.slot_end ?? 0 };
}

/** Copies rows older than `beforeMs` of the slots in [slotFrom, slotTo) into order by vehicle. Repeating it is harmless. */
export async function settle(
  trx: Database,
  beforeMs: number,
  slotFrom: number,
  slotTo: number,
): Promise<void> {
  for (const { settled, recent, columns } of series) {
    await sql`
      INSERT OR IGNORE INTO ${sql.table(settled)} (${sql.raw(columns)})
      SELECT ${sql.raw(columns)} FROM ${sql.table(recent)}
        WHERE time_ms < ${beforeMs} AND vehicle_slot >= ${slotFrom} AND vehicle_slot < ${slotTo}
        ORDER BY ${sql.raw(columns)}
    `.execute(trx);
  }
}

/** After every slot is settled up to `beforeMs`: drops about `rowCountMax` rows of each, oldest first. Returns rows deleted. */
export async function dropSettled(trx: Database, beforeMs: number, rowCountMax: number): Promise<number> {
  let deletedCount = 0n;
  for (const { recent } of series) {
    const table = sql.table(recent);
    const result = await sql`
      DELETE FROM ${table} WHERE time_ms < ${beforeMs} AND time_ms <= coalesce(
        (SELECT time_ms FROM ${table} ORDER BY time_ms LIMIT 1 OFFSET ${rowCountMax}), ${beforeMs})
    `.execute(trx);
    deletedCount += result.numAffectedRows ?? 0n;
  }
  return Number(deletedCount);
}

/** Forgets what is older than `beforeMs` for the slots in [slotFrom, slotTo), but never a vehicle's newest. Returns rows deleted. */
export async function deleteOld(
  trx: Database,
  beforeMs: number,
  slotFrom: number,
  slotTo: number,
): Promise<number> {
  const fixes = await sql`
    DELETE FROM fix WHERE vehicle_slot >= ${slotFrom} AND vehicle_slot < ${slotTo} AND time_ms < ${beforeMs}
      AND time_ms < (SELECT max(time_ms) FROM fix newest WHERE newest.vehicle_slot = fix.vehicle_slot)
  `.execute(trx);
  const readings = await sql`
    DELETE FROM reading WHERE vehicle_slot >= ${slotFrom} AND vehicle_slot < ${slotTo} AND time_ms < ${beforeMs}
      AND time_ms < (SELECT max(time_ms) FROM reading newest
        WHERE newest.vehicle_slot = reading.vehicle_slot AND newest.kind = reading.kind)
  `.execute(trx);
  return Number((fixes.numAffectedRows ?? 0n) + (readings.numAffectedRows ?? 0n));
}
