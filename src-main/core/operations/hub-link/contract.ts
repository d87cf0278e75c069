import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedureFor } from '../../platform/contract-base.ts';

export const hubStateSchema = z.object({
  /**
   * `notConfigured`: this desk works on its own; `connecting`: before the first answer; `live`; `stale`: it was, or has
   * not been yet, and is tried again; `refused`: the hub does not know this desk any more, so a person has to act.
   */
  state: z.enum(['notConfigured', 'connecting', 'live', 'stale', 'refused']),
  /** Since when it is in this state. */
  sinceMs: z.number(),
  url: z.string().nullable(),
  failure: z.object({ code: z.string(), message: z.string() }).nullable(),
});

export const hubLinkContract = {
  /** First item is the present state. */
  watchHub: procedureFor('dispatcher').output(eventIterator(hubStateSchema)),
};

export type HubState = Readonly<z.infer<typeof hubStateSchema>>;
