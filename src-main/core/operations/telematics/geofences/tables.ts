import type { Generated } from 'kysely';

/**
 * What a person decided: a geofence drawn here, or what was changed on one of Samsara's. Nobody can fetch it again, so
 * it is in the ledger. A geofence of Samsara's that nobody touched has no row: it is in `address` of telematics.
 */
interface GeofenceTable {
  /** Of a geofence that came from Samsara, the id of its address. */
  id: string;
  name: string;
  type: string;
  /** JSON of `GeofenceArea`. */
  area: string;
  /** JSON: names. */
  tags: string;
  notes: string | null;
  alerts_on_entry: number;
  alerts_on_exit: number;
  dwell_limit_minutes: number | null;
  speed_limit_mph: number | null;
  is_shared: number;
  /** The address it is in Samsara; `null`: not there yet. */
  address_id: string | null;
  /** JSON of `GeofenceVersion`: what both sides last agreed on. Other than the row: a change waits to be sent. */
  base: string | null;
  failure_code: string | null;
  failure_message: string | null;
  created_at_ms: number;
  updated_at_ms: number;
  /** Kept, so that it can be taken back and Samsara be told; the row goes when both sides have deleted it. */
  deleted_at_ms: number | null;
}

export interface GeofenceLedgerTables {
  geofence: GeofenceTable;
}

/** A stay of a vehicle in a geofence: follows from the fixes, hence beside them. `exited_at_ms` null: still inside. */
export interface GeofenceVisitTable {
  id: Generated<number>;
  vehicle_id: string;
  geofence_id: string;
  geofence_name: string;
  entered_at_ms: number;
  is_entry_seen: number;
  exited_at_ms: number | null;
  speed_mph_max: number | null;
  dwell_reported_at_ms: number | null;
  outside_since_ms: number | null;
  fast_since_ms: number | null;
  speed_reported_at_ms: number | null;
  slow_since_ms: number | null;
}

interface GeofenceEventTable {
  id: Generated<number>;
  /** Of `geofenceEventKinds`. */
  kind: string;
  vehicle_id: string;
  geofence_id: string;
  geofence_name: string;
  time_ms: number;
  dwell_ms: number | null;
  speed_mph: number | null;
  latitude_e7: number | null;
  longitude_e7: number | null;
  /** 0: notifications have not been told yet. */
  is_reported: number;
}

export interface GeofenceTelematicsTables {
  geofence_visit: GeofenceVisitTable;
  geofence_event: GeofenceEventTable;
}
