import { z } from 'zod';
import type { LedgerSchema } from '../../database/schema.ts';
import type { Clock } from '../../platform/clock.ts';
import type { JobQueue } from '../../platform/queue/index.ts';
import type { AlertBook } from './alert-book.ts';
import { escalationLevelMax } from './alert-life.ts';
import type { Transactional } from './round.ts';

const escalateKind = 'notifications.escalate';
const wakeKind = 'notifications.wake';

const escalateSchema = z.object({ alertId: z.string(), level: z.number().int().min(1) });
const wakeSchema = z.object({ alertId: z.string(), untilMs: z.number().int() });

export interface Reminders {
  /** In the transaction that makes it necessary. */
  /** `round`: told apart from an earlier wait for the same level. */
  scheduleEscalation(
    trx: Transactional,
    alertId: string,
    level: number,
    delayMs: number,
    round?: string,
  ): Promise<void>;
  scheduleWaking(trx: Transactional, alertId: string, untilMs: number): Promise<void>;
}

/**
 * What has to happen to an alert later, also after a restart: jobs of the queue `notifications`. Each names the state it
 * is meant for (the level, the end of the snooze), so that running it twice, or too late, changes nothing.
 */
export function createReminders(deps: {
  readonly jobs: JobQueue<LedgerSchema>;
  readonly clock: Clock;
  readonly book: () => AlertBook;
}): Reminders {
  const { jobs, clock } = deps;

  async function scheduleEscalation(
    trx: Transactional | undefined,
    alertId: string,
    level: number,
    delayMs: number,
    round = '',
  ) {
    const key = `${alertId}:${String(level)}${round}`;
    await jobs.enqueue({ kind: escalateKind, payload: { alertId, level }, key, delayMs }, trx);
  }

  jobs.register(escalateKind, {
    queue: 'notifications',
    schema: escalateSchema,
    async handler({ alertId, level }) {
      const book = deps.book();
      const row = await book.find(alertId);
      if (!row || row.escalate_after_ms === null || row.note_count > 0) return;
      const delayMs = row.escalate_after_ms;
      const untilMs = row.snoozed_until_ms;
      if (untilMs !== null) {
        // Whoever snoozed it has asked for quiet until then; the wait begins anew.
        const restMs = Math.max(0, untilMs - clock.nowMs());
        await scheduleEscalation(undefined, alertId, level, restMs + delayMs, `:${String(untilMs)}`);
        return;
      }
      const next = level + 1;
      await book.act([alertId], { type: 'escalate', level }, { kind: 'escalated', by: null }, async (trx) => {
        if (next <= escalationLevelMax) await scheduleEscalation(trx, alertId, next, delayMs);
      });
    },
  });

  jobs.register(wakeKind, {
    queue: 'notifications',
    schema: wakeSchema,
    async handler({ alertId, untilMs }) {
      await deps.book().act([alertId], { type: 'wake', untilMs }, { kind: 'woken', by: null });
    },
  });

  return {
    scheduleEscalation,
    async scheduleWaking(trx, alertId, untilMs) {
      const delayMs = Math.max(0, untilMs - clock.nowMs());
      const key = `${alertId}:${String(untilMs)}`;
      await jobs.enqueue({ kind: wakeKind, payload: { alertId, untilMs }, key, delayMs }, trx);
    },
  };
}
