import { sql, type Kysely } from 'kysely';
import type { JobRow, JobTables, QueueName } from './tables.ts';

/** The ledger, or a transaction of it. */
export type JobDatabase = Kysely<JobTables>;

export type NewJob = Pick<
  JobRow,
  | 'id'
  | 'queue'
  | 'kind'
  | 'idempotency_key'
  | 'payload'
  | 'priority'
  | 'attempt_count_max'
  | 'due_at_ms'
  | 'created_at_ms'
>;

/** Inserts a job, or finds the one with the same kind and key. */
export async function insertJob(db: JobDatabase, job: NewJob): Promise<{ id: string; isNew: boolean }> {
  const inserted = await db
    .insertInto('job')
    .values({
      ...job,
      state: 'waiting',
      attempt_count: 0,
      lease_token: null,
      lease_until_ms: null,
      finished_at_ms: null,
      failure_code: null,
      failure_message: null,
    })
    .onConflict((conflict) =>
      conflict.columns(['kind', 'idempotency_key']).where('idempotency_key', 'is not', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst();
  if (inserted) return { id: inserted.id, isNew: true };
  const known = await db
    .selectFrom('job')
    .select('id')
    .where('kind', '=', job.kind)
    .where('idempotency_key', '=', job.idempotency_key)
    .executeTakeFirstOrThrow();
  return { id: known.id, isNew: false };
}

export interface Lease {
  readonly token: string;
  readonly untilMs: number;
}

/** Takes the next due job of a queue, whose attempt this becomes; undefined when none is due. One statement: no two can take it. */
export async function claimJob(
  db: JobDatabase,
  queue: QueueName,
  kinds: readonly string[],
  nowMs: number,
  lease: Lease,
): Promise<JobRow | undefined> {
  if (kinds.length === 0) return undefined;
  return db
    .updateTable('job')
    .set((eb) => ({
      state: 'running' as const,
      lease_token: lease.token,
      lease_until_ms: lease.untilMs,
      attempt_count: eb('attempt_count', '+', 1),
    }))
    .where('id', '=', (eb) =>
      eb
        .selectFrom('job')
        .select('id')
        .where('queue', '=', queue)
        .where('state', '=', sql.lit('waiting'))
        .where('due_at_ms', '<=', nowMs)
        .where('kind', 'in', kinds)
        .orderBy('priority', 'desc')
        .orderBy('due_at_ms')
        .orderBy('id')
        .limit(1),
    )
    .returningAll()
    .executeTakeFirst();
}

/**
 * Gives back what a vanished worker held: leases that are over, or all of them (`everyLease`, at the start of the only
 * process that works on this file). A job that used up its attempts is dead, so that one that kills its process ends.
 */
export async function releaseLeases(db: JobDatabase, nowMs: number, everyLease: boolean): Promise<number> {
  const released = await sql`
    UPDATE job SET
      state = CASE WHEN attempt_count >= attempt_count_max THEN 'dead' ELSE 'waiting' END,
      finished_at_ms = CASE WHEN attempt_count >= attempt_count_max THEN ${nowMs} END,
      failure_code = 'queue/interrupted',
      failure_message = 'the process ended or hung while it worked on this job',
      lease_token = NULL,
      lease_until_ms = NULL,
      due_at_ms = ${nowMs}
    WHERE state = 'running' AND (${everyLease ? 1 : 0} OR lease_until_ms <= ${nowMs})
  `.execute(db);
  return Number(released.numAffectedRows ?? 0n);
}

export type Outcome =
  | { readonly state: 'done' }
  | { readonly state: 'dead'; readonly code: string; readonly message: string }
  | {
      readonly state: 'waiting';
      readonly code: string;
      readonly message: string;
      readonly dueAtMs: number;
      /** False when the attempt was broken off by us and must not bring the job nearer to its end. */
      readonly isCounted: boolean;
    };

/** Ends an attempt. False when the lease was lost meanwhile: the outcome is then not recorded. */
export async function finishAttempt(
  db: JobDatabase,
  id: string,
  leaseToken: string,
  nowMs: number,
  outcome: Outcome,
): Promise<boolean> {
  const result = await db
    .updateTable('job')
    .set((eb) => ({
      state: outcome.state,
      lease_token: null,
      lease_until_ms: null,
      finished_at_ms: outcome.state === 'waiting' ? null : nowMs,
      failure_code: outcome.state === 'done' ? null : outcome.code,
      failure_message: outcome.state === 'done' ? null : outcome.message,
      ...(outcome.state === 'waiting' ? { due_at_ms: outcome.dueAtMs } : {}),
      ...(outcome.state === 'waiting' && !outcome.isCounted
        ? { attempt_count: eb('attempt_count', '-', 1) }
        : {}),
    }))
    .where('id', '=', id)
    .where('lease_token', '=', leaseToken)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** When the next waiting job of these kinds falls due; null when none waits. */
export async function nextDueAtMs(
  db: JobDatabase,
  queue: QueueName,
  kinds: readonly string[],
): Promise<number | null> {
  if (kinds.length === 0) return null;
  const row = await db
    .selectFrom('job')
    .select((eb) => eb.fn.min('due_at_ms').as('due_at_ms'))
    .where('queue', '=', queue)
    .where('state', '=', sql.lit('waiting'))
    .where('kind', 'in', kinds)
    .executeTakeFirstOrThrow();
  return row.due_at_ms;
}

export async function countJobs(db: JobDatabase) {
  return db
    .selectFrom('job')
    .select(['queue', 'state', (eb) => eb.fn.countAll<number>().as('count')])
    .where('state', 'in', ['waiting', 'running', 'dead'])
    .groupBy(['queue', 'state'])
    .execute();
}

export async function listDead(db: JobDatabase, countMax: number): Promise<JobRow[]> {
  return db
    .selectFrom('job')
    .selectAll()
    .where('state', '=', 'dead')
    .orderBy('finished_at_ms', 'desc')
    .orderBy('id')
    .limit(countMax)
    .execute();
}

/** Back to the start of its attempts. False when there is no such dead job. */
export async function reviveDead(db: JobDatabase, id: string, nowMs: number): Promise<boolean> {
  const result = await db
    .updateTable('job')
    .set({ state: 'waiting', attempt_count: 0, due_at_ms: nowMs, finished_at_ms: null })
    .where('id', '=', id)
    .where('state', '=', 'dead')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Ends a dead job for good. Its row stays like a done one, so that its key still finds it. False when there is none. */
export async function discardDead(db: JobDatabase, id: string, nowMs: number): Promise<boolean> {
  const result = await db
    .updateTable('job')
    .set({ state: 'done', finished_at_ms: nowMs })
    .where('id', '=', id)
    .where('state', '=', 'dead')
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** Done jobs are kept only so that a repeated key finds them. */
export async function pruneDone(db: JobDatabase, finishedBeforeMs: number): Promise<number> {
  const result = await db
    .deleteFrom('job')
    .where('state', '=', 'done')
    .where('finished_at_ms', '<', finishedBeforeMs)
    .executeTakeFirst();
  return Number(result.numDeletedRows);
}
