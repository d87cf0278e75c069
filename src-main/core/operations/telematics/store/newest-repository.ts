import { sql } from 'kysely';
import { runBatch } from '../../../database/driver.ts';
import type { LatestReading } from './latest-reading.ts';
import type { Database } from './repository.ts';

export type NewestRow = readonly [
  slot: number,
  timeMs: number,
  latitudeE6: number,
  longitudeE6: number,
  speedDeciMph: number | null,
  headingDeg: number | null,
];

export const saveNewest = (trx: Database, rows: readonly NewestRow[]) =>
  runBatch(
    trx,
    `INSERT INTO track_newest (vehicle_slot, time_ms, latitude_e6, longitude_e6, speed_deci_mph, heading_deg)
     VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (vehicle_slot) DO UPDATE SET time_ms = excluded.time_ms,
       latitude_e6 = excluded.latitude_e6, longitude_e6 = excluded.longitude_e6,
       speed_deci_mph = excluded.speed_deci_mph, heading_deg = excluded.heading_deg
     WHERE excluded.time_ms > track_newest.time_ms`,
    rows,
  );

/** Newest fixes of what was moved out of pages, of all vehicles or of one. */
export async function readNewestRows(db: Database, slot: number | null): Promise<NewestRow[]> {
  const { rows } = await sql<{
    slot: number;
    timeMs: number;
    latitudeE6: number;
    longitudeE6: number;
    speedDeciMph: number | null;
    headingDeg: number | null;
  }>`
    SELECT vehicle_slot AS slot, time_ms AS timeMs, latitude_e6 AS latitudeE6, longitude_e6 AS longitudeE6,
      speed_deci_mph AS speedDeciMph, heading_deg AS headingDeg
    FROM track_newest ${slot === null ? sql`` : sql`WHERE vehicle_slot = ${slot}`}`.execute(db);
  return rows.map((row) => [
    row.slot,
    row.timeMs,
    row.latitudeE6,
    row.longitudeE6,
    row.speedDeciMph,
    row.headingDeg,
  ]);
}

export interface LatestRow extends LatestReading {
  readonly slot: number;
  readonly kind: number;
}

/** Of what was moved out of pages, of vehicles with slots in [fromSlot, toSlot]. */
export async function readLatestRows(db: Database, fromSlot: number, toSlot: number): Promise<LatestRow[]> {
  const { rows } = await sql<Omit<LatestRow, 'value'> & { value: number | null }>`
    SELECT vehicle_slot AS slot, kind, time_ms AS timeMs, value, since_ms AS sinceMs, other_ms AS otherMs
      FROM track_latest WHERE vehicle_slot BETWEEN ${fromSlot} AND ${toSlot}`.execute(db);
  return rows.map((row) => ({ ...row, value: row.value ?? Number.NaN }));
}

export const saveLatestRows = (trx: Database, rows: readonly LatestRow[]) =>
  runBatch(
    trx,
    `INSERT OR REPLACE INTO track_latest (vehicle_slot, kind, time_ms, value, since_ms, other_ms)
     VALUES (?, ?, ?, ?, ?, ?)`,
    rows.map(({ slot, kind, timeMs, value, sinceMs, otherMs }) => [
      slot,
      kind,
      timeMs,
      Number.isNaN(value) ? null : value,
      sinceMs,
      otherMs,
    ]),
  );
