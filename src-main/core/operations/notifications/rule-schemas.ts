import { z } from 'zod';
import { alertLimits, dutyClockNames, severities } from './incident.wire.ts';

const idText = z.string().min(1).max(64);
const minuteMs = 60_000;
/** How long a thing has to last before it counts. */
const minimumMs = z
  .number()
  .int()
  .min(0)
  .max(24 * 60 * minuteMs);
const mph = z.number().min(0).max(150);

export const scopeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('all') }),
  /** Vehicles that carry one of the tags themselves; a tag of a tag does not count. */
  z.object({ kind: z.literal('tags'), tagIds: z.array(idText).min(1).max(alertLimits.scopeCount) }),
  z.object({ kind: z.literal('vehicles'), vehicleIds: z.array(idText).min(1).max(alertLimits.scopeCount) }),
]);

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: name });
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}

const minuteOfDay = z.number().int().min(0).max(1_439);

export const scheduleSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('always') }),
  /** From `fromMinute` to before `toMinute` on each of `days`; where `toMinute` is not later it ends on the next day. */
  z.object({
    kind: z.literal('weekly'),
    days: z.array(z.number().int().min(0).max(6)).min(1).max(7),
    fromMinute: minuteOfDay,
    toMinute: minuteOfDay,
    timeZone: z.string().max(64).refine(isTimeZone, { message: 'not a time zone' }),
  }),
]);

/**
 * When a rule applies. Margins are the hysteresis: what was raised is over only when the value has gone back by that
 * much. Kinds that are reported from elsewhere have no thresholds here: whoever reports has judged already.
 */
export const conditionSchema = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('speeding'),
      /** Faster than this, whatever the limit. */
      aboveMph: mph.nullable(),
      /** Faster than the posted limit by this, where the limit is known. */
      overLimitMph: mph.nullable(),
      marginMph: z.number().min(0).max(30),
      minimumMs,
    })
    .refine((speeding) => speeding.aboveMph !== null || speeding.overLimitMph !== null, {
      message: 'one of the two speeds is needed',
    }),
  z.object({ kind: z.literal('idling'), minimumMs: minimumMs.min(minuteMs) }),
  z.object({
    kind: z.literal('lowFuel'),
    belowPercent: z.number().min(1).max(100),
    marginPercent: z.number().min(0).max(50),
    minimumMs,
  }),
  z.object({
    kind: z.literal('hoursEnding'),
    clocks: z.array(z.enum(dutyClockNames)).min(1).max(dutyClockNames.length),
    beforeMs: z
      .number()
      .int()
      .min(minuteMs)
      .max(11 * 60 * minuteMs),
  }),
  /** A truck that should be reporting has been silent for this long; before a quarter of an hour nobody calls it lost. */
  z.object({ kind: z.literal('lostContact'), minimumMs: minimumMs.min(15 * minuteMs) }),
  z.object({ kind: z.literal('gatewayUnplugged'), minimumMs }),
  z.object({ kind: z.literal('harshEvent') }),
  z.object({ kind: z.literal('fault') }),
  z.object({ kind: z.literal('geofenceEntered') }),
  z.object({ kind: z.literal('geofenceExited') }),
  z.object({ kind: z.literal('geofenceDwelled') }),
  z.object({ kind: z.literal('geofenceSpeeding') }),
  z.object({ kind: z.literal('vendorAlert') }),
]);

export const ruleDraftSchema = z.object({
  name: z.string().trim().min(1).max(alertLimits.nameLength),
  isEnabled: z.boolean(),
  severity: z.enum(severities),
  scope: scopeSchema,
  schedule: scheduleSchema,
  condition: conditionSchema,
  /** False: an alert leaves the inbox by itself when what it tells of is over. */
  needsAcknowledgement: z.boolean(),
  /** `null`: never. */
  escalateAfterMs: z
    .number()
    .int()
    .min(minuteMs)
    .max(24 * 60 * minuteMs)
    .nullable(),
  playsSound: z.boolean(),
  showsNotification: z.boolean(),
});

export const ruleSchema = ruleDraftSchema.extend({
  id: idText,
  /** Grows with every change; named when saving, so that nobody overwrites what they have not seen. */
  version: z.number().int(),
  updatedAtMs: z.number(),
});

export type Scope = Readonly<z.infer<typeof scopeSchema>>;
export type Schedule = Readonly<z.infer<typeof scheduleSchema>>;
export type Condition = Readonly<z.infer<typeof conditionSchema>>;
export type RuleDraft = Readonly<z.infer<typeof ruleDraftSchema>>;
export type Rule = Readonly<z.infer<typeof ruleSchema>>;
