import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

const statements = [
  'ALTER TABLE address ADD COLUMN type TEXT',
  'ALTER TABLE address ADD COLUMN tags TEXT',
  'ALTER TABLE address ADD COLUMN notes TEXT',
  `CREATE TABLE geofence_visit (
    id INTEGER PRIMARY KEY,
    vehicle_id TEXT NOT NULL,
    geofence_id TEXT NOT NULL,
    geofence_name TEXT NOT NULL,
    entered_at_ms INTEGER NOT NULL,
    is_entry_seen INTEGER NOT NULL CHECK (is_entry_seen IN (0, 1)),
    exited_at_ms INTEGER,
    speed_mph_max REAL,
    dwell_reported_at_ms INTEGER,
    outside_since_ms INTEGER,
    fast_since_ms INTEGER,
    speed_reported_at_ms INTEGER,
    slow_since_ms INTEGER
  ) STRICT`,
  // A vehicle is in a geofence once: whatever is written twice, there is one open stay.
  `CREATE UNIQUE INDEX geofence_visit_open ON geofence_visit (vehicle_id, geofence_id) WHERE exited_at_ms IS NULL`,
  `CREATE INDEX geofence_visit_by_geofence ON geofence_visit (geofence_id, entered_at_ms)`,
  `CREATE INDEX geofence_visit_by_vehicle ON geofence_visit (vehicle_id, entered_at_ms)`,
  `CREATE INDEX geofence_visit_by_exit ON geofence_visit (exited_at_ms)`,
  `CREATE TABLE geofence_event (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    vehicle_id TEXT NOT NULL,
    geofence_id TEXT NOT NULL,
    geofence_name TEXT NOT NULL,
    time_ms INTEGER NOT NULL,
    dwell_ms INTEGER,
    speed_mph REAL,
    latitude_e7 INTEGER,
    longitude_e7 INTEGER,
    is_reported INTEGER NOT NULL DEFAULT 0 CHECK (is_reported IN (0, 1))
  ) STRICT`,
  `CREATE INDEX geofence_event_by_time ON geofence_event (time_ms)`,
  `CREATE INDEX geofence_event_unreported ON geofence_event (id) WHERE is_reported = 0`,
];

export const migration0020: Migration = {
  number: 20,
  name: 'geofence-visit',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
