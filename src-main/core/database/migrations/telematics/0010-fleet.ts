import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

const tables = [
  // AUTOINCREMENT: a slot is never given to another vehicle, also after the table was emptied.
  `CREATE TABLE vehicle (
    slot INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    name TEXT,
    license_plate TEXT,
    vin TEXT,
    make TEXT,
    model TEXT,
    year TEXT,
    notes TEXT,
    recorded_driver_id TEXT,
    recorded_driver_name TEXT,
    has_privacy_button INTEGER NOT NULL DEFAULT 0 CHECK (has_privacy_button IN (0, 1)),
    is_listed INTEGER NOT NULL DEFAULT 1 CHECK (is_listed IN (0, 1))
  ) STRICT`,
  `CREATE TABLE driver (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    phone TEXT,
    time_zone TEXT,
    is_active INTEGER NOT NULL CHECK (is_active IN (0, 1))
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE tag (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    parent_tag_id TEXT
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE vehicle_tag (
    vehicle_id TEXT NOT NULL,
    tag_id TEXT NOT NULL,
    PRIMARY KEY (vehicle_id, tag_id)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE assignment (
    vehicle_id TEXT PRIMARY KEY,
    driver_id TEXT NOT NULL,
    driver_name TEXT,
    since_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE duty_clock (
    driver_id TEXT PRIMARY KEY,
    as_of_ms INTEGER NOT NULL,
    duty_status TEXT NOT NULL,
    drive_remaining_ms INTEGER,
    shift_remaining_ms INTEGER,
    cycle_remaining_ms INTEGER,
    until_break_ms INTEGER
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE gateway (
    serial TEXT PRIMARY KEY,
    vehicle_id TEXT,
    model TEXT,
    health TEXT NOT NULL,
    condition INTEGER NOT NULL,
    last_connected_at_ms INTEGER
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX gateway_by_vehicle ON gateway (vehicle_id)`,
  `CREATE TABLE address (
    id TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    formatted_address TEXT,
    area TEXT NOT NULL
  ) STRICT, WITHOUT ROWID`,
];

const fixColumns = `
    vehicle_slot INTEGER NOT NULL,
    time_ms INTEGER NOT NULL,
    latitude_e7 INTEGER NOT NULL,
    longitude_e7 INTEGER NOT NULL,
    speed_deci_mph INTEGER,
    heading_deg INTEGER`;
const readingColumns = `
    vehicle_slot INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    time_ms INTEGER NOT NULL,
    value INTEGER NOT NULL`;

/**
 * Read by vehicle, written by time: clustered by vehicle alone, a page of the feed dirties as many database pages as it
 * has vehicles (measured with 512: 2.7 MB of log and 6 ms, against 39 KB and 0.7 ms). So rows land in `recent_…`, clustered
 * by time, and move over in bulk.
 */
const seriesTables = [
  `CREATE TABLE fix (${fixColumns}, PRIMARY KEY (vehicle_slot, time_ms)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE recent_fix (${fixColumns}, PRIMARY KEY (time_ms, vehicle_slot)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE reading (${readingColumns}, PRIMARY KEY (vehicle_slot, kind, time_ms)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE recent_reading (${readingColumns}, PRIMARY KEY (time_ms, vehicle_slot, kind)) STRICT, WITHOUT ROWID`,
  `CREATE TABLE measurement (
    vehicle_slot INTEGER NOT NULL,
    kind INTEGER NOT NULL,
    time_ms INTEGER NOT NULL,
    value REAL NOT NULL,
    PRIMARY KEY (vehicle_slot, kind)
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE last_address (
    vehicle_slot INTEGER PRIMARY KEY,
    time_ms INTEGER NOT NULL,
    address TEXT NOT NULL
  ) STRICT`,
];

const syncTables = [
  `CREATE TABLE sync_cursor (
    feed TEXT PRIMARY KEY,
    cursor TEXT NOT NULL,
    saved_at_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE sync_gap (
    feed TEXT PRIMARY KEY,
    from_ms INTEGER NOT NULL,
    to_ms INTEGER NOT NULL,
    cursor TEXT
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE sync_account (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    token_fingerprint TEXT NOT NULL,
    organization_id TEXT,
    organization_name TEXT,
    is_sandbox INTEGER NOT NULL CHECK (is_sandbox IN (0, 1))
  ) STRICT`,
];

export const migration0010: Migration = {
  number: 10,
  name: 'fleet',
  async up(db) {
    for (const statement of [...tables, ...seriesTables, ...syncTables]) await sql.raw(statement).execute(db);
  },
};
