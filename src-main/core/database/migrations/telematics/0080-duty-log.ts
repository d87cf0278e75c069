import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

const statements = [
  `CREATE TABLE duty_log_entry (
    driver_id TEXT NOT NULL,
    start_ms INTEGER NOT NULL,
    end_ms INTEGER,
    status TEXT NOT NULL,
    vehicle_id TEXT,
    remark TEXT,
    PRIMARY KEY (driver_id, start_ms)
  ) STRICT, WITHOUT ROWID`,
  // For retention, which takes the oldest of all drivers.
  `CREATE INDEX duty_log_entry_by_start ON duty_log_entry (start_ms)`,
  `CREATE TABLE duty_log_told (
    driver_id TEXT PRIMARY KEY,
    as_of_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID`,
  `CREATE TABLE duty_violation (
    driver_id TEXT NOT NULL,
    start_ms INTEGER NOT NULL,
    type TEXT NOT NULL,
    end_ms INTEGER NOT NULL,
    description TEXT,
    PRIMARY KEY (driver_id, start_ms, type)
  ) STRICT, WITHOUT ROWID`,
  `CREATE INDEX duty_violation_by_start ON duty_violation (start_ms)`,
];

export const migration0080: Migration = {
  number: 80,
  name: 'duty-log',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
