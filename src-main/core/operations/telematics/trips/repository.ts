import { runBatch } from '../../../database/driver.ts';
import type { TripFact } from '../facts.ts';
import type { Database } from '../repository.ts';

const e7 = (degrees: number | undefined): number | null =>
  degrees === undefined ? null : Math.round(degrees * 1e7);

/** What was changed last counts, in whatever order it comes. Must be inside a transaction. */
export const saveTrips = (trx: Database, trips: readonly TripFact[]): Promise<number> =>
  runBatch(
    trx,
    `INSERT INTO trip (vehicle_id, start_ms, end_ms, updated_at_ms, start_latitude_e7, start_longitude_e7,
        end_latitude_e7, end_longitude_e7)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?)
      ON CONFLICT (vehicle_id, start_ms) DO UPDATE SET end_ms = excluded.end_ms,
        updated_at_ms = excluded.updated_at_ms, start_latitude_e7 = excluded.start_latitude_e7,
        start_longitude_e7 = excluded.start_longitude_e7, end_latitude_e7 = excluded.end_latitude_e7,
        end_longitude_e7 = excluded.end_longitude_e7
      WHERE excluded.updated_at_ms > trip.updated_at_ms`,
    trips.map((trip) => [
      trip.vehicleId,
      trip.startMs,
      trip.endMs,
      trip.updatedAtMs,
      e7(trip.start?.latitude),
      e7(trip.start?.longitude),
      e7(trip.end?.latitude),
      e7(trip.end?.longitude),
    ]),
  );

/** Forgets what was over before `beforeMs`; one that was never told to have ended goes by its beginning. */
export async function forgetTrips(trx: Database, beforeMs: number): Promise<void> {
  await trx
    .deleteFrom('trip')
    .where('start_ms', '<', beforeMs)
    .where((its) => its.or([its('end_ms', '<', beforeMs), its('end_ms', 'is', null)]))
    .execute();
}

/** Trips of one vehicle that touch [fromMs, toMs], oldest first. One that was never told to have ended, and that another followed, is left out. */
export async function readTrips(db: Database, vehicleId: string, fromMs: number, toMs: number) {
  const rows = await db
    .selectFrom('trip')
    .select(['start_ms', 'end_ms'])
    .where('vehicle_id', '=', vehicleId)
    .where('start_ms', '<=', toMs)
    .where((its) => its.or([its('end_ms', '>=', fromMs), its('end_ms', 'is', null)]))
    .orderBy('start_ms')
    .execute();
  return rows
    .filter((row, index) => row.end_ms !== null || index === rows.length - 1)
    .map((row) => ({ fromMs: row.start_ms, toMs: row.end_ms, distanceMeters: null, driverName: null }));
}
