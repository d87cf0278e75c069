import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

export const migration0020: Migration = {
  number: 20,
  name: 'geofence',
  async up(db) {
    await sql`
      CREATE TABLE geofence (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        type TEXT NOT NULL,
        area TEXT NOT NULL,
        tags TEXT NOT NULL,
        notes TEXT,
        alerts_on_entry INTEGER NOT NULL CHECK (alerts_on_entry IN (0, 1)),
        alerts_on_exit INTEGER NOT NULL CHECK (alerts_on_exit IN (0, 1)),
        dwell_limit_minutes INTEGER,
        speed_limit_mph REAL,
        is_shared INTEGER NOT NULL CHECK (is_shared IN (0, 1)),
        address_id TEXT,
        base TEXT,
        failure_code TEXT,
        failure_message TEXT,
        created_at_ms INTEGER NOT NULL,
        updated_at_ms INTEGER NOT NULL,
        deleted_at_ms INTEGER
      ) STRICT, WITHOUT ROWID
    `.execute(db);
    await sql`
      CREATE UNIQUE INDEX geofence_by_address ON geofence (address_id) WHERE address_id IS NOT NULL
    `.execute(db);
  },
};
