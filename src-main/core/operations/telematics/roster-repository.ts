import { sql } from 'kysely';
import type { Vehicle, VehicleCard } from './contract.ts';
import { clocksOf, type DutyClocksRow } from './hours/clocks-row.ts';
import type { Database } from './repository.ts';

interface VehicleRow extends DutyClocksRow {
  slot: number;
  id: string;
  name: string | null;
  license_plate: string | null;
  vin: string | null;
  make: string | null;
  model: string | null;
  year: string | null;
  notes: string | null;
  driver_id: string | null;
  driver_name: string | null;
  phone: string | null;
  since_ms: number | null;
}

/** A live assignment outranks whom the vehicle's own record names. */
const selectVehicles = sql`
  SELECT v.slot, v.id, v.name, v.license_plate, v.vin, v.make, v.model, v.year, v.notes,
    coalesce(a.driver_id, v.recorded_driver_id) AS driver_id,
    coalesce(d.name, CASE WHEN a.vehicle_id IS NULL THEN v.recorded_driver_name ELSE a.driver_name END) AS driver_name,
    d.phone, a.since_ms, c.as_of_ms, c.duty_status, c.drive_remaining_ms, c.shift_remaining_ms,
    c.cycle_remaining_ms, c.until_break_ms
  FROM vehicle v
    LEFT JOIN assignment a ON a.vehicle_id = v.id
    LEFT JOIN driver d ON d.id = coalesce(a.driver_id, v.recorded_driver_id)
    LEFT JOIN duty_clock c ON c.driver_id = coalesce(a.driver_id, v.recorded_driver_id)`;

type Tag = Vehicle['tags'][number];

async function readTags(db: Database, vehicleId?: string): Promise<ReadonlyMap<string, Tag[]>> {
  let query = db
    .selectFrom('vehicle_tag')
    .innerJoin('tag', 'tag.id', 'vehicle_tag.tag_id')
    .select(['vehicle_tag.vehicle_id', 'tag.id', 'tag.name'])
    .orderBy('tag.name');
  if (vehicleId !== undefined) query = query.where('vehicle_tag.vehicle_id', '=', vehicleId);
  const tagsByVehicle = new Map<string, Tag[]>();
  for (const { vehicle_id, id, name } of await query.execute()) {
    const tags = tagsByVehicle.get(vehicle_id);
    if (tags) tags.push({ id, name });
    else tagsByVehicle.set(vehicle_id, [{ id, name }]);
  }
  return tagsByVehicle;
}

function vehicleOf(row: VehicleRow, tags: Tag[]): Vehicle {
  return {
    id: row.id,
    slot: row.slot,
    name: row.name ?? row.id,
    licensePlate: row.license_plate,
    vin: row.vin,
    make: row.make,
    model: row.model,
    year: row.year,
    notes: row.notes,
    tags,
    driver:
      row.driver_id === null
        ? null
        : { id: row.driver_id, name: row.driver_name ?? row.driver_id, phone: row.phone },
    clocks: clocksOf(row),
  };
}

/** Listed vehicles, by slot. */
export async function readRoster(db: Database): Promise<Vehicle[]> {
  const { rows } = await sql<VehicleRow>`${selectVehicles} WHERE v.is_listed = 1 ORDER BY v.slot`.execute(db);
  const tags = await readTags(db);
  return rows.map((row) => vehicleOf(row, tags.get(row.id) ?? []));
}

type StoredCard = Pick<VehicleCard, 'vehicle' | 'assignedSinceMs' | 'clocks' | 'gateway'>;

export async function readStoredCard(db: Database, vehicleId: string): Promise<StoredCard | null> {
  const { rows } = await sql<VehicleRow>`${selectVehicles} WHERE v.id = ${vehicleId}`.execute(db);
  const row = rows[0];
  if (!row) return null;
  const tags = await readTags(db, vehicleId);
  const gateway = await db
    .selectFrom('gateway')
    .select(['serial', 'model', 'health', 'last_connected_at_ms'])
    .where('vehicle_id', '=', vehicleId)
    .orderBy('last_connected_at_ms', 'desc')
    .orderBy('serial', 'desc')
    .executeTakeFirst();
  return {
    vehicle: vehicleOf(row, tags.get(row.id) ?? []),
    assignedSinceMs: row.since_ms,
    clocks: clocksOf(row),
    gateway: gateway
      ? {
          serial: gateway.serial,
          model: gateway.model,
          health: gateway.health,
          lastConnectedAtMs: gateway.last_connected_at_ms,
        }
      : null,
  };
}
