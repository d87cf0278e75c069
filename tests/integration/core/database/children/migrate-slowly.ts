/**
 * Run as a child process that a test kills in the middle of a migration: says each step it has made inside it.
 * Argument: folder.
 */
import { sql } from 'kysely';
import { openDatabase } from '../../../../../src-main/core/database/connection.ts';
import { systemClock } from '../../../../../src-main/core/platform/clock.ts';
import { createSilentLogger } from '../../../../../src-main/core/platform/logger.ts';
import { noteMigration } from '../notes.ts';

const [folder = ''] = process.argv.slice(2);
const stepCount = 40;

const opened = await openDatabase({
  kind: 'ledger',
  path: `${folder}/ledger.db`,
  clock: systemClock,
  logger: createSilentLogger(),
  migrations: [
    noteMigration,
    {
      number: 20,
      name: 'slow',
      async up(db) {
        for (let step = 1; step <= stepCount; step += 1) {
          await sql`CREATE TABLE ${sql.table(`part_${step}`)} (id INTEGER PRIMARY KEY, text TEXT) STRICT`.execute(
            db,
          );
          await sql`INSERT INTO ${sql.table(`part_${step}`)} SELECT id, text FROM note`.execute(db);
          await new Promise((resolve) => process.stdout.write(`${step}\n`, resolve));
        }
      },
    },
  ],
});
await opened.close();
process.stdout.write('complete\n');
