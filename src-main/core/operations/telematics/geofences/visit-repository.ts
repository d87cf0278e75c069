import type { Kysely, Selectable } from 'kysely';
import { runBatch } from '../../../database/driver.ts';
import type { TelematicsSchema } from '../../../database/schema.ts';
import { geofenceEventKinds, type GeofenceEvent, type GeofenceVisit } from './contract.ts';
import type { Stay } from './geofence-state.ts';
import type { GeofenceVisitTable } from './tables.ts';

export type Database = Kysely<TelematicsSchema>;

export interface StoredStay {
  readonly vehicleId: string;
  readonly geofenceName: string;
  readonly stay: Stay;
}

export interface EndedStay extends StoredStay {
  readonly exitedAtMs: number;
}

export interface NewEvent {
  readonly kind: GeofenceEvent['kind'];
  readonly vehicleId: string;
  readonly geofenceId: string;
  readonly geofenceName: string;
  readonly timeMs: number;
  readonly dwellMs: number | null;
  readonly speedMph: number | null;
  readonly latitudeE7: number | null;
  readonly longitudeE7: number | null;
}

export interface StoredEvent extends NewEvent {
  readonly id: number;
}

const bit = (flag: boolean) => (flag ? 1 : 0);

export async function readOpenStays(db: Database): Promise<StoredStay[]> {
  const rows = await db.selectFrom('geofence_visit').selectAll().where('exited_at_ms', 'is', null).execute();
  return rows.map((row) => ({
    vehicleId: row.vehicle_id,
    geofenceName: row.geofence_name,
    stay: stayOf(row),
  }));
}

const stayOf = (row: Selectable<GeofenceVisitTable>): Stay => ({
  geofenceId: row.geofence_id,
  enteredAtMs: row.entered_at_ms,
  isEntrySeen: row.is_entry_seen === 1,
  dwellReportedAtMs: row.dwell_reported_at_ms,
  speedMphMax: row.speed_mph_max,
  outsideSinceMs: row.outside_since_ms,
  fastSinceMs: row.fast_since_ms,
  speedReportedAtMs: row.speed_reported_at_ms,
  slowSinceMs: row.slow_since_ms,
});

/** New stays and what changed in open ones. */
export const saveStays = (trx: Database, stays: readonly StoredStay[]) =>
  runBatch(
    trx,
    `INSERT INTO geofence_visit (vehicle_id, geofence_id, geofence_name, entered_at_ms, is_entry_seen, speed_mph_max,
       dwell_reported_at_ms, outside_since_ms, fast_since_ms, speed_reported_at_ms, slow_since_ms)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (vehicle_id, geofence_id) WHERE exited_at_ms IS NULL DO UPDATE SET
       geofence_name = excluded.geofence_name, speed_mph_max = excluded.speed_mph_max,
       dwell_reported_at_ms = excluded.dwell_reported_at_ms, outside_since_ms = excluded.outside_since_ms,
       fast_since_ms = excluded.fast_since_ms, speed_reported_at_ms = excluded.speed_reported_at_ms,
       slow_since_ms = excluded.slow_since_ms`,
    stays.map(({ vehicleId, geofenceName, stay }) => [
      vehicleId,
      stay.geofenceId,
      geofenceName,
      stay.enteredAtMs,
      bit(stay.isEntrySeen),
      stay.speedMphMax,
      stay.dwellReportedAtMs,
      stay.outsideSinceMs,
      stay.fastSinceMs,
      stay.speedReportedAtMs,
      stay.slowSinceMs,
    ]),
  );

export const endStays = (trx: Database, stays: readonly EndedStay[]) =>
  runBatch(
    trx,
    `UPDATE geofence_visit SET exited_at_ms = ?, speed_mph_max = ?, outside_since_ms = NULL
     WHERE vehicle_id = ? AND geofence_id = ? AND exited_at_ms IS NULL`,
    stays.map(({ vehicleId, exitedAtMs, stay }) => [
      exitedAtMs,
      stay.speedMphMax,
      vehicleId,
      stay.geofenceId,
    ]),
  );

/** Returns them with their ids, in the same order. */
export async function addEvents(
  trx: Database,
  events: readonly (NewEvent & { readonly isReported: boolean })[],
): Promise<StoredEvent[]> {
  const stored: StoredEvent[] = [];
  for (const event of events) {
    const { id } = await trx
      .insertInto('geofence_event')
      .values({
        kind: event.kind,
        vehicle_id: event.vehicleId,
        geofence_id: event.geofenceId,
        geofence_name: event.geofenceName,
        time_ms: event.timeMs,
        dwell_ms: event.dwellMs,
        speed_mph: event.speedMph,
        latitude_e7: event.latitudeE7,
        longitude_e7: event.longitudeE7,
        is_reported: bit(event.isReported),
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    stored.push({ ...event, id });
  }
  return stored;
}

/** In the order in which they were found. */
export async function readUnreportedEvents(db: Database, countMax: number): Promise<StoredEvent[]> {
  const rows = await db
    .selectFrom('geofence_event')
    .selectAll()
    .where('is_reported', '=', 0)
    .orderBy('id')
    .limit(countMax)
    .execute();
  return rows.map(storedEventOf);
}

type EventRow = Selectable<TelematicsSchema['geofence_event']>;

const storedEventOf = (row: EventRow): StoredEvent => ({
  id: row.id,
  kind: geofenceEventKinds.find((kind) => kind === row.kind) ?? 'entered',
  vehicleId: row.vehicle_id,
  geofenceId: row.geofence_id,
  geofenceName: row.geofence_name,
  timeMs: row.time_ms,
  dwellMs: row.dwell_ms,
  speedMph: row.speed_mph,
  latitudeE7: row.latitude_e7,
  longitudeE7: row.longitude_e7,
});

export const markReported = (trx: Database, ids: readonly number[]) =>
  runBatch(
    trx,
    'UPDATE geofence_event SET is_reported = 1 WHERE id = ?',
    ids.map((id) => [id]),
  );

export async function readNewestEvents(db: Database, countMax: number): Promise<GeofenceEvent[]> {
  const rows = await db
    .selectFrom('geofence_event')
    .selectAll()
    .orderBy('time_ms', 'desc')
    .orderBy('id', 'desc')
    .limit(countMax)
    .execute();
  return rows.map(storedEventOf).map(eventOf);
}

/** As desks see it. */
export const eventOf = ({ latitudeE7: _north, longitudeE7: _east, ...event }: StoredEvent): GeofenceEvent =>
  event;

export interface VisitQuestion {
  readonly geofenceId: string | null;
  readonly vehicleId: string | null;
  readonly fromMs: number;
  readonly toMs: number;
  readonly countMax: number;
}

/** Stays that overlap the span, newest first. */
export async function readVisits(db: Database, question: VisitQuestion): Promise<GeofenceVisit[]> {
  const { geofenceId, vehicleId, fromMs, toMs, countMax } = question;
  let query = db
    .selectFrom('geofence_visit')
    .selectAll()
    .where('entered_at_ms', '<=', toMs)
    .where((where) => where.or([where('exited_at_ms', 'is', null), where('exited_at_ms', '>=', fromMs)]));
  if (geofenceId !== null) query = query.where('geofence_id', '=', geofenceId);
  if (vehicleId !== null) query = query.where('vehicle_id', '=', vehicleId);
  const rows = await query.orderBy('entered_at_ms', 'desc').limit(countMax).execute();
  return rows.map((row) => ({
    geofenceId: row.geofence_id,
    geofenceName: row.geofence_name,
    vehicleId: row.vehicle_id,
    enteredAtMs: row.entered_at_ms,
    isEntrySeen: row.is_entry_seen === 1,
    exitedAtMs: row.exited_at_ms,
    speedMphMax: row.speed_mph_max,
  }));
}

/** What ended before `beforeMs`. */
export async function forgetBefore(trx: Database, beforeMs: number): Promise<void> {
  await trx.deleteFrom('geofence_visit').where('exited_at_ms', '<', beforeMs).execute();
  await trx.deleteFrom('geofence_event').where('time_ms', '<', beforeMs).execute();
}
