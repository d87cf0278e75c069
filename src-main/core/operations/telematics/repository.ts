import { sql, type Kysely } from 'kysely';
import type { TelematicsSchema } from '../../database/schema.ts';
import {
  gatewayConditions,
  type AddressFact,
  type AssignmentFact,
  type DriverFact,
  type DutyClockFact,
  type GatewayFact,
  type TagFact,
  type VehicleFact,
} from './facts.ts';

export type Database = Kysely<TelematicsSchema>;

/*
 * Whole lists are written from one JSON parameter: one statement for 10,000 rows instead of 10,000 queries.
 * Slots are counted by AUTOINCREMENT, which an upsert would use up for rows that exist; hence UPDATE, then INSERT of the rest.
 */

const vehicleColumns = {
  name: 'name',
  license_plate: 'licensePlate',
  vin: 'vin',
  make: 'make',
  model: 'model',
  year: 'year',
  notes: 'notes',
  recorded_driver_id: 'recordedDriver.id',
  recorded_driver_name: 'recordedDriver.name',
  has_privacy_button: 'hasPrivacyButton',
} as const;

/** Vehicles the list names; with `isComplete`, all others leave the list (their past stays). */
export async function saveVehicles(
  trx: Database,
  vehicles: readonly VehicleFact[],
  isComplete: boolean,
): Promise<void> {
  const json = JSON.stringify(vehicles);
  const names = Object.keys(vehicleColumns);
  const values = Object.values(vehicleColumns).map((path) => `value ->> '$.${path}'`);
  const changes = names.map((name, index) => {
    // A list without the name must not take away the one the feed told.
    return name === 'name' ? `name = coalesce(${values[index]}, name)` : `${name} = ${values[index]}`;
  });
  await sql`UPDATE vehicle SET ${sql.raw(changes.join(', '))}, is_listed = 1
    FROM json_each(${json}) WHERE vehicle.id = value ->> '$.id'`.execute(trx);
  await sql`INSERT INTO vehicle (id, ${sql.raw(names.join(', '))})
    SELECT value ->> '$.id', ${sql.raw(values.join(', '))} FROM json_each(${json})
    WHERE NOT EXISTS (SELECT 1 FROM vehicle v WHERE v.id = value ->> '$.id')
    GROUP BY value ->> '$.id'`.execute(trx);
  if (isComplete) {
    await sql`UPDATE vehicle SET is_listed = 0 WHERE is_listed = 1
      AND id NOT IN (SELECT value ->> '$.id' FROM json_each(${json}))`.execute(trx);
  }
  await sql`DELETE FROM vehicle_tag WHERE vehicle_id IN (SELECT value ->> '$.id' FROM json_each(${json}))`.execute(
    trx,
  );
  await sql`INSERT OR IGNORE INTO vehicle_tag (vehicle_id, tag_id)
    SELECT vehicle.value ->> '$.id', tag.value ->> '$.id'
    FROM json_each(${json}) vehicle, json_each(vehicle.value, '$.tags') tag`.execute(trx);
  await sql`INSERT OR IGNORE INTO tag (id, name, parent_tag_id)
    SELECT tag.value ->> '$.id', tag.value ->> '$.name', tag.value ->> '$.parentTagId'
    FROM json_each(${json}) vehicle, json_each(vehicle.value, '$.tags') tag`.execute(trx);
}

/** Vehicles the feed named before the list did. Ids that are known are left alone. */
export async function addVehicles(
  trx: Database,
  vehicles: readonly { readonly id: string; readonly name: string | null }[],
): Promise<void> {
  await sql`INSERT INTO vehicle (id, name)
    SELECT value ->> '$.id', value ->> '$.name' FROM json_each(${JSON.stringify(vehicles)})
    WHERE NOT EXISTS (SELECT 1 FROM vehicle v WHERE v.id = value ->> '$.id')
    GROUP BY value ->> '$.id'`.execute(trx);
}

export async function saveTags(trx: Database, tags: readonly TagFact[], isComplete: boolean): Promise<void> {
  if (isComplete) await trx.deleteFrom('tag').execute();
  await sql`INSERT INTO tag (id, name, parent_tag_id)
    SELECT value ->> '$.id', value ->> '$.name', value ->> '$.parentTagId'
    FROM json_each(${JSON.stringify(tags)}) WHERE true
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, parent_tag_id = excluded.parent_tag_id`.execute(trx);
}

export async function saveDrivers(
  trx: Database,
  drivers: readonly DriverFact[],
  isComplete: boolean,
): Promise<void> {
  if (isComplete) await trx.deleteFrom('driver').execute();
  await sql`INSERT OR REPLACE INTO driver (id, name, phone, time_zone, is_active)
    SELECT value ->> '$.id', value ->> '$.name', value ->> '$.phone', value ->> '$.timeZone', value ->> '$.isActive'
    FROM json_each(${JSON.stringify(drivers)})`.execute(trx);
}

/**
 * Replaces all: who is not named is with no vehicle now. Of several drivers in charge of a vehicle the last to begin stays,
 * of several vehicles of a passenger likewise.
 */
export async function replaceAssignments(
  trx: Database,
  assignments: readonly AssignmentFact[],
): Promise<void> {
  const inCharge = assignments.filter(({ isPassenger }) => !isPassenger);
  const passengers = assignments.filter(({ isPassenger }) => isPassenger);
  await trx.deleteFrom('assignment').execute();
  await sql`INSERT OR REPLACE INTO assignment (vehicle_id, driver_id, driver_name, since_ms)
    SELECT value ->> '$.vehicleId', value ->> '$.driverId', value ->> '$.driverName', value ->> '$.sinceMs'
    FROM json_each(${JSON.stringify(inCharge)}) ORDER BY value ->> '$.sinceMs', value ->> '$.driverId'`.execute(
    trx,
  );
  await trx.deleteFrom('co_driver').execute();
  await sql`INSERT OR REPLACE INTO co_driver (driver_id, driver_name, vehicle_id, since_ms)
    SELECT value ->> '$.driverId', value ->> '$.driverName', value ->> '$.vehicleId', value ->> '$.sinceMs'
    FROM json_each(${JSON.stringify(passengers)}) ORDER BY value ->> '$.sinceMs', value ->> '$.vehicleId'`.execute(
    trx,
  );
}

export async function replaceDutyClocks(
  trx: Database,
  clocks: readonly DutyClockFact[],
  asOfMs: number,
): Promise<void> {
  await trx.deleteFrom('duty_clock').execute();
  await sql`INSERT OR REPLACE INTO duty_clock (driver_id, as_of_ms, duty_status, drive_remaining_ms,
      shift_remaining_ms, cycle_remaining_ms, until_break_ms)
    SELECT value ->> '$.driverId', ${Math.round(asOfMs)}, value ->> '$.dutyStatus', value ->> '$.driveRemainingMs',
      value ->> '$.shiftRemainingMs', value ->> '$.cycleRemainingMs', value ->> '$.untilBreakMs'
    FROM json_each(${JSON.stringify(clocks)})`.execute(trx);
}

export async function saveGateways(
  trx: Database,
  gateways: readonly GatewayFact[],
  isComplete: boolean,
): Promise<void> {
  if (isComplete) await trx.deleteFrom('gateway').execute();
  const rows = gateways.map((gateway) => ({
    ...gateway,
    condition: gatewayConditions.indexOf(gateway.condition),
  }));
  await sql`INSERT OR REPLACE INTO gateway (serial, vehicle_id, model, health, condition, last_connected_at_ms)
    SELECT value ->> '$.serial', value ->> '$.vehicleId', value ->> '$.model', value ->> '$.health',
      value ->> '$.condition', value ->> '$.lastConnectedAtMs'
    FROM json_each(${JSON.stringify(rows)})`.execute(trx);
}

export async function saveAddresses(
  trx: Database,
  addresses: readonly AddressFact[],
  isComplete: boolean,
): Promise<void> {
  if (isComplete) await trx.deleteFrom('address').execute();
  await sql`INSERT OR REPLACE INTO address (id, name, formatted_address, area, type, tags, notes)
    SELECT value ->> '$.id', value ->> '$.name', value ->> '$.formattedAddress', value -> '$.area',
      value ->> '$.type', value -> '$.tags', value ->> '$.notes'
    FROM json_each(${JSON.stringify(addresses)})`.execute(trx);
}

export async function readVehicleIndex(db: Database) {
  const rows = await db
    .selectFrom('vehicle')
    .select(['slot', 'id', 'is_listed', 'has_privacy_button'])
    .execute();
  return rows.map((row) => ({
    slot: row.slot,
    id: row.id,
    isListed: row.is_listed === 1,
    hasPrivacyButton: row.has_privacy_button === 1,
  }));
}

/** Of several boxes of a vehicle the one connected last speaks for it. */
export async function readGatewayConditions(db: Database) {
  const rows = await db
    .selectFrom('gateway')
    .innerJoin('vehicle', 'vehicle.id', 'gateway.vehicle_id')
    .select(['vehicle.slot', 'gateway.condition'])
    .orderBy('gateway.last_connected_at_ms')
    .orderBy('gateway.serial')
    .execute();
  return rows.map((row) => ({
    slot: row.slot,
    condition: gatewayConditions[row.condition] ?? ('unknown' as const),
  }));
}

const telematicsTables = [
  'vehicle',
  'driver',
  'tag',
  'vehicle_tag',
  'assignment',
  'co_driver',
  'duty_clock',
  'gateway',
  'address',
  'measurement',
  'last_address',
  'assignment_history',
  'geofence_visit',
  'geofence_event',
  'duty_log_entry',
  'duty_log_told',
  'duty_violation',
  'trip',
  'accuracy_hour',
] as const;

export async function deleteEverything(trx: Database): Promise<void> {
  for (const table of telematicsTables) await trx.deleteFrom(table).execute();
}
