import type { Clock } from '../../platform/clock.ts';
import { isAppError } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Random } from '../../platform/random.ts';
import type { SyncResource } from './contract.ts';

export interface Failure {
  readonly code: string;
  readonly message: string;
}

export type Outcome =
  | { readonly kind: 'done'; readonly itemCount: number }
  /** The token lacks the right to this resource; the others go on. */
  | { readonly kind: 'denied'; readonly failure: Failure }
  /** The token is refused: nothing goes on until a person acts. */
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'failed'; readonly failure: Failure; readonly retryAfterMs: number | null };

export interface LoopPlan {
  readonly resource: SyncResource;
  readonly intervalMs: number;
  /** The vendor asks to leave at least the interval between polls of a feed: then jitter only adds. */
  readonly isMinimum: boolean;
  /** How long the first turn waits, unless it is woken. Default 0. */
  readonly delayMs?: number;
  /** One turn; resolves to how many items it brought. Throws AppErrors. */
  readonly turn: (signal: AbortSignal) => Promise<number>;
}

export interface LoopDeps {
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly onOutcome: (resource: SyncResource, outcome: Outcome, nextAttemptAtMs: number | null) => void;
}

export interface Loop {
  readonly resource: SyncResource;
  /** Turns until `signal` aborts or the token is refused. Never throws. */
  run(signal: AbortSignal): Promise<void>;
  /** The next turn comes at once; in the middle of a turn, right after it. */
  wake(): void;
}

const retryFirstMs = 5_000;
/** A line that comes back should be noticed soon, whatever the interval. */
const retryMaxMs = 60_000;
/** Rights are rarely given in passing; `wake` asks at once. */
const deniedIntervalMs = 30 * 60_000;
const jitterShare = 0.1;

export function outcomeOf(error: unknown): Exclude<Outcome, { kind: 'done' }> {
  const failure = isAppError(error)
    ? { code: error.code, message: error.message }
    : { code: 'platform/bug', message: 'Switchyard made a mistake. It has been written to the log.' };
  if (failure.code === 'samsara/unauthorized') return { kind: 'refused', failure };
  if (failure.code === 'samsara/forbidden') return { kind: 'denied', failure };
  const retryAfterMs = isAppError(error) ? error.data.retryAfterMs : null;
  return { kind: 'failed', failure, retryAfterMs: typeof retryAfterMs === 'number' ? retryAfterMs : null };
}

/** How long to wait after a turn: ±10 % so that desks do not come in step; after failures doubling from 5 s to 60 s. */
export function pauseAfterMs(
  plan: Pick<LoopPlan, 'intervalMs' | 'isMinimum'>,
  outcome: Outcome,
  failureCount: number,
  random: Random,
): number {
  const share = plan.isMinimum ? random() * jitterShare : (random() * 2 - 1) * jitterShare;
  const jittered = (durationMs: number) => Math.round(durationMs * (1 + share));
  if (outcome.kind === 'done') return jittered(plan.intervalMs);
  if (outcome.kind !== 'failed') return jittered(deniedIntervalMs);
  const backOffMs = Math.min(retryMaxMs, retryFirstMs * 2 ** (failureCount - 1));
  return Math.max(jittered(backOffMs), outcome.retryAfterMs ?? 0);
}

/** A background loop has no caller: what comes of each turn is told to `onOutcome`, which makes it state. */
export function createLoop(plan: LoopPlan, deps: LoopDeps): Loop {
  const { clock, random, logger, onOutcome } = deps;
  let pausing: AbortController | null = null;
  let isWoken = false;

  async function attempt(signal: AbortSignal): Promise<Outcome> {
    try {
      return { kind: 'done', itemCount: await plan.turn(signal) };
    } catch (error) {
      const outcome = outcomeOf(error);
      if (!signal.aborted && !isAppError(error))
        logger.error({ error, resource: plan.resource }, 'bug in sync');
      return outcome;
    }
  }

  async function pause(durationMs: number, signal: AbortSignal) {
    if (isWoken) {
      isWoken = false;
      return;
    }
    pausing = new AbortController();
    const end = () => pausing?.abort();
    signal.addEventListener('abort', end, { once: true });
    await clock.sleep(durationMs, pausing.signal);
    signal.removeEventListener('abort', end);
    pausing = null;
    isWoken = false;
  }

  return {
    resource: plan.resource,
    wake() {
      isWoken = true;
      pausing?.abort();
    },
    async run(signal) {
      let failureCount = 0;
      if (plan.delayMs !== undefined && plan.delayMs > 0) await pause(plan.delayMs, signal);
      while (!signal.aborted) {
        const outcome = await attempt(signal);
        if (signal.aborted) return;
        failureCount = outcome.kind === 'done' ? 0 : failureCount + 1;
        if (outcome.kind === 'refused') {
          onOutcome(plan.resource, outcome, null);
          return;
        }
        const pauseMs = pauseAfterMs(plan, outcome, failureCount, random);
        onOutcome(plan.resource, outcome, clock.nowMs() + pauseMs);
        // What was just told may have ended the session.
        if (!signal.aborted) await pause(pauseMs, signal);
      }
    },
  };
}
