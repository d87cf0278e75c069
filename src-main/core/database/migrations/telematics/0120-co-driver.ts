import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const migration0120: Migration = {
  number: 120,
  name: 'co-driver',
  async up(db) {
    await sql`CREATE TABLE co_driver (
      driver_id TEXT PRIMARY KEY,
      driver_name TEXT,
      vehicle_id TEXT NOT NULL,
      since_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID`.execute(db);
  },
};
