import { sql, type Kysely } from 'kysely';
import { runBatch } from '../../../database/driver.ts';
import type { TelematicsSchema } from '../../../database/schema.ts';
import type { Trail } from '../contract.ts';
import { engineStates, type EngineState } from '../fleet-frame.wire.ts';
import type { Fix } from '../facts.ts';
import { measurementKinds, readingKinds, type FixTable } from '../tables.ts';

export type Database = Kysely<TelematicsSchema>;
/** Values of row after row, flat: a page of points without an array per point. */
export type FlatRows = (number | null)[];

interface RowShape {
  readonly table: string;
  readonly columns: readonly string[];
  /** For `rowsPerInsert` rows, and for one. */
  readonly insertMany: string;
  readonly insertOne: string;
}

/** Measured: in statements of 64 rows, 512 rows take half the time that they take one by one; more gain nothing. */
const rowsPerInsert = 64;

function shapeOf(table: string, columns: readonly string[]): RowShape {
  const row = `(${columns.map(() => '?').join()})`;
  const insert = (rowCount: number) =>
    `INSERT OR IGNORE INTO ${table} (${columns.join()}) VALUES ${Array.from({ length: rowCount }, () => row).join()}`;
  return { table, columns, insertMany: insert(rowsPerInsert), insertOne: insert(1) };
}

/** In the order in which the values stand in flat rows. */
const fixColumns = [
  'vehicle_slot',
  'time_ms',
  'latitude_e7',
  'longitude_e7',
  'speed_deci_mph',
  'heading_deg',
];
const readingColumns = ['vehicle_slot', 'kind', 'time_ms', 'value'];
const shapes = {
  fix: shapeOf('fix', fixColumns),
  recent_fix: shapeOf('recent_fix', fixColumns),
  reading: shapeOf('reading', readingColumns),
  recent_reading: shapeOf('recent_reading', readingColumns),
} as const;

function chunksOf(values: FlatRows, start: number, end: number, chunkLength: number): FlatRows[] {
  const chunks: FlatRows[] = [];
  for (let at = start; at < end; at += chunkLength) chunks.push(values.slice(at, at + chunkLength));
  return chunks;
}

/** Rows whose key is known are left as they are. Returns how many were new to that table. */
export async function insertRows(
  trx: Database,
  table: keyof typeof shapes,
  values: FlatRows,
): Promise<number> {
  const { columns, insertMany, insertOne } = shapes[table];
  const manyLength = columns.length * rowsPerInsert;
  const manyEnd = values.length - (values.length % manyLength);
  const inMany = await runBatch(trx, insertMany, chunksOf(values, 0, manyEnd, manyLength));
  return inMany + (await runBatch(trx, insertOne, chunksOf(values, manyEnd, values.length, columns.length)));
}

export type MeasurementRow = readonly [slot: number, kind: number, timeMs: number, value: number];

/** An older value never replaces a newer one. */
export const saveMeasurements = (trx: Database, rows: readonly MeasurementRow[]) =>
  runBatch(
    trx,
    `INSERT INTO measurement (vehicle_slot, kind, time_ms, value) VALUES (?, ?, ?, ?)
     ON CONFLICT (vehicle_slot, kind) DO UPDATE SET time_ms = excluded.time_ms, value = excluded.value
     WHERE excluded.time_ms > measurement.time_ms`,
    rows,
  );

export const saveLastAddresses = (
  trx: Database,
  rows: readonly (readonly [slot: number, timeMs: number, address: string])[],
) =>
  runBatch(
    trx,
    `INSERT INTO last_address (vehicle_slot, time_ms, address) VALUES (?, ?, ?)
     ON CONFLICT (vehicle_slot) DO UPDATE SET time_ms = excluded.time_ms, address = excluded.address`,
    rows,
  );

/** The newest settled fix of each vehicle, with its words when those belong to it. */
export async function readNewestFixes(db: Database): Promise<{ slot: number; fix: Fix }[]> {
  const { rows } = await sql<FixTable & { address: string | null }>`
    SELECT f.*, a.address FROM vehicle v
      JOIN fix f ON f.vehicle_slot = v.slot
        AND f.time_ms = (SELECT max(time_ms) FROM fix WHERE vehicle_slot = v.slot)
      LEFT JOIN last_address a ON a.vehicle_slot = f.vehicle_slot AND a.time_ms = f.time_ms
  `.execute(db);
  return rows.map((row) => ({
    slot: row.vehicle_slot,
    fix: {
      timeMs: row.time_ms,
      latitudeE7: row.latitude_e7,
      longitudeE7: row.longitude_e7,
      speedDeciMph: row.speed_deci_mph,
      headingDeg: row.heading_deg,
      address: row.address,
    },
  }));
}

/** Of settled readings; `sinceMs`: the first of those at the end that all say the same. */
async function readNewest(db: Database, kind: number) {
  const { rows } = await sql<{ slot: number; timeMs: number; value: number; sinceMs: number }>`
    SELECT v.slot, r.time_ms AS timeMs, r.value, (
      SELECT min(time_ms) FROM reading WHERE vehicle_slot = v.slot AND kind = ${kind} AND time_ms > coalesce((
        SELECT max(time_ms) FROM reading WHERE vehicle_slot = v.slot AND kind = ${kind} AND value <> r.value), -1)
    ) AS sinceMs
    FROM vehicle v JOIN reading r ON r.vehicle_slot = v.slot AND r.kind = ${kind}
      AND r.time_ms = (SELECT max(time_ms) FROM reading WHERE vehicle_slot = v.slot AND kind = ${kind})
  `.execute(db);
  return rows;
}

export async function readNewestEngines(
  db: Database,
): Promise<{ slot: number; timeMs: number; sinceMs: number; engine: EngineState }[]> {
  const rows = await readNewest(db, readingKinds.engine);
  return rows.map(({ value, ...row }) => ({ ...row, engine: engineStates[value] ?? 'unknown' }));
}

export const readNewestFuel = (db: Database) => readNewest(db, readingKinds.fuelPercent);

export const readNewestSpeedLimits = (db: Database) => readNewest(db, readingKinds.speedLimitMph);

/** When the engine's present state began: the first reading after the last one that said something else. */
export async function readEngineSince(db: Database, slot: number): Promise<number | null> {
  const { rows } = await sql<{ since_ms: number | null }>`
    WITH r AS (
      SELECT time_ms, value FROM reading WHERE vehicle_slot = ${slot} AND kind = ${readingKinds.engine}
      UNION ALL
      SELECT time_ms, value FROM recent_reading WHERE vehicle_slot = ${slot} AND kind = ${readingKinds.engine}
    ), newest AS (SELECT time_ms, value FROM r ORDER BY time_ms DESC LIMIT 1)
    SELECT min(time_ms) AS since_ms FROM r WHERE time_ms > coalesce(
      (SELECT max(time_ms) FROM r WHERE value <> (SELECT value FROM newest)), -1)
  `.execute(db);
  return rows[0]?.since_ms ?? null;
}

export async function readMeasurements(db: Database, slot: number) {
  const rows = await db
    .selectFrom('measurement')
    .select(['kind', 'value'])
    .where('vehicle_slot', '=', slot)
    .execute();
  const valueOf = (kind: number) => rows.find((row) => row.kind === kind)?.value ?? null;
  return {
    odometerMeters: valueOf(measurementKinds.odometerMeters),
    defLevelPercent: valueOf(measurementKinds.defLevelPercent),
    faultCount: valueOf(measurementKinds.faultCount),
  };
}

/**
 * Fixes of one vehicle in [fromMs, toMs], oldest first. Of more than `pointCountMax`, exactly that many: evenly spaced by
 * number, with the first and the last.
 */
export async function readTrail(
  db: Database,
  span: { slot: number; fromMs: number; toMs: number; pointCountMax: number },
): Promise<Trail> {
  const { slot, fromMs, toMs } = span;
  const steps = span.pointCountMax - 1;
  const { rows } = await sql<{
    time_ms: number;
    latitude_e7: number;
    longitude_e7: number;
    speed_deci_mph: number | null;
  }>`
    WITH span AS (
      SELECT time_ms, latitude_e7, longitude_e7, speed_deci_mph FROM fix
        WHERE vehicle_slot = ${slot} AND time_ms BETWEEN ${fromMs} AND ${toMs}
      UNION ALL
      SELECT time_ms, latitude_e7, longitude_e7, speed_deci_mph FROM recent_fix r
        WHERE time_ms BETWEEN ${fromMs} AND ${toMs} AND vehicle_slot = ${slot}
        AND NOT EXISTS (SELECT 1 FROM fix WHERE vehicle_slot = ${slot} AND time_ms = r.time_ms)
    ), numbered AS (
      SELECT *, row_number() OVER (ORDER BY time_ms) - 1 AS n, count(*) OVER () - 1 AS last,
        -- Bound numbers are REAL to SQLite, and the thinning needs whole division.
        CAST(${steps} AS INTEGER) AS steps FROM span
    )
    SELECT time_ms, latitude_e7, longitude_e7, speed_deci_mph FROM numbered
      WHERE last <= steps OR n = 0 OR n * steps / last <> (n - 1) * steps / last
      ORDER BY time_ms
  `.execute(db);
  return {
    timeMs: rows.map((row) => row.time_ms),
    latitude: rows.map((row) => row.latitude_e7 / 1e7),
    longitude: rows.map((row) => row.longitude_e7 / 1e7),
    speedMph: rows.map((row) => (row.speed_deci_mph === null ? null : row.speed_deci_mph / 10)),
  };
}
