import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import {
  readActiveAfter,
  readChangedAfter,
  readEvents,
  readHistory,
  readNear,
  readNewestVersion,
  readReports,
  readStandingReports,
  type Database,
} from '../../../../../src-main/core/operations/notifications/alert-repository.ts';
import { baseMs, vehicleOf } from '../../../../unit/core/operations/notifications/rules-fixture.ts';
import { createAlertRig, harshBraking } from './rig.ts';

const hourMs = 3_600_000;
const nothing = {
  states: [],
  kinds: [],
  severities: [],
  vehicleId: null,
  fromMs: null,
  toMs: null,
  cursor: null,
};

/** The queries of a function, as SQLite plans them. */
async function plansOf(db: Database, ask: (db: Database) => Promise<unknown>): Promise<string[]> {
  const asked: { sql: string; parameters: readonly unknown[] }[] = [];
  const watched = db.withPlugin({
    transformQuery: ({ node, queryId }) => {
      const compiled = db.getExecutor().compileQuery(node, queryId);
      asked.push({ sql: compiled.sql, parameters: compiled.parameters });
      return node;
    },
    transformResult: ({ result }) => Promise.resolve(result),
  });
  await ask(watched);
  const plans: string[] = [];
  for (const query of asked) {
    const parts = query.sql.split('?');
    const text = parts.slice(1).reduce((all, part, index) => {
      const value = query.parameters[index];
      return `${all}${typeof value === 'number' ? String(value) : `'${String(value)}'`}${part}`;
    }, parts[0] ?? '');
    const { rows } = await sql<{ detail: string }>`EXPLAIN QUERY PLAN ${sql.raw(text)}`.execute(db);
    plans.push(...rows.map(({ detail }) => detail));
  }
  return plans;
}

describe('the history', () => {
  async function filled() {
    const rig = createAlertRig([vehicleOf('a'), vehicleOf('b')], baseMs);
    const running = await rig.running();
    for (let index = 0; index < 60; index += 1) {
      const vehicleId = index % 3 === 0 ? 'a' : 'b';
      // Pairs at the same millisecond: paging must not lose one of them.
      const happenedAtMs = baseMs - Math.floor(index / 2) * hourMs;
      const subject = { vehicleId, driverId: null };
      await running.notifications.report(harshBraking({ key: `k${String(index)}`, happenedAtMs, subject }));
    }
    return running;
  }

  it('is paged newest first, without a gap or a double, also among equal times', async () => {
    const { client } = await filled();
    const all = (await client.listAlerts({ ...nothing, countMax: 200 })).alerts;
    const paged: string[] = [];
    let cursor: { happenedAtMs: number; id: string } | null = null;
    do {
      const page: Awaited<ReturnType<typeof client.listAlerts>> = await client.listAlerts({
        ...nothing,
        cursor,
        countMax: 7,
      });
      paged.push(...page.alerts.map(({ id }) => id));
      cursor = page.nextCursor;
    } while (cursor !== null);
    expect(paged).toEqual(all.map(({ id }) => id));
    expect(new Set(paged).size).toBe(paged.length);
    const times = all.map(({ happenedAtMs }) => happenedAtMs);
    expect(times).toEqual([...times].sort((x, y) => y - x));
  });

  it('is found by vehicle, time and state', async () => {
    const { client } = await filled();
    const ofOne = await client.listAlerts({ ...nothing, vehicleId: 'a' });
    expect(new Set(ofOne.alerts.map(({ vehicle }) => vehicle?.id))).toEqual(new Set(['a']));
    const spanned = await client.listAlerts({ ...nothing, fromMs: baseMs - 2 * hourMs, toMs: baseMs });
    expect(new Set(spanned.alerts.map(({ happenedAtMs }) => baseMs - happenedAtMs))).toEqual(
      new Set([hourMs, 2 * hourMs]),
    );
    const done = await client.listAlerts({ ...nothing, states: ['resolved'] });
    expect(done.alerts.every(({ happenedAtMs }) => baseMs - happenedAtMs > 24 * hourMs)).toBe(true);
    expect(done.alerts.length).toBeGreaterThan(0);
  });

  it('and the inbox are read by index: no query looks through a whole table', async () => {
    const { database } = await filled();
    const { db } = database;
    const cursor = { happenedAtMs: baseMs, id: 'x' };
    const asks: ((watched: Database) => Promise<unknown>)[] = [
      readNewestVersion,
      readStandingReports,
      (watched) => readActiveAfter(watched, 5, 500),
      (watched) => readChangedAfter(watched, 5, 500),
      (watched) => readReports(watched, 'x'),
      (watched) => readEvents(watched, 'x', 100),
      (watched) =>
        readNear(watched, { vehicleId: 'a', kind: 'speeding', sinceMs: baseMs - hourMs, toMs: baseMs }),
      (watched) => readHistory(watched, { ...nothing, cursor, countMax: 50 }),
      (watched) => readHistory(watched, { ...nothing, vehicleId: 'a', cursor, countMax: 50 }),
    ];
    for (const ask of asks) {
      const plans = await plansOf(db, ask);
      expect(plans.length).toBeGreaterThan(0);
      for (const plan of plans) {
        expect(plan, ask.toString()).toMatch(/USING (COVERING )?INDEX|USING PRIMARY KEY/);
        expect(plan, ask.toString()).not.toMatch(/TEMP B-TREE/);
      }
    }
  });
});
