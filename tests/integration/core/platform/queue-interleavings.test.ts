import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  claimJob,
  finishAttempt,
  insertJob,
  releaseLeases,
  type JobDatabase,
} from '../../../../src-main/core/platform/queue/repository.ts';
import { createQueueRig } from './queue-rig.ts';

const attemptCountMax = 3;
const leaseMs = 1_000;
const kinds = ['mail', 'call'];

type Ending = 'ack' | 'fail' | 'break off';

type Step =
  | { readonly do: 'enqueue'; readonly kind: string; readonly key: string | null; readonly priority: number }
  | { readonly do: 'claim' }
  | { readonly do: 'crash' }
  | { readonly do: 'finish'; readonly how: Ending; readonly which: number }
  | { readonly do: 'wait'; readonly durationMs: number };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('enqueue' as const),
      kind: fc.constantFrom(...kinds),
      key: fc.option(fc.constantFrom('a', 'b', 'c')),
      priority: fc.integer({ min: -1, max: 1 }),
    }),
  },
  { weight: 6, arbitrary: fc.constant({ do: 'claim' as const }) },
  { weight: 2, arbitrary: fc.constant({ do: 'crash' as const }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('finish' as const),
      how: fc.constantFrom<Ending>('ack', 'fail', 'break off'),
      which: fc.nat(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('wait' as const), durationMs: fc.nat({ max: 1_500 }) }),
  },
);

interface Held {
  readonly id: string;
  readonly token: string;
}

/** Drives the real table by the steps, and keeps a plain account of what must have come of them. */
async function play(db: JobDatabase, steps: readonly Step[]) {
  await db.deleteFrom('job').execute();
  let nowMs = 1_000_000;
  let nextNumber = 1;
  /** Claims whose outcome somebody may still report, also after they lost the lease. */
  const held: Held[] = [];
  const account = new Map<string, { runCount: number; isAcked: boolean }>();
  const idByKey = new Map<string, string>();

  async function claim(): Promise<boolean> {
    const lease = { token: `token ${(nextNumber += 1)}`, untilMs: nowMs + leaseMs };
    const job = await claimJob(db, 'calls', kinds, nowMs, lease);
    if (!job) return false;
    const entry = account.get(job.id);
    expect(entry).toBeDefined();
    if (entry) {
      expect(entry.isAcked).toBe(false);
      entry.runCount += 1;
    }
    expect(job.attempt_count).toBeLessThanOrEqual(attemptCountMax);
    held.push({ id: job.id, token: lease.token });
    return true;
  }

  async function finish(which: number, how: Ending) {
    const [claimed] = held.splice(which % Math.max(1, held.length), 1);
    if (!claimed) return;
    const before = await db
      .selectFrom('job')
      .selectAll()
      .where('id', '=', claimed.id)
      .executeTakeFirstOrThrow();
    const again = { state: 'waiting', code: 'test/failed', message: 'failed', dueAtMs: nowMs } as const;
    const isSpent = before.attempt_count >= attemptCountMax;
    const outcome =
      how === 'ack'
        ? ({ state: 'done' } as const)
        : how === 'break off'
          ? { ...again, isCounted: false }
          : isSpent
            ? ({ state: 'dead', code: 'test/failed', message: 'failed' } as const)
            : { ...again, isCounted: true };
    const isRecorded = await finishAttempt(db, claimed.id, claimed.token, nowMs, outcome);
    expect(isRecorded).toBe(before.lease_token === claimed.token);
    const entry = account.get(claimed.id);
    if (entry && isRecorded && how === 'ack') entry.isAcked = true;
  }

  async function enqueue(kind: string, key: string | null, priority: number) {
    const id = `job ${(nextNumber += 1)}`;
    const common = { priority, attempt_count_max: attemptCountMax, due_at_ms: nowMs, created_at_ms: nowMs };
    const added = await insertJob(db, {
      id,
      queue: 'calls',
      kind,
      idempotency_key: key,
      payload: '{}',
      ...common,
    });
    const known = key === null ? undefined : idByKey.get(`${kind} ${key}`);
    expect(added).toEqual(known === undefined ? { id, isNew: true } : { id: known, isNew: false });
    if (added.isNew) account.set(id, { runCount: 0, isAcked: false });
    if (key !== null) idByKey.set(`${kind} ${key}`, added.id);
  }

  for (const one of steps) {
    if (one.do === 'enqueue') await enqueue(one.kind, one.key, one.priority);
    else if (one.do === 'claim') await claim();
    else if (one.do === 'crash') await releaseLeases(db, nowMs, true);
    else if (one.do === 'finish') await finish(one.which, one.how);
    else {
      nowMs += one.durationMs;
      await releaseLeases(db, nowMs, false);
      const overdue = db.selectFrom('job').select('id').where('lease_until_ms', '<=', nowMs);
      expect(await overdue.execute()).toEqual([]);
    }
  }

  // Everybody who held something is gone; a worker that does its work comes.
  await releaseLeases(db, nowMs, true);
  while (await claim()) await finish(held.length - 1, 'ack');
  return account;
}

it(
  'whatever happens, every job is done after at least one run or dead after its last, none is lost, no key is doubled',
  { timeout: 60_000 },
  async () => {
    const { db } = await createQueueRig();
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 80, size: 'max' }), async (steps) => {
        const account = await play(db, steps);
        const rows = await db.selectFrom('job').selectAll().execute();
        expect(rows.map(({ id }) => id).sort()).toEqual([...account.keys()].sort());
        for (const row of rows) {
          const entry = account.get(row.id);
          expect(row.state).toBe(entry?.isAcked ? 'done' : 'dead');
          expect(entry?.runCount).toBeGreaterThanOrEqual(1);
          if (row.state === 'dead') {
            expect(row.attempt_count).toBe(attemptCountMax);
            expect(entry?.runCount).toBeGreaterThanOrEqual(attemptCountMax);
            expect(row.failure_code).toMatch(/^(test\/failed|queue\/interrupted)$/);
          }
        }
        const keys = rows.filter((row) => row.idempotency_key !== null);
        expect(new Set(keys.map((row) => `${row.kind} ${row.idempotency_key}`)).size).toBe(keys.length);
      }),
      { numRuns: 150 },
    );
  },
);
