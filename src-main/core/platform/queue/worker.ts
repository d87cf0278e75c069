import type { Clock } from '../clock.ts';
import { isAppError } from '../errors.ts';
import type { Ids } from '../ids.ts';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import type { Random } from '../random.ts';
import { invalidPayloadCode, runAttempt, stoppedCode, type JobKind } from './attempt.ts';
import { createBell } from './bell.ts';
import { outcomeOfFailure } from './outcome.ts';
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

export interface WorkerDeps {
  readonly db: JobDatabase;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly random: Random;
  readonly metrics?: Metrics | undefined;
}

export interface WorkerPlan {
  readonly queue: QueueName;
  /** Jobs at a time. */
  readonly concurrency: number;
  /** Those of this queue, by name. */
  readonly kinds: ReadonlyMap<string, JobKind>;
}

export interface Worker {
  ring(): void;
  setPaused(isPaused: boolean): void;
  /** Breaks off what runs and waits for it. */
  stop(): Promise<void>;
}

/** Nothing rings for a lease that ran out. */
const pollMs = 5_000;
/** Beyond the longest time-out of the queue's kinds, which ends an attempt first as long as this process lives. */
const leaseMarginMs = 10_000;
const doneKeptMs = 86_400_000;
const pruneIntervalMs = 3_600_000;

function judge(error: unknown, job: JobRow, kind: JobKind, { clock, random }: WorkerDeps): Outcome {
  const nowMs = clock.nowMs();
  if (isAppError(error)) {
    const { code, message } = error;
    if (code === stoppedCode) return { state: 'waiting', code, message, dueAtMs: nowMs, isCounted: false };
    if (code === invalidPayloadCode) return { state: 'dead', code, message };
  }
  const failed = { error, attempt: job.attempt_count, attemptCountMax: job.attempt_count_max, nowMs };
  return outcomeOfFailure(failed, kind, random);
}

/** One attempt from claim to record. Never throws: who started it does not wait for it. */
async function work(
  deps: WorkerDeps,
  job: JobRow,
  kind: JobKind,
  leaseToken: string,
  stopping: AbortSignal,
): Promise<void> {
  const { db, clock, logger, metrics } = deps;
  const fields = { queue: job.queue, kind: job.kind, jobId: job.id, attempt: job.attempt_count };
  let outcome: Outcome = { state: 'done' };
  try {
    await runAttempt(job, kind, clock, stopping);
  } catch (error) {
    outcome = judge(error, job, kind, deps);
    if (outcome.state === 'dead') logger.error({ ...fields, error }, 'job is dead');
    else logger.warn({ ...fields, error }, 'job will be tried again');
  }
  metrics?.counter('queue.attempts', { queue: job.queue, kind: job.kind, outcome: outcome.state }).add();
  try {
    const isRecorded = await finishAttempt(db, job.id, leaseToken, clock.nowMs(), outcome);
    if (!isRecorded) logger.warn(fields, 'job was taken over by another worker');
  } catch (error) {
    // The lease runs out and the job is run again.
    logger.error({ ...fields, error }, 'outcome of a job could not be recorded');
  }
}

/** Asked at most hourly, by whichever worker's turn it is. */
function createPruner(db: JobDatabase) {
  let prunedAtMs = Number.NEGATIVE_INFINITY;
  return async (nowMs: number) => {
    if (nowMs - prunedAtMs < pruneIntervalMs) return;
    prunedAtMs = nowMs;
    await pruneDone(db, nowMs - doneKeptMs);
  };
}

/** Works on one queue, by priority, then by due time. */
export function startWorker(deps: WorkerDeps, { queue, concurrency, kinds }: WorkerPlan): Worker {
  const { db, clock, ids, logger } = deps;
  const kindNames = [...kinds.keys()];
  const longestMs = Math.max(0, ...[...kinds.values()].map(({ timeoutMs }) => timeoutMs));
  const bell = createBell(clock);
  const prune = createPruner(db);
  const stopping = new AbortController();
  const running = new Set<Promise<void>>();
  let isPaused = false;

  const mayStart = () => !stopping.signal.aborted && !isPaused && running.size < concurrency;

  async function startDue(): Promise<void> {
    while (mayStart()) {
      const nowMs = clock.nowMs();
      const lease = { token: ids.next(), untilMs: nowMs + longestMs + leaseMarginMs };
      const job = await claimJob(db, queue, kindNames, nowMs, lease);
      const kind = job && kinds.get(job.kind);
      if (!job || !kind) return;
      const done: Promise<void> = work(deps, job, kind, lease.token, stopping.signal).finally(() => {
        running.delete(done);
        bell.ring();
      });
      running.add(done);
    }
  }

  /** Returns how long there is nothing to do. */
  async function turn(): Promise<number> {
    const nowMs = clock.nowMs();
    await releaseLeases(db, nowMs, false);
    await prune(nowMs);
    await startDue();
    if (!mayStart()) return pollMs;
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
