import type { OpenDatabase } from '../../database/connection.ts';
import type { LedgerSchema } from '../../database/schema.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { JobQueue } from '../../platform/queue/index.ts';
import type { Telematics } from '../telematics/index.ts';
import { createAlertBook, type AlertBook } from './alert-book.ts';
import { readStandingReports } from './alert-repository.ts';
import { createFleetWatch } from './fleet-watch.ts';
import type { IncidentReport } from './incident.ts';
import { createReminders } from './reminders.ts';
import { createReportWriter } from './report-writer.ts';
import { createNotificationsRouter, type NotificationsRouter } from './router.ts';
import { createRuleBook } from './rule-book.ts';
import { createTemplates } from './templates.ts';

export type { IncidentReport } from './incident.ts';

export interface NotificationsDeps {
  readonly database: OpenDatabase<LedgerSchema>;
  /** Not started yet: kinds of jobs are registered here. */
  readonly jobs: JobQueue<LedgerSchema>;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly fleet: Pick<Telematics, 'watchRoster' | 'onObserved'>;
}

export interface Notifications {
  readonly router: NotificationsRouter;
  /** After telematics. */
  start(): Promise<void>;
  /** Before telematics. */
  stop(): Promise<void>;
  /**
   * Tells of something that happened, or (the same key again) that it is over. Resolves when it is durable; repeating it
   * is harmless. Rejects only when the ledger cannot be written: then tell again.
   */
  report(incident: IncidentReport): Promise<void>;
}

export function createNotifications(deps: NotificationsDeps): Notifications {
  const { database, jobs, clock, ids, metrics } = deps;
  const logger = deps.logger.child({ module: 'notifications' });
  const rules = createRuleBook({ database, clock, ids, logger });
  const templates = createTemplates({ db: database.db, clock });
  const reminders = createReminders({ jobs, clock, book: () => book });
  const fleet = createFleetWatch({
    fleet: deps.fleet,
    rules,
    clock,
    logger,
    metrics,
    submit: (submissions) => book.submit(submissions),
  });
  const book: AlertBook = createAlertBook({
    database,
    clock,
    vendorNowMs: fleet.vendorNowMs,
    metrics,
    write: createReportWriter({
      ids,
      findRule: ({ incident, ruleId }) => {
        if (ruleId !== null) return rules.find(ruleId);
        const rule = rules.ruleFor(incident, fleet.vehicleOf(incident), incident.happenedAtMs);
        return rule ?? (incident.source === 'local' ? rules.ruleWhereAsked(incident.kind) : null);
      },
      subjectOf: fleet.subjectOf,
      render: templates.render,
      scheduleEscalation: reminders.scheduleEscalation,
    }),
  });

  return {
    router: createNotificationsRouter({
      book,
      rules,
      templates,
      reminders,
      clock,
      tryRule: fleet.tryRule,
    }),
    async start() {
      await rules.load();
      await templates.load();
      fleet.start(await readStandingReports(database.db));
    },
    stop: fleet.stop,
    report: (incident) =>
      book.submit([{ type: 'incident', incident, ruleId: null, dueMs: incident.happenedAtMs }]),
  };
}
