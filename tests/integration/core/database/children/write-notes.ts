/**
 * Run as a child process that a test kills: writes notes one commit at a time and says each number only after its
 * commit was acknowledged. Arguments: folder, first id.
 */
import { openDatabase } from '../../../../../src-main/core/database/connection.ts';
import { systemClock } from '../../../../../src-main/core/platform/clock.ts';
import { createSilentLogger } from '../../../../../src-main/core/platform/logger.ts';
import { noteMigration } from '../notes.ts';
import type { NoteSchema } from '../notes.ts';
import type { Kysely } from 'kysely';

const [folder = '', firstId = '1'] = process.argv.slice(2);
const opened = await openDatabase({
  kind: 'ledger',
  path: `${folder}/ledger.db`,
  clock: systemClock,
  logger: createSilentLogger(),
  migrations: [noteMigration],
});
const db = opened.db as unknown as Kysely<NoteSchema>;
for (let id = Number(firstId); ; id += 1) {
  await db
    .insertInto('note')
    .values({ id, text: `note ${id}` })
    .execute();
  process.stdout.write(`${id}\n`);
}
