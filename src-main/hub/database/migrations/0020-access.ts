import { sql, type Kysely } from 'kysely';
import { wordsOf } from '../../../core/database/dialect.ts';
import type { OfficeMigration } from './migration.ts';

const indexes = [
  'CREATE UNIQUE INDEX person_by_name ON person (name_key)',
  'CREATE UNIQUE INDEX desk_by_token ON desk (token_hash)',
  'CREATE UNIQUE INDEX desk_by_next_token ON desk (next_token_hash) WHERE next_token_hash IS NOT NULL',
  'CREATE UNIQUE INDEX desk_by_retired_token ON desk (retired_token_hash) WHERE retired_token_hash IS NOT NULL',
  'CREATE UNIQUE INDEX person_session_by_token ON person_session (token_hash)',
  'CREATE INDEX person_session_by_person ON person_session (person_id, expires_at_ms)',
  'CREATE INDEX person_session_by_end ON person_session (expires_at_ms)',
  'CREATE UNIQUE INDEX admin_key_by_token ON admin_key (token_hash)',
  'CREATE INDEX enrolment_code_by_end ON enrolment_code (expires_at_ms)',
];

const run = (db: Kysely<unknown>, text: string) => sql.raw(text).execute(db);

/** Who may come in. Of secrets only hashes are kept. */
export const migration0020: OfficeMigration = {
  number: 20,
  name: 'access',
  async up(db, dialect) {
    const { integer, text, strict } = wordsOf(dialect);
    await run(
      db,
      `CREATE TABLE person (
        id ${text} PRIMARY KEY,
        name ${text} NOT NULL,
        name_key ${text} NOT NULL,
        roles ${text} NOT NULL,
        password_hash ${text} NOT NULL,
        is_disabled ${integer} NOT NULL DEFAULT 0 CHECK (is_disabled IN (0, 1)),
        failed_count ${integer} NOT NULL DEFAULT 0,
        locked_until_ms ${integer},
        created_at_ms ${integer} NOT NULL
      )${strict}`,
    );
    await run(
      db,
      `CREATE TABLE desk (
        id ${text} PRIMARY KEY,
        name ${text} NOT NULL,
        token_hash ${text} NOT NULL,
        next_token_hash ${text},
        retired_token_hash ${text},
        token_changed_at_ms ${integer} NOT NULL,
        enrolled_at_ms ${integer} NOT NULL,
        enrolled_by ${text} NOT NULL,
        seen_at_ms ${integer} NOT NULL,
        revoked_at_ms ${integer}
      )${strict}`,
    );
    await run(
      db,
      `CREATE TABLE enrolment_code (
        code_hash ${text} PRIMARY KEY,
        made_by ${text} NOT NULL,
        expires_at_ms ${integer} NOT NULL,
        used_at_ms ${integer}
      )${strict}`,
    );
    await run(
      db,
      `CREATE TABLE person_session (
        id ${text} PRIMARY KEY,
        person_id ${text} NOT NULL REFERENCES person (id),
        desk_id ${text} REFERENCES desk (id),
        token_hash ${text} NOT NULL,
        created_at_ms ${integer} NOT NULL,
        expires_at_ms ${integer} NOT NULL,
        ended_at_ms ${integer}
      )${strict}`,
    );
    await run(
      db,
      `CREATE TABLE admin_key (
        id ${text} PRIMARY KEY,
        token_hash ${text} NOT NULL,
        created_at_ms ${integer} NOT NULL,
        revoked_at_ms ${integer}
      )${strict}`,
    );
    for (const index of indexes) await run(db, index);
  },
};
