import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

const statements = [
  // Who drove when: the list of assignments tells the present only, and is replaced as a whole.
  `CREATE TABLE assignment_history (
    vehicle_id TEXT NOT NULL,
    since_ms INTEGER NOT NULL,
    driver_id TEXT NOT NULL,
    driver_name TEXT,
    until_ms INTEGER,
    PRIMARY KEY (vehicle_id, since_ms, driver_id)
  ) STRICT, WITHOUT ROWID`,
  `INSERT INTO assignment_history (vehicle_id, since_ms, driver_id, driver_name)
    SELECT vehicle_id, since_ms, driver_id, driver_name FROM assignment`,
  `CREATE INDEX assignment_history_open ON assignment_history (until_ms)`,
];

export const migration0060: Migration = {
  number: 60,
  name: 'assignment-history',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
