import type { Generated } from 'kysely';
import type { AccuracyTables } from './accuracy/tables.ts';
import type { GeofenceTelematicsTables } from './geofences/tables.ts';
import type { HoursTables } from './hours/tables.ts';
import type { ReviewTables } from './review/tables.ts';
import type { TripTables } from './trips/tables.ts';

/** Stable for the life of the file and never given twice, so a frame cannot name the wrong truck. */
interface VehicleTable {
  slot: Generated<number>;
  id: string;
  name: string | null;
  license_plate: string | null;
  vin: string | null;
  make: string | null;
  model: string | null;
  year: string | null;
  notes: string | null;
  recorded_driver_id: string | null;
  recorded_driver_name: string | null;
  has_privacy_button: number;
  /** 0: the vendor's list no longer names it. Its past stays until retention takes it. */
  is_listed: number;
}

interface DriverTable {
  id: string;
  name: string;
  phone: string | null;
  time_zone: string | null;
  is_active: number;
}

interface TagTable {
  id: string;
  name: string;
  parent_tag_id: string | null;
}

interface VehicleTagTable {
  vehicle_id: string;
  tag_id: string;
}

/** Who drives now, one row per vehicle. */
interface AssignmentTable {
  vehicle_id: string;
  driver_id: string;
  driver_name: string | null;
  since_ms: number;
}

/** In a truck that somebody else is in charge of. */
interface CoDriverTable {
  driver_id: string;
  driver_name: string | null;
  vehicle_id: string;
  since_ms: number;
}

interface DutyClockTable {
  driver_id: string;
  as_of_ms: number;
  duty_status: string;
  drive_remaining_ms: number | null;
  shift_remaining_ms: number | null;
  cycle_remaining_ms: number | null;
  until_break_ms: number | null;
}

interface GatewayTable {
  serial: string;
  vehicle_id: string | null;
  model: string | null;
  health: string;
  /** Index into `gatewayConditions`. */
  condition: number;
  last_connected_at_ms: number | null;
}

interface AddressTable {
  id: string;
  name: string;
  formatted_address: string | null;
  /** JSON of `AddressFact.area`. */
  area: string;
  type: string | null;
  /** JSON of `AddressFact.tags`; `null`: not fetched since the column is there. */
  tags: string | null;
  notes: string | null;
}

/** Newest value only. Kinds: see `measurementKinds`. */
interface MeasurementTable {
  vehicle_slot: number;
  kind: number;
  time_ms: number;
  value: number;
}

/** Where the newest fix was, in words; valid only beside the fix of the same time. */
interface LastAddressTable {
  vehicle_slot: number;
  time_ms: number;
  address: string;
}

export interface TelematicsTables
  extends AccuracyTables, GeofenceTelematicsTables, ReviewTables, HoursTables, TripTables {
  vehicle: VehicleTable;
  driver: DriverTable;
  tag: TagTable;
  vehicle_tag: VehicleTagTable;
  assignment: AssignmentTable;
  co_driver: CoDriverTable;
  duty_clock: DutyClockTable;
  gateway: GatewayTable;
  address: AddressTable;
  measurement: MeasurementTable;
  last_address: LastAddressTable;
}

/** Kinds of readings in the store of tracks. A speed limit of 255 mph: none is known from then on. */
export const readingKinds = { engine: 1, fuelPercent: 2, speedLimitMph: 3 } as const;
export const measurementKinds = { odometerMeters: 1, defLevelPercent: 2, faultCount: 3 } as const;
