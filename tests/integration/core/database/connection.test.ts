import { existsSync, readFileSync, statSync } from 'node:fs';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../../../../src-main/core/database/connection.ts';
import { runBatch } from '../../../../src-main/core/database/driver.ts';
import { createManualClock, settle } from '../../../support/manual-clock.ts';
import { createRecordingLogger } from '../../../support/recording-logger.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';
import { addNotes, countNotes, createRig } from './rig.ts';

const pragmas = {
  ledger: { synchronous: 2, fullfsync: 1, application_id: 0x5357594c },
  telematics: { synchronous: 1, fullfsync: 0, application_id: 0x53575954 },
};
const commonPragmas = {
  journal_mode: 'wal',
  foreign_keys: 1,
  timeout: 5_000,
  wal_autocheckpoint: 1_000,
  journal_size_limit: 67_108_864,
  checkpoint_fullfsync: 1,
  trusted_schema: 0,
  cell_size_check: 1,
  secure_delete: 2,
  temp_store: 2,
  user_version: 10,
};

describe.each(['ledger', 'telematics'] as const)('%s', (kind) => {
  it('runs with the settings that keep its data', async () => {
    const { open } = createRig();
    const database = await open(kind);
    const wanted = { ...commonPragmas, ...pragmas[kind] };
    const found: Record<string, unknown> = {};
    for (const name of Object.keys(wanted)) {
      const pragma = name === 'timeout' ? 'busy_timeout' : name;
      const { rows } = await sql<Record<string, unknown>>`PRAGMA ${sql.raw(pragma)}`.execute(database.db);
      found[name] = rows[0]?.[name];
    }
    expect(found).toEqual(wanted);
  });

  it('keeps its rows from one opening to the next, in a file only its owner can read', async () => {
    const { open, pathOf } = createRig();
    const first = await open(kind);
    await addNotes(first, 1, 10);
    await first.close();
    expect(existsSync(`${pathOf(kind)}-wal`)).toBe(false);
    expect(statSync(pathOf(kind)).mode & 0o077).toBe(0);
    const second = await open(kind);
    expect(await countNotes(second)).toBe(10);
    expect([second.setAsidePath, second.restoredFromPath]).toEqual([null, null]);
  });

  it('opens with the real migrations and has only STRICT tables', async () => {
    const path = `${temporaryFolder()}/real.db`;
    const logger = createRecordingLogger();
    const database = await openDatabase({ kind, path, clock: createManualClock(), logger });
    const tables = await sql<{ name: string; strict: number }>`
      SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'
    `.execute(database.db as never);
    await database.close();
    expect(tables.rows.filter(({ strict }) => strict === 0)).toEqual([]);
    expect(logger.lines.filter(({ level }) => level !== 'info')).toEqual([]);
  });
});

describe('a transaction', () => {
  it('is rolled back when its work throws, and leaves the database usable', async () => {
    const database = await createRig().open('ledger');
    const work = database.transaction(async (trx) => {
      await trx.insertInto('note').values({ id: 1, text: 'a' }).execute();
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    expect(await countNotes(database)).toBe(0);
    await addNotes(database, 1, 1);
  });

  it('takes the lock when it begins, so that it cannot fail half-way', async () => {
    const { open } = createRig();
    const [one, other] = [await open('telematics'), await open('telematics')];
    await sql`PRAGMA busy_timeout = 0`.execute(other.db);
    await one.transaction(async (trx) => {
      await trx.selectFrom('note').selectAll().execute();
      await expect(other.transaction(async () => undefined)).rejects.toThrow('database is locked');
    });
  });

  it('is finished before close', async () => {
    const { open } = createRig();
    const database = await open('ledger');
    const work = addNotes(database, 1, 50);
    await settle();
    await Promise.all([work, database.close()]);
    expect(await countNotes(await open('ledger'))).toBe(50);
  });
});

describe('a batch', () => {
  const insert = 'INSERT INTO note (id, text) VALUES (?, ?) ON CONFLICT (id) DO NOTHING';

  it('runs one statement for many rows and counts what changed', async () => {
    const database = await createRig().open('telematics');
    const rows = Array.from({ length: 1_000 }, (_, index) => [index % 900, `note ${index}`] as const);
    expect(await database.transaction((trx) => runBatch(trx, insert, rows))).toBe(900);
    expect(await database.transaction((trx) => runBatch(trx, insert, rows.slice(0, 5)))).toBe(0);
    expect(await runBatch(database.db, insert, [])).toBe(0);
  });

  it('is all or nothing', async () => {
    const database = await createRig().open('telematics');
    const strict = 'INSERT INTO note (id, text) VALUES (?, ?)';
    const rows = [
      [1, 'a'],
      [1, 'again'],
    ] as const;
    await expect(database.transaction((trx) => runBatch(trx, strict, rows))).rejects.toThrow('UNIQUE');
    expect(await countNotes(database)).toBe(0);
  });

  it('is refused outside a transaction, where each row would be a commit', async () => {
    const database = await createRig().open('telematics');
    await expect(runBatch(database.db, insert, [[1, 'a']])).rejects.toThrow('inside a transaction');
    expect(await countNotes(database)).toBe(0);
  });
});

it('logs a query that took 40 ms with its text and never its values', async () => {
  const { open, logger } = createRig();
  const clock = createManualClock();
  let stepMs = 0;
  // Asked before and after each query: time passes between the two.
  const steppingClock = {
    ...clock,
    nowMs: () => {
      clock.jumpTo(clock.nowMs() + stepMs);
      return clock.nowMs();
    },
  };
  const database = await open('ledger', { clock: steppingClock });
  const query = database.db.selectFrom('note').selectAll().where('text', '=', 'top secret');
  stepMs = 39;
  await query.execute();
  expect(logger.lines.filter(({ message }) => message === 'slow query')).toEqual([]);
  stepMs = 40;
  await query.execute();
  const slow = logger.lines.filter(({ message }) => message === 'slow query');
  expect(slow).toMatchObject([{ level: 'warn', fields: { database: 'ledger', durationMs: 40 } }]);
  expect(slow[0]?.fields.sql).toBe('select * from "note" where "text" = ?');
  expect(JSON.stringify(logger.lines)).not.toContain('top secret');
  stepMs = 0;
});

it('empties the -wal by itself half a minute after writing', async () => {
  const { open, pathOf } = createRig();
  const clock = createManualClock();
  const database = await open('ledger', { clock });
  await addNotes(database, 1, 100);
  const walBytes = () => statSync(`${pathOf('ledger')}-wal`).size;
  expect(walBytes()).toBeGreaterThan(0);
  expect(database.bytes()).toBe(statSync(pathOf('ledger')).size + walBytes());
  await clock.advance(30_000);
  expect(walBytes()).toBe(0);
  expect(readFileSync(pathOf('ledger')).includes('note 100 ')).toBe(true);
});

it('sees a changed schema through a statement it keeps prepared', async () => {
  const database = await createRig().open('telematics');
  await addNotes(database, 1, 1);
  const read = () => database.db.selectFrom('note').selectAll().execute();
  expect(Object.keys((await read())[0] ?? {})).toEqual(['id', 'text']);
  await sql`ALTER TABLE note ADD COLUMN colour TEXT`.execute(database.db);
  expect(Object.keys((await read())[0] ?? {})).toEqual(['id', 'text', 'colour']);
});

it('backs up while in use, and keeps seven', async () => {
  const { open } = createRig();
  const clock = createManualClock();
  const database = await open('ledger', { clock });
  const paths = new Set<string>();
  for (let round = 1; round <= 9; round += 1) {
    await addNotes(database, round * 100, 10);
    await clock.advance(1_000);
    paths.add(await database.backUp());
  }
  expect(paths.size).toBe(9);
  expect([...paths].filter((path) => existsSync(path))).toEqual([...paths].slice(2));
});
