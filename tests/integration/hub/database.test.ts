import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { wordsOf } from '../../../src-main/core/database/dialect.ts';
import {
  keptConnectionCount,
  overflowConnectionCount,
} from '../../../src-main/hub/database/postgres-pool.ts';
import { officeMigrations } from '../../../src-main/hub/database/migrations/index.ts';
import type { OfficeMigration } from '../../../src-main/hub/database/migrations/migration.ts';
import type { OfficeDatabase } from '../../../src-main/hub/database/index.ts';
import { describeOffice } from '../../support/office-databases.ts';

const addCounter: OfficeMigration = {
  number: 9_000,
  name: 'counter',
  async up(db, dialect) {
    const { integer, text, bytes, strict } = wordsOf(dialect);
    await sql
      .raw(
        `CREATE TABLE counter (name ${text} PRIMARY KEY, value ${integer} NOT NULL, mark ${bytes})${strict}`,
      )
      .execute(db);
    await sql`INSERT INTO counter VALUES ('one', 0, ${Buffer.from([0, 255])})`.execute(db);
  },
};
const breakDown: OfficeMigration = {
  number: 9_010,
  name: 'break down',
  async up(db) {
    await sql`DELETE FROM counter`.execute(db);
    await sql`INSERT INTO nowhere VALUES (1)`.execute(db);
  },
};
const withCounter = { migrations: [...officeMigrations, addCounter] };

const entry = {
  id: 'a',
  at_ms: Date.UTC(2026, 10, 28),
  actor: 'admin',
  action: 'personAdded',
  subject: null,
  outcome: 'done',
  address: null,
  request_id: null,
  detail: '{}',
} as const;

async function readCounter(office: OfficeDatabase): Promise<number> {
  const { rows } = await sql<{ value: number }>`SELECT value FROM counter`.execute(office.db);
  return rows[0]?.value ?? Number.NaN;
}

/** Reads, lets others in between where the database allows it, and writes what it has read plus one. */
const addOne = (office: OfficeDatabase, lock?: string) =>
  office.transaction(
    async (trx) => {
      const { rows } = await sql<{ value: number }>`SELECT value FROM counter`.execute(trx);
      await sql`UPDATE counter SET value = ${(rows[0]?.value ?? 0) + 1}`.execute(trx);
    },
    lock === undefined ? {} : { lock },
  );

describeOffice("the office's database", ({ dialect, makePlace, postgres }) => {
  it('keeps what was committed over a restart, and numbers stay numbers', async () => {
    const place = await makePlace();
    const first = await place.open(withCounter);
    await sql`UPDATE counter SET value = ${Number.MAX_SAFE_INTEGER}`.execute(first.db);
    await first.close();
    const { rows } =
      await sql`SELECT value, sum(value) AS total, count(*) AS row_count, mark FROM counter GROUP BY name`.execute(
        (await place.open(withCounter)).db,
      );
    const value = Number.MAX_SAFE_INTEGER;
    expect(rows).toEqual([{ value, total: value, row_count: 1, mark: Buffer.from([0, 255]) }]);
  });

  it('orders text byte by byte', async () => {
    const { db } = await (await makePlace()).open(withCounter);
    await sql`INSERT INTO counter (name, value) VALUES ('Ä', 1), ('b', 1), ('B', 1), ('-a', 1)`.execute(db);
    const { rows } = await sql<{ name: string }>`SELECT name FROM counter ORDER BY name`.execute(db);
    expect(rows.map(({ name }) => name)).toEqual(['-a', 'B', 'b', 'one', 'Ä']);
  });

  it('loses no update when many count at once', async () => {
    const office = await (await makePlace()).open(withCounter);
    await Promise.all(Array.from({ length: 12 }, () => addOne(office)));
    expect(await readCounter(office)).toBe(12);
  });

  it('lets those who name the same lock write one after another', async () => {
    const office = await (await makePlace()).open(withCounter);
    await Promise.all(Array.from({ length: 30 }, () => addOne(office, 'counter')));
    expect(await readCounter(office)).toBe(30);
  });

  it('rolls back what a failing transaction wrote', async () => {
    const office = await (await makePlace()).open(withCounter);
    const failing = office.transaction(async (trx) => {
      await sql`UPDATE counter SET value = 5`.execute(trx);
      throw new Error('changed its mind');
    });
    await expect(failing).rejects.toThrow('changed its mind');
    expect(await readCounter(office)).toBe(0);
  });

  it('migrates once when several hubs start together', async () => {
    const place = await makePlace();
    const offices = await Promise.all([1, 2, 3].map(() => place.open(withCounter)));
    for (const office of offices) expect(await readCounter(office)).toBe(0);
  });

  it('refuses a schema newer than the program, and is as before after a failed step', async () => {
    const place = await makePlace();
    await (await place.open(withCounter)).close();
    await expect(place.open()).rejects.toMatchObject({ code: 'database/newer-schema' });
    const broken = place.open({ migrations: [...officeMigrations, addCounter, breakDown] });
    await expect(broken).rejects.toMatchObject({
      code: 'database/migration-failed',
      data: { number: 9_010 },
    });
    expect(await readCounter(await place.open(withCounter))).toBe(0);
  });

  it('refuses to change or delete what was done', async () => {
    const { db } = await (await makePlace()).open();
    await db.insertInto('audit_entry').values(entry).execute();
    await expect(db.updateTable('audit_entry').set({ actor: 'x' }).execute()).rejects.toThrow('append-only');
    await expect(db.deleteFrom('audit_entry').execute()).rejects.toThrow('append-only');
    expect(await db.selectFrom('audit_entry').selectAll().execute()).toEqual([entry]);
  });

  if (dialect === 'postgres') {
    it('keeps 5 connections and takes 10 more, and no further', async () => {
      const office = await (await makePlace()).open();
      await Promise.all(Array.from({ length: 40 }, () => sql`SELECT pg_sleep(0.05)`.execute(office.db)));
      expect(office.connectionCount()).toBe(keptConnectionCount + overflowConnectionCount);
    });

    it('serves the first call after the server was restarted', async () => {
      const office = await (await makePlace()).open(withCounter);
      await Promise.all(Array.from({ length: 5 }, () => readCounter(office)));
      await postgres().restart();
      expect(await readCounter(office)).toBe(0);
    });
  }

  it('says when there is no such server, without the password', async () => {
    const { open } = await makePlace();
    const nowhere = open({ databaseUrl: 'postgres://me:canary-password@127.0.0.1:1/none' });
    await expect(nowhere).rejects.toMatchObject({ code: 'database/unreachable' });
    await expect(open({ databaseUrl: 'mysql://me:canary-password@here/none' })).rejects.toThrow(
      /^(?!.*canary)/,
    );
  });
});
