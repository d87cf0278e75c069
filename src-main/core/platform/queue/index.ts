import type { Kysely, Transaction } from 'kysely';
import type { z } from 'zod';
import type { Clock } from '../clock.ts';
import { AppError, assert } from '../errors.ts';
import type { Ids } from '../ids.ts';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import type { Random } from '../random.ts';
import { invalidPayloadCode, type JobContext, type JobKind } from './attempt.ts';
import {
  countJobs,
  discardDead,
  insertJob,
  listDead,
  releaseLeases,
  reviveDead,
  type JobDatabase,
  type NewJob,
} from './repository.ts';
import { queueNames, type JobRow, type JobTables, type QueueName } from './tables.ts';
import { startWorker, type Worker } from './worker.ts';

export type { JobContext } from './attempt.ts';
export type { QueueName } from './tables.ts';

export interface JobRegistration<Schema extends z.ZodType> {
  readonly queue: QueueName;
  /** Of the payload: JSON values only. Checked when enqueued and again when run, since a newer program may run it. */
  readonly schema: Schema;
  /** Must be harmless when run again: a crash after its effect and before its record repeats it. */
  handler(payload: z.output<Schema>, context: JobContext): Promise<void>;
  /** Then it is a dead letter. Default 8. */
  readonly attemptCountMax?: number;
  /** For one attempt. Default 60 s. */
  readonly timeoutMs?: number;
  readonly retryBaseMs?: number;
  readonly retryCapMs?: number;
  readonly isPermanent?: (error: unknown) => boolean;
}

export interface JobInput {
  readonly kind: string;
  readonly payload: unknown;
  /** The same kind and key again gives the same job, for a day after it was done. */
  readonly key?: string;
  /** Higher first; default 0. */
  readonly priority?: number;
  readonly delayMs?: number;
}

export interface JobCounts {
  readonly waiting: number;
  readonly running: number;
  readonly dead: number;
}

export interface DeadJob {
  readonly id: string;
  readonly queue: QueueName;
  readonly kind: string;
  readonly attemptCount: number;
  readonly diedAtMs: number;
  readonly failure: { readonly code: string; readonly message: string };
}

export interface JobQueue<Tables extends JobTables = JobTables> {
  /** Before `start`. A kind registered twice is a bug and throws. */
  register<Schema extends z.ZodType>(kind: string, registration: JobRegistration<Schema>): void;
  /**
   * Durable when it resolves; inside a transaction of the ledger (`trx`) when that commits.
   * Throws `queue/unknown-kind`, `queue/invalid-payload`.
   */
  enqueue(
    input: JobInput,
    trx?: Transaction<Tables>,
  ): Promise<{ readonly id: string; readonly isNew: boolean }>;
  /** Takes back what an earlier process left running, and begins. One process per ledger file. */
  start(): Promise<void>;
  /** Breaks off what runs (it is run again later, and the attempt is not counted) and waits for it. */
  stop(): Promise<void>;
  pause(queue: QueueName): void;
  resume(queue: QueueName): void;
  counts(): Promise<JobCounts & { readonly byQueue: Readonly<Record<QueueName, JobCounts>> }>;
  /** Newest first. */
  listDead(countMax?: number): Promise<readonly DeadJob[]>;
  /** Throws `queue/not-dead`. */
  retryDead(id: string): Promise<void>;
  /** Gives a dead job up; its key stays taken. Throws `queue/not-dead`. */
  discard(id: string): Promise<void>;
}

export interface JobQueueOptions<Tables extends JobTables> {
  /** The ledger. */
  readonly database: { readonly db: Kysely<Tables> };
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly random: Random;
  readonly metrics?: Metrics;
  readonly concurrency?: Partial<Record<QueueName, number>>;
}

const concurrencyDefault: Readonly<Record<QueueName, number>> = { calls: 4, telematics: 2, notifications: 2 };

const toDeadJob = (row: JobRow): DeadJob => ({
  id: row.id,
  queue: row.queue,
  kind: row.kind,
  attemptCount: row.attempt_count,
  diedAtMs: row.finished_at_ms ?? row.created_at_ms,
  failure: { code: row.failure_code ?? 'platform/bug', message: row.failure_message ?? '' },
});

function tally(rows: Awaited<ReturnType<typeof countJobs>>) {
  const countsOf = (belongs: (queue: QueueName) => boolean): JobCounts => {
    const sum = (state: keyof JobCounts) =>
      rows
        .filter((row) => row.state === state && belongs(row.queue))
        .reduce((total, row) => total + Number(row.count), 0);
    return { waiting: sum('waiting'), running: sum('running'), dead: sum('dead') };
  };
  const only = (name: QueueName) => countsOf((queue) => queue === name);
  const byQueue = {
    calls: only('calls'),
    telematics: only('telematics'),
    notifications: only('notifications'),
  };
  return { ...countsOf(() => true), byQueue };
}

function toKind<Schema extends z.ZodType>(registration: JobRegistration<Schema>): JobKind {
  const { queue, schema, handler, isPermanent = () => false } = registration;
  const { attemptCountMax = 8, timeoutMs = 60_000, retryBaseMs = 1_000, retryCapMs = 900_000 } = registration;
  return {
    queue,
    schema,
    attemptCountMax,
    timeoutMs,
    retryBaseMs,
    retryCapMs,
    isPermanent,
    // The worker has parsed it with this very schema.
    handle: async (payload, context) => handler(payload as z.output<Schema>, context),
  };
}

function toNewJob(input: JobInput, kind: JobKind, id: string, nowMs: number): NewJob {
  const parsed = kind.schema.safeParse(input.payload);
  if (!parsed.success) throw new AppError(invalidPayloadCode, parsed.error.message);
  return {
    id,
    queue: kind.queue,
    kind: input.kind,
    idempotency_key: input.key ?? null,
    payload: JSON.stringify(input.payload),
    priority: input.priority ?? 0,
    attempt_count_max: kind.attemptCountMax,
    due_at_ms: nowMs + (input.delayMs ?? 0),
    created_at_ms: nowMs,
  };
}

/** What a person does with dead letters and what a screen shows of the queue. */
function createOverview(db: JobDatabase, clock: Clock, ringAll: () => void) {
  async function requireDead(isChanged: boolean, id: string) {
    if (!isChanged) throw new AppError('queue/not-dead', `no dead job ${id}`);
    ringAll();
  }
  return {
    counts: async () => tally(await countJobs(db)),
    listDead: async (countMax = 100) => (await listDead(db, countMax)).map(toDeadJob),
    retryDead: async (id: string) => requireDead(await reviveDead(db, id, clock.nowMs()), id),
    discard: async (id: string) => requireDead(await discardDead(db, id, clock.nowMs()), id),
  };
}

/** A database that holds more tables than ours is a database of ours; kysely's types cannot say so. */
const onlyJobs = <Tables extends JobTables>(db: Kysely<Tables>) => db as unknown as JobDatabase;

export function createJobQueue<Tables extends JobTables>(options: JobQueueOptions<Tables>): JobQueue<Tables> {
  const { clock, ids, logger } = options;
  const db = onlyJobs(options.database.db);
  const concurrency = { ...concurrencyDefault, ...options.concurrency };
  const kinds = new Map<string, JobKind>();
  const workers = new Map<QueueName, Worker>();
  const pausedQueues = new Set<QueueName>();
  let isStarted = false;

  function start(queue: QueueName) {
    const ownKinds = new Map([...kinds].filter(([, kind]) => kind.queue === queue));
    if (ownKinds.size === 0) return;
    const worker = startWorker(
      { ...options, db },
      { queue, concurrency: concurrency[queue], kinds: ownKinds },
    );
    worker.setPaused(pausedQueues.has(queue));
    workers.set(queue, worker);
  }

  function setPaused(queue: QueueName, isPaused: boolean) {
    if (isPaused) pausedQueues.add(queue);
    else pausedQueues.delete(queue);
    workers.get(queue)?.setPaused(isPaused);
  }

  return {
    ...createOverview(db, clock, () => {
      for (const worker of workers.values()) worker.ring();
    }),
    register: (name, registration) => {
      assert(!kinds.has(name), `job kind ${name} is registered once`);
      assert(!isStarted, `job kind ${name} is registered before the start`);
      kinds.set(name, toKind(registration));
    },
    enqueue: async (input, trx) => {
      const kind = kinds.get(input.kind);
      if (!kind) throw new AppError('queue/unknown-kind', `no job kind ${input.kind} is registered`);
      const added = await insertJob(
        trx ? onlyJobs(trx) : db,
        toNewJob(input, kind, ids.next(), clock.nowMs()),
      );
      // Inside a transaction the worker's question waits for its commit: there is one connection.
      workers.get(kind.queue)?.ring();
      return added;
    },
    start: async () => {
      assert(!isStarted, 'the job queue is started once');
      isStarted = true;
      const releasedCount = await releaseLeases(db, clock.nowMs(), true);
      if (releasedCount > 0) logger.warn({ releasedCount }, 'jobs were interrupted by the end of a process');
      for (const queue of queueNames) start(queue);
    },
    stop: async () => {
      await Promise.all([...workers.values()].map((worker) => worker.stop()));
      workers.clear();
      isStarted = false;
    },
    pause: (queue) => setPaused(queue, true),
    resume: (queue) => setPaused(queue, false),
  };
}
