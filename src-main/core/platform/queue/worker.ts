import type { z } from 'zod';
import type { Clock } from '../clock.ts';
import { AppError, isAppError } from '../errors.ts';
import type { Ids } from '../ids.ts';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import type { Random } from '../random.ts';
import { createBell } from './bell.ts';
import { outcomeOfFailure, type RetryRules } from './outcome.ts';
import {
  claimJob,
  finishAttempt,
  nextDueAtMs,
  pruneDone,
  releaseLeases,
  type JobDatabase,
  type Outcome,
} from './repository.ts';
import type { JobRow, QueueName } from './tables.ts';

export interface JobContext {
  readonly jobId: string;
  /** From 1. */
  readonly attempt: number;
  /** Aborts when the attempt takes too long or the queue stops. */
  readonly signal: AbortSignal;
}

export interface JobKind extends RetryRules {
  readonly queue: QueueName;
  readonly schema: z.ZodType;
  readonly attemptCountMax: number;
  readonly timeoutMs: number;
  handle(payload: unknown, context: JobContext): Promise<void>;
}

export interface WorkerDeps {
  readonly db: JobDatabase;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly random: Random;
  readonly metrics?: Metrics | undefined;
}

export interface Worker {
  ring(): void;
  setPaused(isPaused: boolean): void;
  /** Breaks off what runs and waits for it. */
  stop(): Promise<void>;
}

/** Nothing rings for a lease that ran out or a job enqueued in a transaction that commits late. */
const pollMs = 5_000;
/** Beyond the time-out of an attempt, which ends it first as long as this process lives. */
const leaseMarginMs = 10_000;
const doneKeptMs = 86_400_000;
const pruneIntervalMs = 3_600_000;

const stoppedCode = 'queue/stopped';

/** Works on one queue: up to `concurrency` jobs of the given kinds at a time, by priority, then by due time. */
export function startWorker(
  deps: WorkerDeps,
  queue: QueueName,
  concurrency: number,
  kinds: ReadonlyMap<string, JobKind>,
): Worker {
  const { db, clock, ids, logger, random, metrics } = deps;
  const kindNames = [...kinds].filter(([, kind]) => kind.queue === queue).map(([name]) => name);
  const bell = createBell(clock);
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  let isPaused = false;
  let prunedAtMs = Number.NEGATIVE_INFINITY;

  /** Ends with the handler, the time-out or the stop, whichever is first; a handler that ignores its signal is left behind. */
  async function attempt(job: JobRow, kind: JobKind): Promise<void> {
    const parsed = kind.schema.safeParse(JSON.parse(job.payload));
    if (!parsed.success) {
      throw new AppError('queue/invalid-payload', `the payload does not fit: ${parsed.error.message}`);
    }
    const ending = new AbortController();
    const settled = new AbortController();
    const ended = new Promise<never>((_resolve, reject) => {
      ending.signal.addEventListener('abort', () => reject(ending.signal.reason as AppError), { once: true });
    });
    const onStop = () => ending.abort(new AppError(stoppedCode, 'the queue was stopped'));
    if (stopping.signal.aborted) onStop();
    stopping.signal.addEventListener('abort', onStop, { once: true });
    void clock.sleep(kind.timeoutMs, settled.signal).then(() => {
      if (settled.signal.aborted) return;
      ending.abort(new AppError('queue/timeout', `not done within ${kind.timeoutMs} ms`));
    });
    try {
      const context = { jobId: job.id, attempt: job.attempt_count, signal: ending.signal };
      await Promise.race([kind.handle(parsed.data, context), ended]);
    } finally {
      settled.abort();
      stopping.signal.removeEventListener('abort', onStop);
    }
  }

  function judge(error: unknown, job: JobRow, kind: JobKind): Outcome {
    const nowMs = clock.nowMs();
    if (isAppError(error) && error.code === stoppedCode) {
      return { state: 'waiting', code: error.code, message: error.message, dueAtMs: nowMs, isCounted: false };
    }
    if (isAppError(error) && error.code === 'queue/invalid-payload') {
      return { state: 'dead', code: error.code, message: error.message };
    }
    const failed = { error, attempt: job.attempt_count, attemptCountMax: job.attempt_count_max, nowMs };
    return outcomeOfFailure(failed, kind, random);
  }

  async function work(job: JobRow, kind: JobKind, leaseToken: string): Promise<void> {
    let outcome: Outcome = { state: 'done' };
    try {
      await attempt(job, kind);
    } catch (error) {
      outcome = judge(error, job, kind);
      const fields = { queue, kind: job.kind, jobId: job.id, attempt: job.attempt_count, error };
      if (outcome.state === 'dead') logger.error(fields, 'job is dead');
      else logger.warn(fields, 'job will be tried again');
    }
    metrics?.counter('queue.attempts', { queue, kind: job.kind, outcome: outcome.state }).add();
    const isOurs = await finishAttempt(db, job.id, leaseToken, clock.nowMs(), outcome);
    if (!isOurs) logger.warn({ queue, jobId: job.id }, 'job was taken over by another worker');
  }

  async function startDue(): Promise<void> {
    while (!stopping.signal.aborted && !isPaused && running.size < concurrency) {
      const nowMs = clock.nowMs();
      // Claimed once more than any kind may take, the lease cannot end before the attempt does.
      const longestMs = Math.max(...kindNames.map((name) => kinds.get(name)?.timeoutMs ?? 0));
      const lease = { token: ids.next(), untilMs: nowMs + longestMs + leaseMarginMs };
      const job = await claimJob(db, queue, kindNames, nowMs, lease);
      const kind = job && kinds.get(job.kind);
      if (!job || !kind) return;
      const done: Promise<void> = work(job, kind, lease.token)
        .catch((error: unknown) => logger.error({ queue, jobId: job.id, error }, 'outcome not recorded'))
        .finally(() => {
          running.delete(done);
          bell.ring();
        });
      running.add(done);
    }
  }

  async function turn(): Promise<number> {
    const nowMs = clock.nowMs();
    await releaseLeases(db, nowMs, false);
    if (nowMs - prunedAtMs > pruneIntervalMs) {
      await pruneDone(db, nowMs - doneKeptMs);
      prunedAtMs = nowMs;
    }
    await startDue();
    if (isPaused || running.size >= concurrency) return pollMs;
    const dueAtMs = await nextDueAtMs(db, queue, kindNames);
    return dueAtMs === null ? pollMs : Math.min(pollMs, Math.max(1, dueAtMs - clock.nowMs()));
  }

  async function loop(): Promise<void> {
    while (!stopping.signal.aborted) {
      let sleepMs = pollMs;
      try {
        sleepMs = await turn();
      } catch (error) {
        // A full disk or a lock: nobody calls this loop, so it says so and goes on.
        logger.error({ queue, error }, 'job queue could not take its turn');
      }
      if (!stopping.signal.aborted) await bell.sleep(sleepMs);
    }
    await Promise.all(running);
  }

  const ended = loop();
  return {
    ring: bell.ring,
    setPaused: (next) => {
      isPaused = next;
      bell.ring();
    },
    stop: async () => {
      stopping.abort();
      bell.ring();
      await ended;
    },
  };
}
