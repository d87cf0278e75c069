import type { z } from 'zod';
import type { Clock } from '../clock.ts';
import { AppError } from '../errors.ts';
import type { RetryRules } from './outcome.ts';
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

export const stoppedCode = 'queue/stopped';
export const invalidPayloadCode = 'queue/invalid-payload';

function readPayload(job: JobRow, kind: JobKind): unknown {
  const parsed = kind.schema.safeParse(JSON.parse(job.payload));
  if (parsed.success) return parsed.data;
  throw new AppError(invalidPayloadCode, `the stored payload does not fit: ${parsed.error.message}`);
}

/**
 * Runs the handler once. Ends with it, with its time-out (`queue/timeout`) or with the stop (`queue/stopped`),
 * whichever is first: a handler that ignores its signal is left behind.
 */
export async function runAttempt(
  job: JobRow,
  kind: JobKind,
  clock: Clock,
  stopping: AbortSignal,
): Promise<void> {
  const payload = readPayload(job, kind);
  const ending = new AbortController();
  const settled = new AbortController();
  const ended = new Promise<never>((_resolve, reject) => {
    ending.signal.addEventListener('abort', () => reject(ending.signal.reason as AppError), { once: true });
  });
  const onStop = () => ending.abort(new AppError(stoppedCode, 'the queue was stopped'));
  if (stopping.aborted) onStop();
  else stopping.addEventListener('abort', onStop, { once: true });
  void clock.sleep(kind.timeoutMs, settled.signal).then(() => {
    if (settled.signal.aborted) return;
    ending.abort(new AppError('queue/timeout', `not done within ${kind.timeoutMs} ms`));
  });
  try {
    const context = { jobId: job.id, attempt: job.attempt_count, signal: ending.signal };
    await Promise.race([ended, kind.handle(payload, context)]);
  } finally {
    settled.abort();
    stopping.removeEventListener('abort', onStop);
  }
}
