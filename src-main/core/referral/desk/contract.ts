import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedureFor } from '../../platform/contract-base.ts';
import { keySchema, referralContract, rejectionSchema } from '../contract.ts';

/** What only a desk can say of the referral programme: how its copy fares, and what waits here. */

export const referralSyncSchema = z.object({
  /**
   * `noHub`: this desk has no office; `starting`: before the first answer; `live`; `stale`: tried again by itself;
   * `stopped`: the hub's history is not the one this desk has seen, so a person has to look.
   */
  state: z.enum(['noHub', 'starting', 'live', 'stale', 'stopped']),
  /** Since when it is in this state. */
  sinceMs: z.number(),
  /** By the hub's clock: up to then this copy is whole. Null: it has never been filled. */
  asOfMs: z.number().nullable(),
  /** How many entries it has. */
  size: z.number().int(),
  waitingCount: z.number().int(),
  rejectedCount: z.number().int(),
  /** Why it is stale. */
  failure: z.object({ code: z.string() }).nullable(),
  /** Why it is stopped, and from which entry on; null: not known. */
  fault: z.object({ name: z.string(), seq: z.number().nullable() }).nullable(),
});

export const outboxRowSchema = z.object({
  key: z.string(),
  /** A command's name, and what was asked by it. */
  name: z.string(),
  command: z.unknown(),
  userId: z.string(),
  createdAtMs: z.number(),
  state: z.enum(['waiting', 'rejected']),
  rejection: rejectionSchema.nullable(),
});

/** Whoever has more waiting sees how many there are. */
export const outboxShownMax = 200;

export const outboxSchema = z.object({
  /** In the order of asking, the first of them. */
  rows: z.array(outboxRowSchema),
  rowCount: z.number().int(),
});

export const referralChangesSchema = z.object({
  /** Of the pulled log. */
  size: z.number().int(),
  /** Grows whenever the outbox changes; begins anew with each start. */
  outboxRevision: z.number().int(),
});

export const referralDeskContract = {
  ...referralContract,
  /** First item is the present state. */
  watchReferralSync: procedureFor('dispatcher').output(eventIterator(referralSyncSchema)),
  /** First item is the present outbox. A row goes when its entry is in the pulled log. */
  watchOutbox: procedureFor('dispatcher').output(eventIterator(outboxSchema)),
  /** For screens: ask again what they show. First item is the present state. */
  watchReferralChanges: procedureFor('dispatcher').output(eventIterator(referralChangesSchema)),
  /** A person has read why it was refused. What still waits stays. */
  putAwayCommand: procedureFor('dispatcher').input(z.object({ key: keySchema })),
};

export type ReferralSync = Readonly<z.infer<typeof referralSyncSchema>>;
export type OutboxView = Readonly<z.infer<typeof outboxSchema>>;
export type ReferralChanges = Readonly<z.infer<typeof referralChangesSchema>>;
