import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { procedureFor, roles } from '../../platform/contract-base.ts';

const name = z.string().trim().min(1).max(100);

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
  /** What the hub calls this desk; null: it has not said yet. */
  deskName: z.string().nullable(),
  /** Given from outside, so it cannot be left here. */
  isFixed: z.boolean(),
  /** Who is signed in at this desk, also while the hub is away. */
  person: z
    .object({ id: z.string(), name: z.string(), roles: z.array(z.enum(roles)), untilMs: z.number() })
    .nullable(),
  /** Of the sandbox's office, to be tried; empty elsewhere. */
  demoAccounts: z.array(z.object({ name: z.string(), password: z.string() })),
});

const unreachable = { 'hub/unreachable': {}, 'hub/unsafe-address': {}, 'hub/not-kept': {} };
const noHub = { 'referral/no-hub': {} };

/** What a hub says as well, of itself. */
export const hubLinkContract = {
  /** First item is the present state. */
  watchHub: procedureFor('dispatcher').output(eventIterator(hubStateSchema)),
};

export const hubDeskContract = {
  ...hubLinkContract,
  /** With a one-time code that an admin of the hub has made. */
  enrolDesk: procedureFor('admin')
    .input(z.object({ url: z.url().max(500), code: z.string().trim().min(1).max(40), deskName: name }))
    .errors({ ...unreachable, 'access/wrong-code': {} }),
  /** This desk works on its own again; what it has of the office stays readable. */
  leaveHub: procedureFor('admin').errors({ 'hub/not-kept': {} }),
  /** Whoever signs in acts at this desk from now on. */
  signIn: procedureFor('dispatcher')
    .input(z.object({ name, password: z.string().min(1).max(200) }))
    .errors({ ...unreachable, ...noHub, 'access/wrong-password': {}, 'access/locked': {} }),
  signOut: procedureFor('dispatcher').errors({ 'hub/not-kept': {} }),
  /** Of the accounts and the desks of the office, for the ids in its records; what this desk was told last. */
  listAccountNames: procedureFor('dispatcher').output(
    z.array(z.object({ id: z.string(), name: z.string() })),
  ),
};

export type HubState = Readonly<z.infer<typeof hubStateSchema>>;
