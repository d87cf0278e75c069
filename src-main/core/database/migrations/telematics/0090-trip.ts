import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

const statements = [
  `CREATE TABLE trip (
    vehicle_id TEXT NOT NULL,
    start_ms INTEGER NOT NULL,
    end_ms INTEGER,
    updated_at_ms INTEGER NOT NULL,
    start_latitude_e7 INTEGER,
    start_longitude_e7 INTEGER,
    end_latitude_e7 INTEGER,
    end_longitude_e7 INTEGER,
    PRIMARY KEY (vehicle_id, start_ms)
  ) STRICT, WITHOUT ROWID`,
  // For retention, which takes the oldest of all vehicles.
  `CREATE INDEX trip_by_start ON trip (start_ms)`,
  `CREATE TABLE sync_window (
    resource TEXT PRIMARY KEY,
    reached_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE sync_backfill (
    from_ms INTEGER NOT NULL,
    to_ms INTEGER NOT NULL,
    chunk INTEGER NOT NULL,
    vehicle_ids TEXT NOT NULL,
    cursor TEXT,
    is_done INTEGER NOT NULL DEFAULT 0 CHECK (is_done IN (0, 1)),
    PRIMARY KEY (from_ms, chunk)
  ) STRICT, WITHOUT ROWID`,
];

export const migration0090: Migration = {
  number: 90,
  name: 'trip',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
