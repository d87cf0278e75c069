import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

const tables = [
  // As pages came in: one row a page, for an hour at most.
  `CREATE TABLE track_page (
    id INTEGER PRIMARY KEY,
    from_ms INTEGER NOT NULL,
    to_ms INTEGER NOT NULL,
    fix_count INTEGER NOT NULL,
    reading_count INTEGER NOT NULL,
    body BLOB NOT NULL
  ) STRICT`,
  // By vehicle and bucket of time, until that is closed; late ones wait here to be merged.
  `CREATE TABLE track_part (
    id INTEGER PRIMARY KEY,
    vehicle_slot INTEGER NOT NULL,
    family INTEGER NOT NULL,
    bucket INTEGER NOT NULL,
    row_count INTEGER NOT NULL,
    latitude_min INTEGER NOT NULL,
    latitude_max INTEGER NOT NULL,
    longitude_min INTEGER NOT NULL,
    longitude_max INTEGER NOT NULL,
    body BLOB NOT NULL
  ) STRICT`,
  `CREATE INDEX track_part_by_vehicle ON track_part (vehicle_slot, family, bucket)`,
  `CREATE INDEX track_part_by_time ON track_part
    (family, bucket, latitude_min, latitude_max, longitude_min, longitude_max, vehicle_slot)`,
  `CREATE TABLE track_chunk (
    id INTEGER PRIMARY KEY,
    vehicle_slot INTEGER NOT NULL,
    family INTEGER NOT NULL,
    bucket INTEGER NOT NULL,
    row_count INTEGER NOT NULL,
    byte_count INTEGER NOT NULL,
    UNIQUE (vehicle_slot, family, bucket)
  ) STRICT`,
  `CREATE INDEX track_chunk_by_time ON track_chunk (family, bucket)`,
  // A chunk of 3 KB alone on a page of 4 KB would waste a quarter: cut into small pieces, appended one after another.
  `CREATE TABLE track_piece (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT`,
  // Of chunks of fixes; ids are theirs. 32-bit whole numbers: R*Tree's usual floats are off by metres.
  `CREATE VIRTUAL TABLE track_box USING rtree_i32
    (id, latitude_min, latitude_max, longitude_min, longitude_max, bucket_min, bucket_max)`,
  `CREATE TABLE track_newest (
    vehicle_slot INTEGER PRIMARY KEY,
    time_ms INTEGER NOT NULL,
    latitude_e6 INTEGER NOT NULL,
    longitude_e6 INTEGER NOT NULL,
    speed_deci_mph INTEGER,
    heading_deg INTEGER
  ) STRICT`,
  `CREATE TABLE track_state (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    settling_page_id INTEGER NOT NULL DEFAULT 0,
    settled_slot INTEGER NOT NULL DEFAULT -1,
    fixes_forgotten_before_ms INTEGER NOT NULL DEFAULT 0,
    readings_forgotten_before_ms INTEGER NOT NULL DEFAULT 0
  ) STRICT`,
  `INSERT INTO track_state (id) VALUES (1)`,
];

export const migration0070: Migration = {
  number: 70,
  name: 'track',
  async up(db) {
    for (const statement of tables) await sql.raw(statement).execute(db);
  },
};
