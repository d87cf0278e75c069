import { sql } from 'kysely';
import type { Migration } from '../../../../src-main/core/database/migrations/migration.ts';

export interface NoteSchema {
  note: { id: number; text: string };
}

export const noteMigration: Migration = {
  number: 10,
  name: 'note',
  async up(db) {
    await sql`CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT`.execute(db);
  },
};
