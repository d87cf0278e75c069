import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedureFor } from '../../../platform/contract-base.ts';

const count = z.number().int().nonnegative();
/** `null`: the fleet was never seen in that state. At most four hours: older is not told apart. */
const age = z.number().nonnegative().nullable();

const ageSchema = z.object({ p50Ms: age, p95Ms: age, sampleCount: count });
const agesSchema = z.object({ moving: ageSchema, stopped: ageSchema, idle: ageSchema, off: ageSchema });

/** Percentiles in parallel columns, one entry per vehicle. */
const ageColumnsSchema = z.object({ p50Ms: z.array(age), p95Ms: z.array(age) });

export const deadReasons = ['unplugged', 'silent', 'neverHeard'] as const;

export const accuracySchema = z.object({
  /** Counted from here on: the beginning of an hour, or later where counting began later. */
  fromMs: z.number(),
  toMs: z.number(),
  /** How long ages were looked at; the rest of the span nothing was counted, or our own feed was not current. */
  sampledMs: z.number().nonnegative(),
  /** How long our own feed was not current. */
  blindMs: z.number().nonnegative(),
  fleet: z.object({
    ages: agesSchema,
    fixCount: count,
    lateCount: count,
    repeatCount: count,
    jumpCount: count,
    gapCount: count,
    gapMs: z.number().nonnegative(),
    deadCount: count,
  }),
  /** Parallel columns of all listed vehicles, by slot. */
  vehicles: z.object({
    slot: z.array(count),
    ages: z.object({
      moving: ageColumnsSchema,
      stopped: ageColumnsSchema,
      idle: ageColumnsSchema,
      off: ageColumnsSchema,
    }),
    fixCount: z.array(count),
    lateCount: z.array(count),
    repeatCount: z.array(count),
    jumpCount: z.array(count),
    gapCount: z.array(count),
    gapMs: z.array(z.number().nonnegative()),
    longestGapMs: z.array(z.number().nonnegative()),
    /** `null`: the gateway is alive. */
    dead: z.array(z.enum(deadReasons).nullable()),
    /** Newest reading of any kind; `null`: never. */
    heardAtMs: z.array(z.number().nullable()),
  }),
});

export const accuracyContract = {
  /** First item is how it is; then a new one every few seconds. `hours`: the present one and those before it. */
  watchAccuracy: procedureFor('dispatcher')
    .input(z.object({ hours: z.number().int().min(1).max(24) }))
    .output(eventIterator(accuracySchema)),
};

export type Accuracy = Readonly<z.infer<typeof accuracySchema>>;
export type AccuracyVehicles = Accuracy['vehicles'];
export type DeadReason = (typeof deadReasons)[number];
