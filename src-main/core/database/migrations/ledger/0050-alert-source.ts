import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

/** Samsara tells of one happening by two channels. SQLite cannot change a check, so the table is written anew. */
export const migration0050: Migration = {
  number: 50,
  name: 'alert-source',
  async up(db) {
    await sql`
      CREATE TABLE alert_report_new (
        key TEXT PRIMARY KEY,
        alert_id TEXT NOT NULL REFERENCES alert (id),
        source TEXT NOT NULL CHECK (source IN ('local', 'samsara', 'samsaraSafety')),
        rule_id TEXT,
        vehicle_id TEXT,
        happened_at_ms INTEGER NOT NULL,
        over_at_ms INTEGER
      ) STRICT, WITHOUT ROWID
    `.execute(db);
    await sql`
      INSERT INTO alert_report_new
      SELECT key, alert_id, iif(key LIKE 'samsara/safety/%', 'samsaraSafety', source), rule_id, vehicle_id,
        happened_at_ms, over_at_ms
      FROM alert_report
    `.execute(db);
    await sql`DROP TABLE alert_report`.execute(db);
    await sql`ALTER TABLE alert_report_new RENAME TO alert_report`.execute(db);
    await sql`CREATE INDEX alert_report_by_alert ON alert_report (alert_id)`.execute(db);
    await sql`
      CREATE INDEX alert_report_standing ON alert_report (rule_id) WHERE source = 'local' AND over_at_ms IS NULL
    `.execute(db);
  },
};
