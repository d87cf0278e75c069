import { sql, type Kysely } from 'kysely';
import type { Migration } from '../migration.ts';

type Database = Kysely<unknown>;

async function createCall(db: Database) {
  await sql`
    CREATE TABLE call (
      position INTEGER PRIMARY KEY,
      id TEXT NOT NULL UNIQUE,
      version INTEGER NOT NULL,
      direction TEXT NOT NULL CHECK (direction IN ('incoming', 'outgoing')),
      phase TEXT NOT NULL,
      outcome TEXT,
      answered_at_ms INTEGER,
      ended_at_ms INTEGER,
      failure_code TEXT,
      failure_message TEXT,
      number TEXT,
      number_text TEXT NOT NULL,
      own_number TEXT,
      desk TEXT,
      begun_at_ms INTEGER NOT NULL,
      party_kind TEXT,
      party_id TEXT,
      party_name TEXT,
      match_count INTEGER NOT NULL DEFAULT 0,
      driver_id TEXT,
      vehicle_id TEXT,
      vehicle_name TEXT,
      alert_id TEXT,
      claimed_by TEXT,
      conference_sid TEXT,
      note TEXT,
      disposition TEXT,
      noted_at_ms INTEGER,
      noted_by TEXT,
      returned_at_ms INTEGER,
      rating INTEGER CHECK (rating IN (1, -1)),
      quality TEXT,
      recording_count INTEGER NOT NULL DEFAULT 0,
      CHECK ((phase = 'ended') = (ended_at_ms IS NOT NULL)),
      CHECK ((phase = 'ended') = (outcome IS NOT NULL))
    ) STRICT
  `.execute(db);
  await sql`CREATE UNIQUE INDEX call_by_version ON call (version)`.execute(db);
  await sql`CREATE INDEX call_live ON call (position) WHERE phase <> 'ended'`.execute(db);
  // Newest first within each, so that a page is read without sorting.
  await sql`CREATE INDEX call_by_outcome ON call (direction, outcome, position)`.execute(db);
  await sql`CREATE INDEX call_by_number ON call (number, position) WHERE number IS NOT NULL`.execute(db);
  await sql`CREATE INDEX call_by_driver ON call (driver_id, position) WHERE driver_id IS NOT NULL`.execute(
    db,
  );
  await sql`CREATE INDEX call_by_vehicle ON call (vehicle_id, position) WHERE vehicle_id IS NOT NULL`.execute(
    db,
  );
  await sql`
    CREATE INDEX call_by_disposition ON call (disposition, position) WHERE disposition IS NOT NULL
  `.execute(db);
  await sql`CREATE INDEX call_recorded ON call (position) WHERE recording_count > 0`.execute(db);
  await sql`CREATE INDEX call_noted ON call (position) WHERE note IS NOT NULL`.execute(db);
  await sql`
    CREATE INDEX call_unreturned ON call (position) WHERE outcome = 'missed' AND returned_at_ms IS NULL
  `.execute(db);
  await sql`
    CREATE INDEX call_unreturned_number ON call (number) WHERE outcome = 'missed' AND returned_at_ms IS NULL
  `.execute(db);
}

async function createEvents(db: Database) {
  await sql`
    CREATE TABLE call_event (
      call_id TEXT NOT NULL,
      event_id TEXT NOT NULL,
      time_ms INTEGER NOT NULL,
      recorded_at_ms INTEGER NOT NULL,
      source TEXT NOT NULL CHECK (source IN ('desk', 'flow', 'command', 'vendor', 'core')),
      desk TEXT,
      kind TEXT NOT NULL,
      details TEXT NOT NULL,
      PRIMARY KEY (call_id, event_id)
    ) STRICT, WITHOUT ROWID
  `.execute(db);
  // Prefixes of one to four letters have lists of their own: what is typed first finds most.
  await sql`
    CREATE VIRTUAL TABLE call_text USING fts5(words, prefix = '1 2 3 4', tokenize = 'unicode61 remove_diacritics 2')
  `.execute(db);
}

async function createPeople(db: Database) {
  await sql`
    CREATE TABLE contact (
      id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      number TEXT NOT NULL,
      company TEXT,
      speed_dial INTEGER UNIQUE CHECK (speed_dial BETWEEN 1 AND 9),
      updated_at_ms INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID
  `.execute(db);
  await sql`CREATE INDEX contact_by_number ON contact (number)`.execute(db);
  await sql`
    CREATE TABLE blocked_number (
      number TEXT PRIMARY KEY,
      reason TEXT,
      blocked_at_ms INTEGER NOT NULL,
      blocked_by TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
  `.execute(db);
}

async function createRecordings(db: Database) {
  await sql`
    CREATE TABLE call_recording (
      id TEXT PRIMARY KEY,
      call_id TEXT NOT NULL,
      recording_sid TEXT NOT NULL UNIQUE,
      started_at_ms INTEGER NOT NULL,
      duration_ms INTEGER,
      state TEXT NOT NULL CHECK (state IN ('waiting', 'stored', 'failed', 'deleted')),
      failure_code TEXT,
      bytes INTEGER,
      content_type TEXT,
      key_id TEXT,
      kept_until_ms INTEGER
    ) STRICT, WITHOUT ROWID
  `.execute(db);
  await sql`CREATE INDEX call_recording_by_call ON call_recording (call_id)`.execute(db);
  await sql`
    CREATE INDEX call_recording_by_end ON call_recording (kept_until_ms)
    WHERE state <> 'deleted' AND kept_until_ms IS NOT NULL
  `.execute(db);
  await sql`
    CREATE TABLE call_recording_listen (
      recording_id TEXT NOT NULL,
      at_ms INTEGER NOT NULL,
      by_user TEXT NOT NULL,
      PRIMARY KEY (recording_id, at_ms, by_user)
    ) STRICT, WITHOUT ROWID
  `.execute(db);
}

export const migration0040: Migration = {
  number: 40,
  name: 'call',
  async up(db) {
    await createCall(db);
    await createEvents(db);
    await createPeople(db);
    await createRecordings(db);
  },
};
