import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import {
  openDatabase,
  type OpenDatabase,
  type OpenOptions,
} from '../../../../src-main/core/database/connection.ts';
import type { DatabaseKind } from '../../../../src-main/core/database/schema.ts';
import { systemClock } from '../../../../src-main/core/platform/clock.ts';
import { createRecordingLogger } from '../../../support/recording-logger.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { noteMigration, type NoteSchema } from './notes.ts';

/** One folder with databases of a single table, opened as often as a test likes. */
export function createRig() {
  const folder = temporaryFolder();
  const logger = createRecordingLogger();
  const pathOf = (kind: DatabaseKind) => join(folder, `${kind}.db`);

  async function open<Kind extends DatabaseKind>(kind: Kind, change: Partial<OpenOptions<Kind>> = {}) {
    const opened = await openDatabase({
      kind,
      path: pathOf(kind),
      clock: systemClock,
      logger,
      migrations: [noteMigration],
      ...change,
    });
    onTestFinished(() => opened.close());
    return opened as unknown as OpenDatabase<NoteSchema>;
  }

  return { folder, logger, pathOf, open };
}

export const addNotes = (database: OpenDatabase<NoteSchema>, from: number, count: number) =>
  database.transaction(async (trx) => {
    for (let id = from; id < from + count; id += 1) {
      await trx
        .insertInto('note')
        .values({ id, text: `note ${id} ${'x'.repeat(500)}` })
        .execute();
    }
  });

export async function countNotes(database: OpenDatabase<NoteSchema>): Promise<number> {
  const row = await database.db
    .selectFrom('note')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return row.count;
}
