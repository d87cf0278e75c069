import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedureFor } from './platform/contract-base.ts';

const databaseStateSchema = z.object({
  name: z.enum(['ledger', 'telematics']),
  state: z.enum(['open', 'closed']),
  bytes: z.number().int(),
  /** Set when a damaged file was moved away at start and a new one begun. */
  setAsidePath: z.string().nullable(),
});

export const coreStatusSchema = z.object({
  startedAtMs: z.number(),
  processId: z.number().int(),
  databases: z.array(databaseStateSchema),
  jobs: z.object({ waiting: z.number().int(), running: z.number().int(), dead: z.number().int() }),
  /** The core's private memory, as far as its process can tell. */
  residentBytes: z.number().int(),
});

export const systemContract = {
  watchCoreStatus: procedureFor('dispatcher').output(eventIterator(coreStatusSchema)),
};

export type CoreStatus = Readonly<z.infer<typeof coreStatusSchema>>;
