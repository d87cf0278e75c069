import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

/** What this desk has asked of the hub's referral ledger, and what it holds its copy against. */
export const migration0090: Migration = {
  number: 90,
  name: 'referral-desk',
  async up(db) {
    await sql`
      CREATE TABLE referral_outbox (
        position INTEGER PRIMARY KEY,
        key TEXT NOT NULL,
        name TEXT NOT NULL,
        input TEXT NOT NULL,
        user_id TEXT NOT NULL,
        created_at_ms INTEGER NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('waiting', 'rejected')),
        rejection TEXT,
        CHECK ((state = 'rejected') = (rejection IS NOT NULL))
      ) STRICT
    `.execute(db);
    await sql`CREATE UNIQUE INDEX referral_outbox_by_key ON referral_outbox (key)`.execute(db);
    await sql`
      CREATE INDEX referral_outbox_waiting ON referral_outbox (user_id, position) WHERE state = 'waiting'
    `.execute(db);
    await sql`
      CREATE TABLE referral_hub (
        id INTEGER PRIMARY KEY CHECK (id = 1),
        public_key TEXT NOT NULL,
        seen_at_ms INTEGER NOT NULL,
        fault TEXT,
        fault_seq INTEGER
      ) STRICT
    `.execute(db);
  },
};
