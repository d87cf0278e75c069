import { sql, type Kysely } from 'kysely';
import type { Migration } from '../migration.ts';

type Database = Kysely<unknown>;

async function createAlert(db: Database) {
  await sql`
    CREATE TABLE alert (
      id TEXT PRIMARY KEY,
      version INTEGER NOT NULL,
      kind TEXT NOT NULL,
      rule_id TEXT,
      rule_name TEXT NOT NULL,
      severity TEXT NOT NULL CHECK (severity IN ('critical', 'warning', 'info')),
      state TEXT NOT NULL CHECK (state IN ('open', 'acknowledged', 'resolved')),
      needs_acknowledgement INTEGER NOT NULL CHECK (needs_acknowledgement IN (0, 1)),
      title TEXT NOT NULL,
      body TEXT NOT NULL,
      vehicle_id TEXT,
      vehicle_name TEXT,
      driver_id TEXT,
      driver_name TEXT,
      latitude REAL,
      longitude REAL,
      place TEXT,
      details TEXT NOT NULL,
      happened_at_ms INTEGER NOT NULL,
      last_happened_at_ms INTEGER NOT NULL,
      occurrence_count INTEGER NOT NULL,
      over_at_ms INTEGER,
      acknowledged_at_ms INTEGER,
      acknowledged_by TEXT,
      resolved_at_ms INTEGER,
      resolved_by TEXT,
      owner TEXT,
      snoozed_until_ms INTEGER,
      escalation_level INTEGER NOT NULL DEFAULT 0,
      escalate_after_ms INTEGER,
      attention_count INTEGER NOT NULL DEFAULT 0,
      note_count INTEGER NOT NULL DEFAULT 0,
      plays_sound INTEGER NOT NULL CHECK (plays_sound IN (0, 1)),
      shows_notification INTEGER NOT NULL CHECK (shows_notification IN (0, 1)),
      sources TEXT NOT NULL,
      CHECK ((state = 'resolved') = (resolved_at_ms IS NOT NULL)),
      CHECK (state <> 'open' OR acknowledged_at_ms IS NULL)
    ) STRICT
  `.execute(db);
  await sql`CREATE UNIQUE INDEX alert_by_version ON alert (version)`.execute(db);
  await sql`CREATE INDEX alert_active ON alert (version) WHERE state <> 'resolved'`.execute(db);
  await sql`CREATE INDEX alert_by_time ON alert (happened_at_ms DESC, id DESC)`.execute(db);
  await sql`
    CREATE INDEX alert_by_vehicle ON alert (vehicle_id, happened_at_ms DESC, id DESC)
  `.execute(db);
}

async function createReports(db: Database) {
  await sql`
    CREATE TABLE alert_report (
      key TEXT PRIMARY KEY,
      alert_id TEXT NOT NULL REFERENCES alert (id),
      source TEXT NOT NULL CHECK (source IN ('local', 'samsara')),
      rule_id TEXT,
      vehicle_id TEXT,
      happened_at_ms INTEGER NOT NULL,
      over_at_ms INTEGER
    ) STRICT, WITHOUT ROWID
  `.execute(db);
  await sql`CREATE INDEX alert_report_by_alert ON alert_report (alert_id)`.execute(db);
  await sql`
    CREATE INDEX alert_report_standing ON alert_report (rule_id) WHERE source = 'local' AND over_at_ms IS NULL
  `.execute(db);
  await sql`
    CREATE TABLE alert_event (
      id INTEGER PRIMARY KEY,
      alert_id TEXT NOT NULL REFERENCES alert (id),
      time_ms INTEGER NOT NULL,
      kind TEXT NOT NULL,
      by_user TEXT,
      text TEXT,
      until_ms INTEGER
    ) STRICT
  `.execute(db);
  await sql`CREATE INDEX alert_event_by_alert ON alert_event (alert_id, id)`.execute(db);
}

async function createRules(db: Database) {
  await sql`
    CREATE TABLE alert_rule (
      id TEXT PRIMARY KEY,
      version INTEGER NOT NULL,
      definition TEXT NOT NULL,
      updated_at_ms INTEGER NOT NULL,
      deleted_at_ms INTEGER
    ) STRICT, WITHOUT ROWID
  `.execute(db);
  await sql`
    CREATE TABLE alert_template (
      kind TEXT NOT NULL,
      language TEXT NOT NULL,
      title TEXT NOT NULL,
      body TEXT NOT NULL,
      updated_at_ms INTEGER NOT NULL,
      updated_by TEXT,
      PRIMARY KEY (kind, language)
    ) STRICT, WITHOUT ROWID
  `.execute(db);
}

export const migration0030: Migration = {
  number: 30,
  name: 'alert',
  async up(db) {
    await createAlert(db);
    await createReports(db);
    await createRules(db);
  },
};
