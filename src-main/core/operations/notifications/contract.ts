import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedureFor } from '../../platform/contract-base.ts';
import { incidentDetails } from './incident.ts';
import { alertKinds, alertLimits, incidentSources, severities } from './incident.wire.ts';
import { ruleDraftSchema, ruleSchema } from './rule-schemas.ts';

const idText = z.string().min(1).max(64);
const time = z.number().int().nonnegative();

/** What happened: the kind, and what is particular to it. */
export const happeningSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('speeding'), details: incidentDetails.speeding }),
  z.object({ kind: z.literal('idling'), details: incidentDetails.idling }),
  z.object({ kind: z.literal('harshEvent'), details: incidentDetails.harshEvent }),
  z.object({ kind: z.literal('fault'), details: incidentDetails.fault }),
  z.object({ kind: z.literal('lowFuel'), details: incidentDetails.lowFuel }),
  z.object({ kind: z.literal('geofenceEntered'), details: incidentDetails.geofenceEntered }),
  z.object({ kind: z.literal('geofenceExited'), details: incidentDetails.geofenceExited }),
  z.object({ kind: z.literal('geofenceDwelled'), details: incidentDetails.geofenceDwelled }),
  z.object({ kind: z.literal('geofenceSpeeding'), details: incidentDetails.geofenceSpeeding }),
  z.object({ kind: z.literal('hoursEnding'), details: incidentDetails.hoursEnding }),
  z.object({ kind: z.literal('lostContact'), details: incidentDetails.lostContact }),
  z.object({ kind: z.literal('gatewayUnplugged'), details: incidentDetails.gatewayUnplugged }),
  z.object({ kind: z.literal('vendorAlert'), details: incidentDetails.vendorAlert }),
]);

/** `open`: nobody has reacted yet. `resolved`: done with, only in the history. */
export const alertStates = ['open', 'acknowledged', 'resolved'] as const;

const namedSchema = z.object({ id: z.string(), name: z.string() });
/** Who did it: the id of a user, or `null` for Switchyard itself. */
const deedSchema = z.object({ atMs: z.number(), by: z.string().nullable() });

export const alertSchema = z.object({
  id: idText,
  /** Grows over all alerts: the newest change has the highest. */
  version: z.number().int(),
  happening: happeningSchema,
  severity: z.enum(severities),
  state: z.enum(alertStates),
  title: z.string(),
  body: z.string(),
  ruleId: z.string().nullable(),
  ruleName: z.string(),
  /** Names as they were when it happened. */
  vehicle: namedSchema.nullable(),
  driver: namedSchema.nullable(),
  position: z.object({ latitude: z.number(), longitude: z.number() }).nullable(),
  place: z.string().nullable(),
  happenedAtMs: z.number(),
  /** The same again within a short time is counted here instead of raising another alert. */
  occurrenceCount: z.number().int(),
  lastHappenedAtMs: z.number(),
  /** When what it tells of was over; `null`: it still lasts. */
  overAtMs: z.number().nullable(),
  acknowledged: deedSchema.nullable(),
  resolved: deedSchema.nullable(),
  owner: z.string().nullable(),
  snoozedUntilMs: z.number().nullable(),
  /** How often nobody reacted in time. */
  escalationLevel: z.number().int(),
  noteCount: z.number().int(),
  /** Grows each time a person should look: raised, escalated, back from snooze. A desk makes noise when it grew. */
  attentionCount: z.number().int(),
  playsSound: z.boolean(),
  showsNotification: z.boolean(),
  sources: z.array(z.enum(incidentSources)),
});

/** What happened to an alert. Past tense; only ever appended. */
export const alertEventKinds = [
  'raised',
  'repeated',
  'confirmed',
  /** A graver rule found the same happening. */
  'worsened',
  'over',
  'acknowledged',
  'owned',
  'released',
  'noted',
  'snoozed',
  'woken',
  'escalated',
  'resolved',
] as const;

export const alertEventSchema = z.object({
  id: z.number().int(),
  timeMs: z.number(),
  kind: z.enum(alertEventKinds),
  by: z.string().nullable(),
  /** The note, the owner; `null` where the kind says all. */
  text: z.string().nullable(),
  untilMs: z.number().nullable(),
});

const alertIdsSchema = z.object({ alertIds: z.array(idText).min(1).max(alertLimits.batchCount) });
const changedSchema = z.object({ changedCount: z.number().int() });
const unknownAlert = { 'notifications/unknown-alert': { message: 'No alert with this id is known.' } };
const unknownRule = { 'notifications/unknown-rule': { message: 'No rule with this id is known.' } };

const inboxContract = {
  /**
   * All alerts that are not resolved, in portions: the first has `begins`, the one that completes the picture `isWhole`.
   * Afterwards what changed; `goneIds` were resolved.
   */
  watchActiveAlerts: procedureFor('dispatcher').output(
    eventIterator(
      z.object({
        begins: z.boolean(),
        isWhole: z.boolean(),
        alerts: z.array(alertSchema),
        goneIds: z.array(idText),
      }),
    ),
  ),
  /** The history, newest first: alerts of any state that happened in [fromMs, toMs). */
  listAlerts: procedureFor('dispatcher')
    .input(
      z.object({
        states: z.array(z.enum(alertStates)).max(alertStates.length),
        kinds: z.array(z.enum(alertKinds)).max(alertKinds.length),
        severities: z.array(z.enum(severities)).max(severities.length),
        vehicleId: idText.nullable(),
        fromMs: time.nullable(),
        toMs: time.nullable(),
        /** From the answer before. */
        cursor: z.object({ happenedAtMs: time, id: idText }).nullable(),
        countMax: z.number().int().min(1).max(alertLimits.pageCount).default(100),
      }),
    )
    .output(
      z.object({
        alerts: z.array(alertSchema),
        nextCursor: z.object({ happenedAtMs: time, id: idText }).nullable(),
      }),
    ),
  getAlert: procedureFor('dispatcher')
    .input(z.object({ alertId: idText }))
    .errors(unknownAlert)
    .output(z.object({ alert: alertSchema, events: z.array(alertEventSchema) })),
  /** These four leave alone what is resolved or as wanted already. */
  acknowledgeAlerts: procedureFor('dispatcher').input(alertIdsSchema).output(changedSchema),
  resolveAlerts: procedureFor('dispatcher').input(alertIdsSchema).output(changedSchema),
  /** `own`: the caller becomes the owner; else nobody is. */
  ownAlerts: procedureFor('dispatcher')
    .input(alertIdsSchema.extend({ own: z.boolean() }))
    .output(changedSchema),
  /** `null` ends a snooze. */
  snoozeAlerts: procedureFor('dispatcher')
    .input(alertIdsSchema.extend({ untilMs: time.nullable() }))
    .errors({ 'notifications/snooze-in-the-past': { message: 'The time to snooze until is over.' } })
    .output(changedSchema),
  addNote: procedureFor('dispatcher')
    .input(z.object({ alertId: idText, text: z.string().trim().min(1).max(alertLimits.noteLength) }))
    .errors(unknownAlert)
    .output(alertEventSchema),
};

const rulesContract = {
  /** First item is all rules as they are; then all of them after each change. */
  watchRules: procedureFor('dispatcher').output(eventIterator(z.array(ruleSchema))),
  /** `rule` null: a new one; else the version that was seen. */
  saveRule: procedureFor('supervisor')
    .input(
      z.object({
        rule: z.object({ id: idText, version: z.number().int() }).nullable(),
        draft: ruleDraftSchema,
      }),
    )
    .errors({
      ...unknownRule,
      'notifications/rule-changed': { message: 'Somebody else has changed this rule meanwhile.' },
      'notifications/too-many-rules': { message: 'There are too many rules.' },
    })
    .output(ruleSchema),
  setRuleEnabled: procedureFor('supervisor')
    .input(z.object({ ruleId: idText, isEnabled: z.boolean() }))
    .errors(unknownRule)
    .output(ruleSchema),
  deleteRule: procedureFor('supervisor')
    .input(z.object({ ruleId: idText }))
    .errors(unknownRule)
    .output(z.void()),
  /** What a rule would find right now, minimum durations left aside. Changes nothing. */
  testRule: procedureFor('supervisor')
    .input(z.object({ draft: ruleDraftSchema }))
    .output(
      z.object({
        isInSchedule: z.boolean(),
        /** False: this kind is reported from elsewhere, so there is nothing to measure now. */
        isMeasured: z.boolean(),
        vehicleCount: z.number().int(),
        /** Vehicles of which nothing usable is known now. */
        unknownCount: z.number().int(),
        matchCount: z.number().int(),
        /** The first of them. */
        matches: z.array(z.object({ vehicleId: idText, vehicleName: z.string(), text: z.string() })),
      }),
    ),
};

const templateText = z.object({
  title: z.string().max(alertLimits.titleLength),
  body: z.string().max(alertLimits.bodyLength),
});
const issueSchema = z.object({
  field: z.enum(['title', 'body']),
  reason: z.enum(['empty', 'unknownPlaceholder', 'unclosed']),
  /** The placeholder, or what stands behind the brace. */
  detail: z.string(),
});

export const templateSchema = templateText.extend({
  kind: z.enum(alertKinds),
  builtIn: templateText,
  isChanged: z.boolean(),
  placeholders: z.array(z.object({ name: z.string(), sample: z.string() })),
});

const templateInput = templateText.extend({ kind: z.enum(alertKinds) });

const templatesContract = {
  listTemplates: procedureFor('dispatcher').output(z.array(templateSchema)),
  saveTemplate: procedureFor('supervisor')
    .input(templateInput)
    .errors({
      'notifications/invalid-template': {
        message: 'The template has mistakes.',
        data: z.object({ issues: z.array(issueSchema) }),
      },
    })
    .output(templateSchema),
  resetTemplate: procedureFor('supervisor')
    .input(z.object({ kind: z.enum(alertKinds) }))
    .output(templateSchema),
  previewTemplate: procedureFor('dispatcher')
    .input(templateInput)
    .output(z.object({ title: z.string(), body: z.string(), issues: z.array(issueSchema) })),
};

export const notificationsContract = { ...inboxContract, ...rulesContract, ...templatesContract };

export type Alert = Readonly<z.infer<typeof alertSchema>>;
export type AlertState = Alert['state'];
export type AlertEvent = Readonly<z.infer<typeof alertEventSchema>>;
export type AlertTemplate = Readonly<z.infer<typeof templateSchema>>;
export type TemplateIssue = Readonly<z.infer<typeof issueSchema>>;
export type { Condition, Rule, RuleDraft, Schedule, Scope } from './rule-schemas.ts';
