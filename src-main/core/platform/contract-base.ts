import { oc } from '@orpc/contract';

/** What a person may do. At a desk the one local user holds all of them; a hub gives them to people who sign in. */
export const roles = ['dispatcher', 'supervisor', 'referralClerk', 'approver', 'admin'] as const;
export type Role = (typeof roles)[number];

export interface ProcedureMeta {
  /** `null`: nobody has to be signed in. */
  readonly role: Role | null;
}

/**
 * Start of every procedure in every contract: there is no way to declare one without naming the role it needs.
 * The router refuses a session that lacks the role with `platform/forbidden`.
 */
export const procedureFor = (role: Role) => oc.$meta<ProcedureMeta>({ role });

/** What a hub answers to whoever is not signed in yet, or not as a person: each checks by itself what it was shown. */
export const procedureForAnyone = () => oc.$meta<ProcedureMeta>({ role: null });
