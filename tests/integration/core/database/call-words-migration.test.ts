import { sql, type Kysely } from 'kysely';
import { expect, it } from 'vitest';
import { openDatabase } from '../../../../src-main/core/database/connection.ts';
import { ledgerMigrations } from '../../../../src-main/core/database/migrations/ledger/index.ts';
import { systemClock } from '../../../../src-main/core/platform/clock.ts';
import { createRecordingLogger } from '../../../support/recording-logger.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

async function openTo(path: string, number: number) {
  const migrations = ledgerMigrations.filter((migration) => migration.number <= number);
  const logger = createRecordingLogger();
  return openDatabase({ kind: 'ledger', path, clock: systemClock, logger, migrations });
}

async function find(db: Kysely<unknown>, words: string): Promise<number[]> {
  const { rows } = await sql<{ rowid: number }>`
    SELECT rowid FROM call_text WHERE call_text MATCH ${words} ORDER BY rowid DESC`.execute(db);
  return rows.map(({ rowid }) => rowid);
}

it('calls are found by the same words after the lists were made anew, and words can be changed', async () => {
  const path = `${temporaryFolder()}/ledger.db`;
  const old = await openTo(path, 60);
  const oldDb = old.db as unknown as Kysely<unknown>;
  for (const [rowid, words] of [
    [1_024, '3125550142 José Castellanos'],
    [2_048, 'Castellano Freight, detention at the receiver'],
    [3_072, 'Ana Ruiz'],
  ] as const) {
    await sql`INSERT INTO call_text (rowid, words) VALUES (${rowid}, ${words})`.execute(oldDb);
  }
  await old.close();

  const database = await openTo(path, 70);
  const db = database.db as unknown as Kysely<unknown>;
  expect(await find(db, '"castella"*')).toEqual([2_048, 1_024]);
  expect(await find(db, '"jose"* "31255501"*')).toEqual([1_024]);
  await sql`UPDATE call_text SET words = 'Ana Ruiz-Castellanos' WHERE rowid = 3072`.execute(db);
  expect(await find(db, '"castella"*')).toEqual([3_072, 2_048, 1_024]);
  await database.close();
});
