import { readdirSync, readFileSync } from 'node:fs';
import Sqlite from 'better-sqlite3';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { Migration } from '../../../../src-main/core/database/migrations/migration.ts';
import { ledgerMigrations } from '../../../../src-main/core/database/migrations/ledger/index.ts';
import { newestVersion } from '../../../../src-main/core/database/migrate.ts';
import { telematicsMigrations } from '../../../../src-main/core/database/migrations/telematics/index.ts';
import { noteMigration } from './notes.ts';
import { addNotes, countNotes, createRig } from './rig.ts';

const addColour: Migration = {
  number: 20,
  name: 'colour',
  async up(db) {
    await sql`ALTER TABLE note ADD COLUMN colour TEXT`.execute(db);
    await sql`UPDATE note SET colour = 'red'`.execute(db);
  },
};

const breakDown: Migration = {
  number: 30,
  name: 'break down',
  async up(db) {
    await sql`DELETE FROM note`.execute(db);
    await sql`INSERT INTO nowhere VALUES (1)`.execute(db);
  },
};

const leaveOrphans: Migration = {
  number: 20,
  name: 'orphans',
  async up(db) {
    await sql`CREATE TABLE child (id INTEGER PRIMARY KEY, note_id INTEGER REFERENCES note (id)) STRICT`.execute(
      db,
    );
    await sql`PRAGMA defer_foreign_keys = ON`.execute(db);
    await sql`INSERT INTO child VALUES (1, 4711)`.execute(db);
  },
};

async function filledRig() {
  const rig = createRig();
  const first = await rig.open('ledger');
  await addNotes(first, 1, 100);
  await first.close();
  const look = () => {
    const raw = new Sqlite(rig.pathOf('ledger'), { readonly: true });
    const found = {
      version: raw.pragma('user_version', { simple: true }),
      noteCount: raw.prepare('SELECT count(*) FROM note').pluck().get(),
      columns: raw.prepare("SELECT group_concat(name, ' ') FROM pragma_table_info('note')").pluck().get(),
    };
    raw.close();
    return found;
  };
  const backups = () => readdirSync(`${rig.folder}/backups`);
  return { ...rig, look, backups };
}

const asBefore = { version: 10, noteCount: 100, columns: 'id text' };

describe('migrations', () => {
  it('run in order on a filled database, after a backup of it', async () => {
    const { open, look, backups } = await filledRig();
    const database = await open('ledger', { migrations: [noteMigration, addColour] });
    await database.close();
    expect(look()).toEqual({ version: 20, noteCount: 100, columns: 'id text colour' });
    expect(backups()).toEqual([expect.stringMatching(/^ledger-.*-v10\.backup$/)]);
  });

  it('make no backup of a new file, and none when nothing is pending', async () => {
    const { open, folder } = createRig();
    await (await open('ledger')).close();
    await (await open('ledger')).close();
    expect(readdirSync(folder)).toEqual(['ledger.db']);
  });

  it('that fail leave the database as it was before the first of them, and its backup', async () => {
    const { open, look, backups, folder } = await filledRig();
    const failing = open('ledger', { migrations: [noteMigration, addColour, breakDown] });
    await expect(failing).rejects.toMatchObject({
      code: 'database/migration-failed',
      data: {
        number: 30,
        name: 'break down',
        backupPath: expect.stringContaining(`${folder}/backups/ledger-`),
      },
    });
    expect(backups()).toHaveLength(1);
    expect(look()).toEqual(asBefore);
    expect(await countNotes(await open('ledger'))).toBe(100);
  });

  it('that fail at every start do not push out older backups', async () => {
    const { open, look, backups } = await filledRig();
    for (let start = 0; start < 10; start += 1) {
      const failing = open('ledger', { migrations: [noteMigration, addColour, breakDown] });
      await expect(failing).rejects.toMatchObject({ code: 'database/migration-failed' });
    }
    expect(backups()).toHaveLength(1);
    expect(look()).toEqual(asBefore);
  });

  it('that leave orphans fail', async () => {
    const { open, look } = await filledRig();
    const failing = open('ledger', { migrations: [noteMigration, leaveOrphans] });
    await expect(failing).rejects.toMatchObject({ code: 'database/migration-failed', data: { number: 20 } });
    expect(look()).toEqual(asBefore);
  });

  it('write the version into the file itself, where an older program looks first', async () => {
    const { open, pathOf } = await filledRig();
    await open('ledger', { migrations: [noteMigration, addColour] });
    expect(readFileSync(pathOf('ledger')).readUInt32BE(60)).toBe(20);
  });

  it('must be listed in order', () => {
    expect(() => newestVersion([addColour, noteMigration])).toThrow('in order');
    expect(() => newestVersion([noteMigration, noteMigration])).toThrow('in order');
  });

  it.each([
    ['ledger', ledgerMigrations],
    ['telematics', telematicsMigrations],
  ])('of the %s are listed in order and numbered in tens', (_kind, migrations) => {
    expect(newestVersion(migrations)).toBe(migrations.at(-1)?.number ?? 0);
    expect(migrations.filter(({ number }) => number % 10 !== 0)).toEqual([]);
  });
});
