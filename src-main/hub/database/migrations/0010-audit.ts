import { sql } from 'kysely';
import { wordsOf } from '../../../core/database/dialect.ts';
import { makeAppendOnly } from '../../../core/database/migrations/shared/append-only.ts';
import type { OfficeMigration } from './migration.ts';

/** Who did what, when, from where, and whether it was let: never changed, never deleted. */
export const migration0010: OfficeMigration = {
  number: 10,
  name: 'audit',
  async up(db, dialect) {
    const { integer, text, strict } = wordsOf(dialect);
    await sql
      .raw(
        `CREATE TABLE audit_entry (
          id ${text} PRIMARY KEY,
          at_ms ${integer} NOT NULL,
          actor ${text} NOT NULL,
          action ${text} NOT NULL,
          subject ${text},
          outcome ${text} NOT NULL CHECK (outcome IN ('done', 'refused')),
          address ${text},
          request_id ${text},
          detail ${text} NOT NULL
        )${strict}`,
      )
      .execute(db);
    await sql`CREATE INDEX audit_entry_by_time ON audit_entry (at_ms, id)`.execute(db);
    await sql`CREATE INDEX audit_entry_by_actor ON audit_entry (actor, at_ms)`.execute(db);
    await makeAppendOnly(db, dialect, 'audit_entry');
  },
};
