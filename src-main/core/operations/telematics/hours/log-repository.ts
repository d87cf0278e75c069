import { sql } from 'kysely';
import type { Database } from '../repository.ts';
import { dutyClocksSchema } from './clocks-schema.ts';
import type { DutyViolation } from './contract.ts';
import type { DutyLogFact, DutyViolationFact, DutyWindow } from './facts.ts';
import type { LogEntry } from './fold-log.ts';
import type { LogSource } from './read-log.ts';

interface StoredEntry {
  driver_id: string;
  start_ms: number;
  end_ms: number | null;
  status: string;
  vehicle_id: string | null;
  remark: string | null;
}

const keyOf = (entry: StoredEntry): string => `${entry.driver_id} ${entry.start_ms}`;
const isSame = (a: StoredEntry, b: StoredEntry): boolean =>
  a.end_ms === b.end_ms && a.status === b.status && a.vehicle_id === b.vehicle_id && a.remark === b.remark;

const rowsOf = (logs: readonly DutyLogFact[]): StoredEntry[] =>
  logs.flatMap(({ driverId, entries }) =>
    entries.map(({ startMs, endMs, status, vehicleId, remark }) => ({
      driver_id: driverId,
      start_ms: startMs,
      end_ms: endMs,
      status,
      vehicle_id: vehicleId,
      remark,
    })),
  );

/**
 * The logs of the drivers named, as they are in the window now. Drivers mend their logs: what began in the window and is
 * not told any more is gone; what began before it stays, and gets its end. The same log comes every few minutes, so only
 * what differs is written.
 */
export async function saveDutyLogs(
  trx: Database,
  logs: readonly DutyLogFact[],
  window: DutyWindow,
  asOfMs: number,
): Promise<void> {
  const told = new Map(rowsOf(logs).map((row) => [keyOf(row), row]));
  const fromMs = [...told.values()].reduce((first, row) => Math.min(first, row.start_ms), window.fromMs);
  const drivers = JSON.stringify(logs.map(({ driverId }) => driverId));
  const { rows } = await sql<StoredEntry>`SELECT driver_id, start_ms, end_ms, status, vehicle_id, remark
    FROM duty_log_entry WHERE driver_id IN (SELECT value FROM json_each(${drivers}))
      AND start_ms >= ${fromMs} AND start_ms < ${window.toMs}`.execute(trx);
  const stored = new Map(rows.map((row) => [keyOf(row), row]));
  const gone = rows.filter((row) => row.start_ms >= window.fromMs && !told.has(keyOf(row)));
  const changed = [...told].flatMap(([key, row]) => {
    const known = stored.get(key);
    return known !== undefined && isSame(known, row) ? [] : [row];
  });
  if (gone.length > 0) {
    await sql`DELETE FROM duty_log_entry WHERE (driver_id, start_ms) IN
      (SELECT value ->> '$.driver_id', value ->> '$.start_ms' FROM json_each(${JSON.stringify(gone)}))`.execute(
      trx,
    );
  }
  await sql`INSERT OR REPLACE INTO duty_log_entry (driver_id, start_ms, end_ms, status, vehicle_id, remark)
    SELECT value ->> '$.driver_id', value ->> '$.start_ms', value ->> '$.end_ms', value ->> '$.status',
      value ->> '$.vehicle_id', value ->> '$.remark'
    FROM json_each(${JSON.stringify(changed)})`.execute(trx);
  // Windows of the past come while newer ones were told already: a log never gets older.
  await sql`INSERT INTO duty_log_told (driver_id, as_of_ms)
    SELECT value, ${Math.round(Math.min(asOfMs, window.toMs))} FROM json_each(${drivers}) WHERE true
    ON CONFLICT (driver_id) DO UPDATE SET as_of_ms = max(as_of_ms, excluded.as_of_ms)`.execute(trx);
}

/** Forgets what was over before `beforeMs`. */
export async function forgetOldLogs(trx: Database, beforeMs: number): Promise<void> {
  await trx
    .deleteFrom('duty_log_entry')
    .where('start_ms', '<', beforeMs)
    .where('end_ms', '<', beforeMs)
    .execute();
  await trx
    .deleteFrom('duty_violation')
    .where('start_ms', '<', beforeMs)
    .where('end_ms', '<', beforeMs)
    .execute();
}

/** All violations of all drivers that begin in the window: what is not among them is gone. */
export async function saveDutyViolations(
  trx: Database,
  violations: readonly DutyViolationFact[],
  window: DutyWindow,
): Promise<void> {
  await sql`DELETE FROM duty_violation WHERE start_ms >= ${window.fromMs} AND start_ms < ${window.toMs}`.execute(
    trx,
  );
  await sql`INSERT OR REPLACE INTO duty_violation (driver_id, start_ms, type, end_ms, description)
    SELECT value ->> '$.driverId', value ->> '$.startMs', value ->> '$.type', value ->> '$.endMs',
      value ->> '$.description'
    FROM json_each(${JSON.stringify(violations)})`.execute(trx);
}

interface EntryRow {
  status: string;
  start_ms: number;
  end_ms: number | null;
  remark: string | null;
  name: string | null;
}

/** An entry without end that something followed before the window ended there, whatever it was last told to be. */
async function readEntries(
  db: Database,
  driverId: string,
  fromMs: number,
  toMs: number,
): Promise<LogEntry[]> {
  const { rows } = await sql<EntryRow>`
    SELECT e.status, e.start_ms, e.end_ms, e.remark, v.name
    FROM duty_log_entry e LEFT JOIN vehicle v ON v.id = e.vehicle_id
    WHERE e.driver_id = ${driverId} AND e.start_ms < ${toMs} AND (e.end_ms > ${fromMs} OR (e.end_ms IS NULL
      AND NOT EXISTS (SELECT 1 FROM duty_log_entry n
        WHERE n.driver_id = e.driver_id AND n.start_ms > e.start_ms AND n.start_ms <= ${fromMs})))
    ORDER BY e.start_ms`.execute(db);
  return rows.map((row) => {
    const status = dutyClocksSchema.shape.dutyStatus.safeParse(row.status);
    return {
      status: status.success ? status.data : 'unknown',
      startMs: row.start_ms,
      endMs: row.end_ms,
      vehicleName: row.name,
      remark: row.remark,
    };
  });
}

async function readViolations(
  db: Database,
  driverId: string,
  fromMs: number,
  toMs: number,
): Promise<DutyViolation[]> {
  const rows = await db
    .selectFrom('duty_violation')
    .select(['type', 'start_ms', 'end_ms', 'description'])
    .where('driver_id', '=', driverId)
    .where('start_ms', '<', toMs)
    .where((its) => its.or([its('end_ms', '>', fromMs), its('start_ms', '>=', fromMs)]))
    .orderBy('start_ms')
    .execute();
  return rows.map(({ type, start_ms, end_ms, description }) => ({
    type,
    startMs: start_ms,
    endMs: end_ms,
    description,
  }));
}

export const createLogSource = (db: Database): LogSource => ({
  async readDriver(driverId) {
    const { rows } = await sql<{ name: string | null; time_zone: string | null }>`
      SELECT coalesce(d.name, a.driver_name) AS name, d.time_zone FROM (SELECT ${driverId} AS id) asked
        LEFT JOIN driver d ON d.id = asked.id LEFT JOIN assignment a ON a.driver_id = asked.id LIMIT 1`.execute(
      db,
    );
    const row = rows[0];
    return row === undefined || row.name === null ? null : { name: row.name, timeZone: row.time_zone };
  },
  readEntries: (driverId, fromMs, toMs) => readEntries(db, driverId, fromMs, toMs),
  readViolations: (driverId, fromMs, toMs) => readViolations(db, driverId, fromMs, toMs),
  async readAsOfMs(driverId) {
    const row = await db
      .selectFrom('duty_log_told')
      .select('as_of_ms')
      .where('driver_id', '=', driverId)
      .executeTakeFirst();
    return row?.as_of_ms ?? null;
  },
});
