import { oc } from '@orpc/contract';

/** What a person may do. One local user holds all of them until sign-in exists (hub). */
export const roles = ['dispatcher', 'supervisor', 'referralClerk', 'approver', 'admin'] as const;
export type Role = (typeof roles)[number];

export interface ProcedureMeta {
  readonly role: Role;
}

/**
 * Start of every procedure in every contract: there is no way to declare one without naming the role it needs.
 * The router refuses a session that lacks the role with `platform/forbidden`.
 */
export const procedureFor = (role: Role) => oc.$meta<ProcedureMeta>({ role });
