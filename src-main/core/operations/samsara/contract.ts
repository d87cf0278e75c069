import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedureFor } from '../../platform/contract-base.ts';

export const syncResources = [
  'organization',
  'vehicles',
  'drivers',
  'tags',
  'gateways',
  'addresses',
  'assignments',
  'clocks',
  'positions',
  'diagnostics',
  'speedLimits',
  'trips',
  'alerts',
  'safetyEvents',
  'dutyLogs',
  'backfill',
] as const;

const failureSchema = z.object({ code: z.string(), message: z.string() });

export const resourceHealthSchema = z.object({
  resource: z.enum(syncResources),
  /** `denied`: the token lacks the scope or licence; the rest goes on without it. */
  state: z.enum(['waiting', 'live', 'stale', 'denied', 'stopped']),
  lastSuccessAtMs: z.number().nullable(),
  nextAttemptAtMs: z.number().nullable(),
  itemCount: z.number().int(),
  failure: failureSchema.nullable(),
});

export const syncHealthSchema = z.object({
  /**
   * `notConfigured` no token yet; `connecting` before the first answer; `live`; `stale` the vendor answers badly or
   * late; `offline` no network; `stopped` the vendor refused the token: a person has to act.
   */
  connection: z.enum(['notConfigured', 'connecting', 'live', 'stale', 'offline', 'stopped']),
  /** Since when the connection is in this state. */
  sinceMs: z.number(),
  organization: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** True when the other end says it is Switchyard's sandbox. */
  isSandbox: z.boolean(),
  baseUrl: z.string(),
  failure: failureSchema.nullable(),
  /** Fixes stored since the core started. */
  fixCount: z.number().int(),
  /** Vendor clock minus ours, from the HTTP Date header. */
  clockOffsetMs: z.number(),
  /** The past being fetched after the first start; left out until it is known how much of it there is. */
  backfill: z
    .object({
      /** Days that are wanted. */
      days: z.number().int(),
      partCount: z.number().int(),
      doneCount: z.number().int(),
      /** The past is whole from here on. */
      wholeSinceMs: z.number().nullable(),
    })
    .optional(),
  resources: z.array(resourceHealthSchema),
});

export const sandboxRoadsSchema = z.object({
  /** Invented geometry: drawn only while connected to the sandbox. One entry per road; flat [lon, lat, lon, lat, …]. */
  roads: z.array(z.object({ name: z.string(), coordinates: z.array(z.number()) })),
});

export const samsaraContract = {
  /** First item is the state as it is; then a new one on change, at most four per second. */
  watchSyncHealth: procedureFor('dispatcher').output(eventIterator(syncHealthSchema)),
  /** Asks the vendor who the token belongs to, without storing anything. */
  checkAccess: procedureFor('admin')
    .input(z.object({ baseUrl: z.url().max(300), token: z.string().min(1).max(500) }))
    .errors({
      'samsara/unauthorized': { message: 'Samsara refused the token.' },
      'samsara/forbidden': { message: 'The token may not read the organization.' },
      'samsara/unreachable': { message: 'Samsara could not be reached.' },
      'samsara/unexpected-answer': { message: 'Samsara answered in an unexpected way.' },
    })
    .output(z.object({ organizationId: z.string(), organizationName: z.string() })),
  /** Fetch everything again now (lists and feed), instead of waiting for the next turn. */
  syncNow: procedureFor('dispatcher').output(z.void()),
  getSandboxRoads: procedureFor('dispatcher').output(sandboxRoadsSchema),
};

export type SyncResource = (typeof syncResources)[number];
export type ResourceHealth = Readonly<z.infer<typeof resourceHealthSchema>>;
export type SyncHealth = Readonly<z.infer<typeof syncHealthSchema>>;
export type SandboxRoads = Readonly<z.infer<typeof sandboxRoadsSchema>>;
