import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import { implementContract } from '../../platform/implementer.ts';
import type { AlertBook } from './alert-book.ts';
import { notificationsContract, type RuleDraft } from './contract.ts';
import type { Reminders } from './reminders.ts';
import type { RuleBook } from './rule-book.ts';
import type { tryRule } from './rule-trial.ts';
import type { Templates } from './templates.ts';

export interface RouterDeps {
  readonly book: AlertBook;
  readonly rules: RuleBook;
  readonly templates: Templates;
  readonly reminders: Reminders;
  readonly clock: Clock;
  readonly tryRule: (draft: RuleDraft) => ReturnType<typeof tryRule>;
}

function inboxHandlers({ book, reminders, clock }: RouterDeps) {
  const base = implementContract(notificationsContract);
  return {
    watchActiveAlerts: base.watchActiveAlerts.handler(({ signal }) => book.watchActive(signal)),
    listAlerts: base.listAlerts.handler(({ input }) => book.list(input)),
    getAlert: base.getAlert.handler(({ input }) => book.read(input.alertId)),
    acknowledgeAlerts: base.acknowledgeAlerts.handler(async ({ input, context }) => {
      const by = context.session.userId;
      const deed = { atMs: clock.nowMs(), by };
      const trace = { kind: 'acknowledged', by } as const;
      return { changedCount: await book.act(input.alertIds, { type: 'acknowledge', deed }, trace) };
    }),
    resolveAlerts: base.resolveAlerts.handler(async ({ input, context }) => {
      const by = context.session.userId;
      const deed = { atMs: clock.nowMs(), by };
      return {
        changedCount: await book.act(input.alertIds, { type: 'resolve', deed }, { kind: 'resolved', by }),
      };
    }),
    ownAlerts: base.ownAlerts.handler(async ({ input, context }) => {
      const by = context.session.userId;
      const owner = input.own ? by : null;
      const kind = input.own ? 'owned' : 'released';
      return { changedCount: await book.act(input.alertIds, { type: 'own', owner }, { kind, by }) };
    }),
    snoozeAlerts: base.snoozeAlerts.handler(async ({ input, context }) => {
      const { alertIds, untilMs } = input;
      const by = context.session.userId;
      if (untilMs === null) {
        return { changedCount: await book.act(alertIds, { type: 'snooze', untilMs }, { kind: 'woken', by }) };
      }
      if (untilMs <= clock.nowMs()) {
        throw new AppError('notifications/snooze-in-the-past', 'The time to snooze until is over.');
      }
      const trace = { kind: 'snoozed', by, untilMs } as const;
      const changedCount = await book.act(alertIds, { type: 'snooze', untilMs }, trace, (trx, { id }) =>
        reminders.scheduleWaking(trx, id, untilMs),
      );
      return { changedCount };
    }),
    addNote: base.addNote.handler(({ input, context }) =>
      book.addNote(input.alertId, input.text, context.session.userId),
    ),
  };
}

function rulesHandlers({ rules, templates, clock, tryRule }: RouterDeps) {
  const base = implementContract(notificationsContract);
  return {
    watchRules: base.watchRules.handler(async function* ({ signal }) {
      for await (const all of rules.state.watch(signal)) yield [...all];
    }),
    saveRule: base.saveRule.handler(({ input }) => rules.save(input.rule, input.draft)),
    setRuleEnabled: base.setRuleEnabled.handler(({ input }) =>
      rules.setEnabled(input.ruleId, input.isEnabled),
    ),
    deleteRule: base.deleteRule.handler(({ input }) => rules.remove(input.ruleId)),
    testRule: base.testRule.handler(({ input }) => {
      const { matches, ...counts } = tryRule(input.draft);
      const worded = matches.map(({ vehicle, happening }) => {
        const context = {
          truck: vehicle.name,
          driver: vehicle.driver?.name ?? null,
          place: null,
          happenedAtMs: clock.nowMs(),
        };
        return {
          vehicleId: vehicle.id,
          vehicleName: vehicle.name,
          text: templates.render(happening, context).title,
        };
      });
      return { ...counts, matches: worded };
    }),
  };
}

function templateHandlers({ templates }: RouterDeps) {
  const base = implementContract(notificationsContract);
  return {
    listTemplates: base.listTemplates.handler(() => templates.list()),
    saveTemplate: base.saveTemplate.handler(({ input, context }) =>
      templates.save(input, context.session.userId),
    ),
    resetTemplate: base.resetTemplate.handler(({ input }) => templates.reset(input.kind)),
    previewTemplate: base.previewTemplate.handler(({ input }) => templates.preview(input)),
  };
}

export function createNotificationsRouter(deps: RouterDeps) {
  return implementContract(notificationsContract).router({
    ...inboxHandlers(deps),
    ...rulesHandlers(deps),
    ...templateHandlers(deps),
  });
}

export type NotificationsRouter = ReturnType<typeof createNotificationsRouter>;
