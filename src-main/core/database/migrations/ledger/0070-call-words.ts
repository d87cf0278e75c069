import { sql } from 'kysely';
import type { Migration } from '../migration.ts';

/**
 * Beginnings of five to eight letters get lists of their own, too: without one SQLite puts together the lists of all words
 * that begin so before it gives the first call (5 times as long for a common name in a million calls).
 */
export const migration0070: Migration = {
  number: 70,
  name: 'call-words',
  async up(db) {
    await sql`
      CREATE VIRTUAL TABLE call_text_new
      USING fts5(words, prefix = '1 2 3 4 5 6 7 8', tokenize = 'unicode61 remove_diacritics 2')
    `.execute(db);
    await sql`INSERT INTO call_text_new (rowid, words) SELECT rowid, words FROM call_text`.execute(db);
    await sql`DROP TABLE call_text`.execute(db);
    await sql`ALTER TABLE call_text_new RENAME TO call_text`.execute(db);
  },
};
