import { sql } from 'kysely';
import type { Database } from '../repository.ts';
import { clocksOf, type DutyClocksRow } from './clocks-row.ts';
import type { DutyBoard, DutyDriver, DutyViolation } from './contract.ts';

interface BoardRow extends DutyClocksRow {
  id: string;
  name: string | null;
  phone: string | null;
}

/**
 * Who is with which listed vehicle. A live assignment outranks whom the vehicle's own record names, and being in charge of
 * one outranks riding in another.
 */
async function readVehicles(db: Database) {
  const { rows } = await sql<{
    driver_id: string;
    driver_name: string | null;
    id: string;
    name: string | null;
  }>`
    SELECT coalesce(a.driver_id, v.recorded_driver_id) AS driver_id,
      CASE WHEN a.vehicle_id IS NULL THEN v.recorded_driver_name ELSE a.driver_name END AS driver_name, v.id, v.name,
      1 AS is_in_charge, a.since_ms, v.slot
    FROM vehicle v LEFT JOIN assignment a ON a.vehicle_id = v.id
    WHERE v.is_listed = 1 AND coalesce(a.driver_id, v.recorded_driver_id) IS NOT NULL
    UNION ALL
    SELECT c.driver_id, c.driver_name, v.id, v.name, 0, c.since_ms, v.slot
    FROM co_driver c JOIN vehicle v ON v.id = c.vehicle_id WHERE v.is_listed = 1
    ORDER BY is_in_charge, 6, 7`.execute(db);
  // Of several vehicles the last in this order: the one taken last.
  return new Map(rows.map((row) => [row.driver_id, row]));
}

const violationAgeMsMax = 24 * 3_600_000;

async function readRecentViolations(
  db: Database,
  nowMs: number,
): Promise<ReadonlyMap<string, DutyViolation[]>> {
  const rows = await db
    .selectFrom('duty_violation')
    .select(['driver_id', 'type', 'start_ms', 'end_ms', 'description'])
    .where('start_ms', '>', nowMs - violationAgeMsMax)
    .orderBy('start_ms')
    .execute();
  const byDriver = new Map<string, DutyViolation[]>();
  for (const { driver_id, type, start_ms, end_ms, description } of rows) {
    const its = byDriver.get(driver_id) ?? [];
    its.push({ type, startMs: start_ms, endMs: end_ms, description });
    byDriver.set(driver_id, its);
  }
  return byDriver;
}

/** Active drivers, and whoever has clocks and drives though the list of drivers does not name him (it may be denied). */
export async function readBoard(db: Database, nowMs: number): Promise<DutyBoard> {
  const vehicles = await readVehicles(db);
  const violations = await readRecentViolations(db, nowMs);
  const { rows } = await sql<BoardRow>`
    SELECT d.id, d.name, d.phone, c.as_of_ms, c.duty_status, c.drive_remaining_ms, c.shift_remaining_ms,
      c.cycle_remaining_ms, c.until_break_ms
    FROM driver d LEFT JOIN duty_clock c ON c.driver_id = d.id WHERE d.is_active = 1
    UNION ALL
    SELECT c.driver_id, NULL, NULL, c.as_of_ms, c.duty_status, c.drive_remaining_ms, c.shift_remaining_ms,
      c.cycle_remaining_ms, c.until_break_ms
    FROM duty_clock c WHERE NOT EXISTS (SELECT 1 FROM driver d WHERE d.id = c.driver_id)`.execute(db);
  const drivers = rows.flatMap((row): DutyDriver[] => {
    const vehicle = vehicles.get(row.id);
    if (row.name === null && vehicle === undefined) return [];
    return [
      {
        id: row.id,
        name: row.name ?? vehicle?.driver_name ?? row.id,
        phone: row.phone,
        vehicle: vehicle === undefined ? null : { id: vehicle.id, name: vehicle.name ?? vehicle.id },
        clocks: clocksOf(row),
        violations: violations.get(row.id) ?? [],
      },
    ];
  });
  const asOfMs = drivers.reduce<number | null>((newest, { clocks }) => {
    if (clocks === null) return newest;
    return newest === null ? clocks.asOfMs : Math.max(newest, clocks.asOfMs);
  }, null);
  return { drivers: drivers.sort((a, b) => byName(a.name, b.name)), asOfMs };
}

const byName = new Intl.Collator('en', { numeric: true }).compare;
