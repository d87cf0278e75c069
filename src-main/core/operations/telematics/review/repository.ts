import { sql } from 'kysely';
import type { Database } from '../repository.ts';
import { readingKinds } from '../tables.ts';
import type { NearBox, NearFix } from './near.ts';

export interface StoredFix {
  readonly timeMs: number;
  readonly latitudeE7: number;
  readonly longitudeE7: number;
  readonly speedDeciMph: number | null;
  readonly headingDeg: number | null;
}

export interface StoredReading {
  readonly kind: number;
  readonly timeMs: number;
  readonly value: number;
}

/** Settled and recent fixes of one vehicle in [fromMs, toMs], oldest first. */
export async function readFixes(
  db: Database,
  slot: number,
  fromMs: number,
  toMs: number,
): Promise<StoredFix[]> {
  const columns = sql`time_ms AS timeMs, latitude_e7 AS latitudeE7, longitude_e7 AS longitudeE7,
    speed_deci_mph AS speedDeciMph, heading_deg AS headingDeg`;
  const { rows } = await sql<StoredFix>`
    SELECT ${columns} FROM fix WHERE vehicle_slot = ${slot} AND time_ms BETWEEN ${fromMs} AND ${toMs}
    UNION ALL
    SELECT ${columns} FROM recent_fix r WHERE time_ms BETWEEN ${fromMs} AND ${toMs} AND vehicle_slot = ${slot}
      AND NOT EXISTS (SELECT 1 FROM fix WHERE vehicle_slot = ${slot} AND time_ms = r.time_ms)
    ORDER BY timeMs
  `.execute(db);
  return rows;
}

/** The newest fix before `beforeMs`. */
export async function readFixBefore(db: Database, slot: number, beforeMs: number): Promise<StoredFix | null> {
  const columns = sql`time_ms AS timeMs, latitude_e7 AS latitudeE7, longitude_e7 AS longitudeE7,
    speed_deci_mph AS speedDeciMph, heading_deg AS headingDeg`;
  const { rows } = await sql<StoredFix>`
    SELECT * FROM (SELECT ${columns} FROM fix WHERE vehicle_slot = ${slot} AND time_ms < ${beforeMs}
      ORDER BY time_ms DESC LIMIT 1)
    UNION ALL
    SELECT * FROM (SELECT ${columns} FROM recent_fix WHERE vehicle_slot = ${slot} AND time_ms < ${beforeMs}
      ORDER BY time_ms DESC LIMIT 1)
    ORDER BY timeMs DESC LIMIT 1
  `.execute(db);
  return rows[0] ?? null;
}

/** Engine and fuel in [fromMs, toMs], and what each was at the beginning; oldest first. */
export async function readReadings(
  db: Database,
  slot: number,
  fromMs: number,
  toMs: number,
): Promise<StoredReading[]> {
  const { rows } = await sql<StoredReading>`
    WITH r AS (
      SELECT kind, time_ms, value FROM reading WHERE vehicle_slot = ${slot}
        AND kind IN (${readingKinds.engine}, ${readingKinds.fuelPercent}) AND time_ms <= ${toMs}
        AND time_ms >= coalesce((SELECT max(time_ms) FROM reading b WHERE b.vehicle_slot = ${slot}
          AND b.kind = reading.kind AND b.time_ms <= ${fromMs}), ${fromMs})
      UNION
      SELECT kind, time_ms, value FROM recent_reading WHERE vehicle_slot = ${slot} AND time_ms <= ${toMs}
    )
    SELECT kind, time_ms AS timeMs, value FROM r ORDER BY time_ms
  `.execute(db);
  return rows;
}

/** Fixes in a box and a span, of every vehicle, by vehicle and then time. */
export async function readFixesInBox(
  db: Database,
  box: NearBox,
  fromMs: number,
  toMs: number,
): Promise<{ slot: number; fixes: NearFix[] }[]> {
  const inBox = sql`time_ms BETWEEN ${fromMs} AND ${toMs}
    AND latitude_e7 BETWEEN ${Math.floor(box.south * 1e7)} AND ${Math.ceil(box.north * 1e7)}
    AND longitude_e7 BETWEEN ${Math.floor(box.west * 1e7)} AND ${Math.ceil(box.east * 1e7)}`;
  const { rows } = await sql<{ slot: number; timeMs: number; latitudeE7: number; longitudeE7: number }>`
    SELECT v.slot, f.time_ms AS timeMs, f.latitude_e7 AS latitudeE7, f.longitude_e7 AS longitudeE7
      FROM vehicle v JOIN fix f ON f.vehicle_slot = v.slot AND ${inBox}
    UNION
    SELECT vehicle_slot, time_ms, latitude_e7, longitude_e7 FROM recent_fix WHERE ${inBox}
    ORDER BY 1, 2
  `.execute(db);
  const bySlot = new Map<number, NearFix[]>();
  for (const { slot, timeMs, latitudeE7, longitudeE7 } of rows) {
    const fix = { timeMs, latitude: latitudeE7 / 1e7, longitude: longitudeE7 / 1e7 };
    const known = bySlot.get(slot);
    if (known) known.push(fix);
    else bySlot.set(slot, [fix]);
  }
  return [...bySlot].map(([slot, fixes]) => ({ slot, fixes }));
}

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
