import { sql, type Kysely } from 'kysely';
import { wordsOf } from '../../../core/database/dialect.ts';
import type { OfficeMigration } from './migration.ts';

const indexes = [
  'CREATE UNIQUE INDEX call_by_version ON call (version)',
  "CREATE INDEX call_live ON call (position) WHERE phase <> 'ended'",
  'CREATE INDEX call_by_number ON call (number, position) WHERE number IS NOT NULL',
  "CREATE INDEX call_unreturned_number ON call (number) WHERE outcome = 'missed' AND returned_at_ms IS NULL",
  'CREATE INDEX contact_by_number ON contact (number)',
  'CREATE INDEX call_recording_by_call ON call_recording (call_id)',
];

type Words = ReturnType<typeof wordsOf>;

function callTables({ integer, text, strict }: Words): readonly string[] {
  return [
    `CREATE TABLE call (
      position ${integer} PRIMARY KEY,
      id ${text} NOT NULL UNIQUE,
      version ${integer} NOT NULL,
      direction ${text} NOT NULL CHECK (direction IN ('incoming', 'outgoing')),
      phase ${text} NOT NULL,
      outcome ${text},
      answered_at_ms ${integer},
      ended_at_ms ${integer},
      failure_code ${text},
      failure_message ${text},
      number ${text},
      number_text ${text} NOT NULL,
      own_number ${text},
      desk ${text},
      begun_at_ms ${integer} NOT NULL,
      party_kind ${text},
      party_id ${text},
      party_name ${text},
      match_count ${integer} NOT NULL DEFAULT 0,
      driver_id ${text},
      vehicle_id ${text},
      vehicle_name ${text},
      alert_id ${text},
      claimed_by ${text},
      conference_sid ${text},
      note ${text},
      disposition ${text},
      noted_at_ms ${integer},
      noted_by ${text},
      returned_at_ms ${integer},
      rating ${integer} CHECK (rating IN (1, -1)),
      quality ${text},
      recording_count ${integer} NOT NULL DEFAULT 0,
      CHECK ((phase = 'ended') = (ended_at_ms IS NOT NULL)),
      CHECK ((phase = 'ended') = (outcome IS NOT NULL))
    )${strict}`,
    `CREATE TABLE call_event (
      call_id ${text} NOT NULL,
      event_id ${text} NOT NULL,
      time_ms ${integer} NOT NULL,
      recorded_at_ms ${integer} NOT NULL,
      source ${text} NOT NULL CHECK (source IN ('desk', 'flow', 'command', 'vendor', 'core')),
      desk ${text},
      kind ${text} NOT NULL,
      details ${text} NOT NULL,
      PRIMARY KEY (call_id, event_id)
    )${strict}`,
  ];
}

function otherTables({ integer, text, strict }: Words): readonly string[] {
  return [
    // A desk searches its own log; here the words are only kept beside their call.
    `CREATE TABLE call_text (rowid ${integer} PRIMARY KEY, words ${text} NOT NULL)${strict}`,
    `CREATE TABLE contact (
      id ${text} PRIMARY KEY,
      name ${text} NOT NULL,
      number ${text} NOT NULL,
      company ${text},
      speed_dial ${integer} UNIQUE CHECK (speed_dial BETWEEN 1 AND 9),
      updated_at_ms ${integer} NOT NULL
    )${strict}`,
    `CREATE TABLE blocked_number (
      number ${text} PRIMARY KEY,
      reason ${text},
      blocked_at_ms ${integer} NOT NULL,
      blocked_by ${text} NOT NULL
    )${strict}`,
    `CREATE TABLE call_recording (
      id ${text} PRIMARY KEY,
      call_id ${text} NOT NULL,
      recording_sid ${text} NOT NULL UNIQUE,
      started_at_ms ${integer} NOT NULL,
      duration_ms ${integer},
      state ${text} NOT NULL CHECK (state IN ('waiting', 'stored', 'failed', 'deleted')),
      failure_code ${text},
      bytes ${integer},
      content_type ${text},
      key_id ${text},
      kept_until_ms ${integer}
    )${strict}`,
  ];
}

/** Calls of the whole office, as its hub's call flow knows them: a desk's tables without what only a desk does. */
export const migration0200: OfficeMigration = {
  number: 200,
  name: 'phone',
  async up(db: Kysely<unknown>, dialect) {
    const words = wordsOf(dialect);
    for (const text of [...callTables(words), ...otherTables(words), ...indexes])
      await sql.raw(text).execute(db);
  },
};
