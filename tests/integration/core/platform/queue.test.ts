import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AppError } from '../../../../src-main/core/platform/errors.ts';
import { settle } from '../../../support/manual-clock.ts';
import { createQueueRig } from './queue-rig.ts';

const numberPayload = z.object({ number: z.number().int() });

/** A queue with one kind, `note`, whose handler does what the test says. */
async function setUp(
  handler: (number: number, attempt: number, signal: AbortSignal) => Promise<void> = () => Promise.resolve(),
  change: { attemptCountMax?: number; timeoutMs?: number; isPermanent?: (error: unknown) => boolean } = {},
) {
  const rig = await createQueueRig();
  const queue = rig.createQueue();
  const startMs = rig.clock.nowMs();
  const ran: { number: number; attempt: number; atMs: number }[] = [];
  queue.register('note', {
    queue: 'notifications',
    schema: numberPayload,
    attemptCountMax: 3,
    ...change,
    handler: async ({ number }, { attempt, signal }) => {
      ran.push({ number, attempt, atMs: rig.clock.nowMs() - startMs });
      await handler(number, attempt, signal);
    },
  });
  const add = (number: number, input: { key?: string; priority?: number; delayMs?: number } = {}) =>
    queue.enqueue({ kind: 'note', payload: { number }, ...input });
  return { ...rig, queue, ran, add };
}

const numbersOf = (ran: readonly { number: number }[]) => ran.map(({ number }) => number);

describe('a job', () => {
  it('waits in the file until the queue starts, then runs once', async () => {
    const { queue, ran, add, clock } = await setUp();
    await add(1);
    expect(await queue.counts()).toMatchObject({ waiting: 1, running: 0, dead: 0 });
    await queue.start();
    await clock.advance(60_000);
    expect(ran).toEqual([{ number: 1, attempt: 1, atMs: 0 }]);
    expect(await queue.counts()).toMatchObject({ waiting: 0, running: 0, dead: 0 });
  });

  it('runs at once when it is enqueued while the queue is idle', async () => {
    const { queue, ran, add, clock } = await setUp();
    await queue.start();
    await settle();
    await add(1);
    await clock.advance(0);
    expect(numbersOf(ran)).toEqual([1]);
  });

  it('of higher priority goes first, then by age, and not before its time', async () => {
    const { queue, ran, add, clock } = await setUp();
    await add(1);
    await clock.advance(1);
    await add(2);
    await add(3, { priority: 5 });
    await add(4, { priority: 9, delayMs: 10_000 });
    await queue.start();
    await clock.advance(20_000);
    expect(numbersOf(ran)).toEqual([3, 1, 2, 4]);
    expect(ran.at(-1)?.atMs).toBe(10_001);
  });

  it('with a known key is the same job, also after it was done, for a day', async () => {
    const { queue, ran, add, clock } = await setUp();
    const first = await add(1, { key: 'a' });
    expect(await add(2, { key: 'a' })).toEqual({ id: first.id, isNew: false });
    await queue.start();
    await clock.advance(10_000);
    expect(await add(3, { key: 'a' })).toEqual({ id: first.id, isNew: false });
    expect(numbersOf(ran)).toEqual([1]);
    clock.jumpTo(clock.nowMs() + 86_400_000);
    await clock.advance(10_000);
    expect((await add(4, { key: 'a' })).isNew).toBe(true);
  });

  it('exists only when the transaction that enqueued it commits', async () => {
    const { queue, ran, database, clock } = await setUp();
    await queue.start();
    const job = { kind: 'note', payload: { number: 1 } };
    const undone = database.transaction(async (trx) => {
      await queue.enqueue(job, trx);
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    await clock.advance(10_000);
    expect(ran).toEqual([]);
    await database.transaction((trx) => queue.enqueue(job, trx));
    await clock.advance(0);
    expect(numbersOf(ran)).toEqual([1]);
  });

  it('that does not fit its schema or has no handler is refused at the door', async () => {
    const { queue } = await setUp();
    const wrong = queue.enqueue({ kind: 'note', payload: { number: 'one' } });
    await expect(wrong).rejects.toMatchObject({ code: 'queue/invalid-payload' });
    const unknown = queue.enqueue({ kind: 'letter', payload: {} });
    await expect(unknown).rejects.toMatchObject({ code: 'queue/unknown-kind' });
    expect((await queue.counts()).waiting).toBe(0);
  });
});

describe('a job that fails', () => {
  it('is tried again with growing pauses, then is a dead letter with its reason', async () => {
    const { queue, ran, add, clock } = await setUp(() =>
      Promise.reject(new AppError('mail/refused', 'no such box')),
    );
    await add(7);
    await queue.start();
    await clock.advance(60_000);
    expect(ran.map(({ atMs }) => atMs)).toEqual([0, 1_000, 3_000]);
    expect(await queue.counts()).toMatchObject({
      dead: 1,
      byQueue: { notifications: { dead: 1 }, calls: { dead: 0 } },
    });
    expect(await queue.listDead()).toMatchObject([
      { kind: 'note', attemptCount: 3, failure: { code: 'mail/refused', message: 'no such box' } },
    ]);
  });

  it('runs again from the start when a person says so', async () => {
    let isUp = false;
    const { queue, ran, add, clock } = await setUp(() =>
      isUp ? Promise.resolve() : Promise.reject(new Error('down')),
    );
    const { id } = await add(7);
    await queue.start();
    await clock.advance(60_000);
    isUp = true;
    await queue.retryDead(id);
    await clock.advance(0);
    expect(ran.at(-1)).toMatchObject({ number: 7, attempt: 1 });
    expect(await queue.counts()).toMatchObject({ waiting: 0, dead: 0 });
    await expect(queue.retryDead(id)).rejects.toMatchObject({ code: 'queue/not-dead' });
  });

  it('can be given up; its key stays taken', async () => {
    const { queue, ran, add, clock } = await setUp(() => Promise.reject(new Error('down')));
    const { id } = await add(7, { key: 'a' });
    await queue.start();
    await clock.advance(60_000);
    await queue.discard(id);
    expect(await queue.counts()).toMatchObject({ waiting: 0, running: 0, dead: 0 });
    expect((await add(7, { key: 'a' })).isNew).toBe(false);
    await clock.advance(60_000);
    expect(ran).toHaveLength(3);
    await expect(queue.discard(id)).rejects.toMatchObject({ code: 'queue/not-dead' });
  });

  it('for good is dead at once', async () => {
    const { queue, ran, add, clock } = await setUp(() => Promise.reject(new AppError('mail/refused', 'no')), {
      isPermanent: (error) => error instanceof AppError,
    });
    await add(1);
    await queue.start();
    await clock.advance(60_000);
    expect([ran.length, (await queue.counts()).dead]).toEqual([1, 1]);
  });

  it('waits as long as the other end asked', async () => {
    const limited = new AppError('http/rate-limited', 'later', { data: { retryAfterMs: 45_000 } });
    const { queue, ran, add, clock } = await setUp((_, attempt) =>
      attempt === 1 ? Promise.reject(limited) : Promise.resolve(),
    );
    await add(1);
    await queue.start();
    await clock.advance(60_000);
    expect(ran.map(({ atMs }) => atMs)).toEqual([0, 45_000]);
  });

  it('by hanging is ended by its time-out and told so', async () => {
    const signals: AbortSignal[] = [];
    const { queue, add, clock } = await setUp(
      (_, attempt, signal) => {
        signals.push(signal);
        return attempt === 1 ? new Promise(() => undefined) : Promise.resolve();
      },
      { timeoutMs: 5_000 },
    );
    await add(1);
    await queue.start();
    await clock.advance(5_000);
    expect(signals[0]?.aborted).toBe(true);
    await clock.advance(1_000);
    expect([signals.length, (await queue.counts()).waiting]).toEqual([2, 0]);
  });
});

describe('a queue', () => {
  it('runs no more jobs at a time than it may, and others do not wait for it', async () => {
    const rig = await createQueueRig();
    const queue = rig.createQueue({ concurrency: { calls: 3, telematics: 1 } });
    const running = { calls: 0, telematics: 0 };
    const most = { calls: 0, telematics: 0 };
    for (const name of ['calls', 'telematics'] as const) {
      queue.register(name, {
        queue: name,
        schema: numberPayload,
        handler: async () => {
          running[name] += 1;
          most[name] = Math.max(most[name], running[name]);
          await rig.clock.sleep(1_000);
          running[name] -= 1;
        },
      });
      for (let number = 0; number < 10; number += 1) await queue.enqueue({ kind: name, payload: { number } });
    }
    await queue.start();
    await rig.clock.advance(4_500);
    expect(most).toEqual({ calls: 3, telematics: 1 });
    expect((await queue.counts()).byQueue).toMatchObject({
      calls: { waiting: 0 },
      telematics: { waiting: 5 },
    });
  });

  it('that is paused starts nothing until it is resumed', async () => {
    const { queue, ran, add, clock } = await setUp();
    queue.pause('notifications');
    await queue.start();
    await add(1);
    await clock.advance(60_000);
    expect(ran).toEqual([]);
    queue.resume('notifications');
    await clock.advance(0);
    expect(numbersOf(ran)).toEqual([1]);
  });

  it('that stops breaks off what runs, without counting it, and goes on after the next start', async () => {
    const { queue, ran, add, clock, db } = await setUp((_, attempt, signal) =>
      attempt === 1 && !signal.aborted && ran.length <= 2 ? new Promise(() => undefined) : Promise.resolve(),
    );
    await add(1);
    for (let start = 0; start < 2; start += 1) {
      await queue.start();
      await clock.advance(100);
      await queue.stop();
      const row = await db.selectFrom('job').selectAll().executeTakeFirstOrThrow();
      expect(row).toMatchObject({ state: 'waiting', attempt_count: 0, failure_code: 'queue/stopped' });
    }
    await queue.start();
    await clock.advance(0);
    expect(ran.map(({ attempt }) => attempt)).toEqual([1, 1, 1]);
    expect((await queue.counts()).waiting).toBe(0);
    await queue.stop();
    expect(clock.sleeperCount()).toBe(1);
  });

  it('can be stopped at any moment, whatever its jobs do', async () => {
    const { queue, add, db } = await setUp(() => new Promise(() => undefined));
    for (let turnCount = 0; turnCount < 80; turnCount += 1) {
      await add(turnCount);
      await queue.start();
      for (let turn = 0; turn < turnCount; turn += 1) await Promise.resolve();
      await queue.stop();
      expect(await db.selectFrom('job').select('id').where('state', '!=', 'waiting').execute()).toEqual([]);
    }
  });

  it('goes on when the database fails for a while, and says so', async () => {
    const { queue, ran, add, clock, database, logger } = await setUp();
    await queue.start();
    await settle();
    await sql`ALTER TABLE job RENAME TO job_away`.execute(database.db);
    await clock.advance(6_000);
    expect(logger.lines.some(({ message }) => message === 'job queue could not take its turn')).toBe(true);
    await sql`ALTER TABLE job_away RENAME TO job`.execute(database.db);
    await add(1);
    await clock.advance(6_000);
    expect(numbersOf(ran)).toEqual([1]);
  });
});
