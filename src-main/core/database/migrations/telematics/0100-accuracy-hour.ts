import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

/** A row an hour of at most a day, so a vehicle costs no row of its own. */
const statement = `CREATE TABLE accuracy_hour (
  hour_start_ms INTEGER PRIMARY KEY,
  slot_count INTEGER NOT NULL,
  sampled_seconds INTEGER NOT NULL,
  blind_seconds INTEGER NOT NULL,
  body BLOB NOT NULL
) STRICT`;

export const migration0100: Migration = {
  number: 100,
  name: 'accuracy-hour',
  async up(db) {
    await sql.raw(statement).execute(db);
  },
};
