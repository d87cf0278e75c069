import { sql } from 'kysely';
import type { Database } from '../repository.ts';

export interface DriverSpan {
  readonly fromMs: number;
  /** `null`: still. */
  readonly toMs: number | null;
  readonly driverId: string;
  readonly driverName: string;
}

/** Who was assigned to a vehicle at any time in [fromMs, toMs], oldest first. */
export async function readDriverSpans(
  db: Database,
  vehicleId: string,
  fromMs: number,
  toMs: number,
): Promise<DriverSpan[]> {
  const { rows } = await sql<DriverSpan>`
    SELECT h.since_ms AS fromMs, h.until_ms AS toMs, h.driver_id AS driverId,
      coalesce(d.name, h.driver_name, h.driver_id) AS driverName
      FROM assignment_history h LEFT JOIN driver d ON d.id = h.driver_id
      WHERE h.vehicle_id = ${vehicleId} AND h.since_ms <= ${toMs} AND coalesce(h.until_ms, ${toMs}) >= ${fromMs}
      ORDER BY h.since_ms
  `.execute(db);
  return rows;
}

/** Names of vehicles, also of those that are no longer listed. */
export async function readVehicleNames(db: Database): Promise<ReadonlyMap<string, string>> {
  const rows = await db.selectFrom('vehicle').select(['id', 'name']).execute();
  return new Map(rows.map(({ id, name }) => [id, name ?? id]));
}

/** Places the office has named, as stored. */
export const readAddresses = (db: Database) => db.selectFrom('address').select(['name', 'area']).execute();
