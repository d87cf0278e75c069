import { runBatch } from '../../database/driver.ts';
import type { Database } from './repository.ts';
import { measurementKinds } from './tables.ts';

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

/** Where each vehicle's newest fix was, in words: valid beside the fix of the same time. */
export const readLastAddresses = (db: Database) =>
  db.selectFrom('last_address').select(['vehicle_slot as slot', 'time_ms as timeMs', 'address']).execute();

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
