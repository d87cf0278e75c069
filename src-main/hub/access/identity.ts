import { roles, type Role } from '../../core/platform/contract-base.ts';

/** Who is behind a request: a person, a desk, both, a holder of the admin token, or nobody. */
export interface Identity {
  readonly person: { readonly id: string; readonly name: string } | null;
  readonly desk: { readonly id: string; readonly name: string } | null;
  readonly sessionId: string | null;
  readonly isAdminToken: boolean;
  readonly roles: readonly Role[];
}

export const nobody: Identity = { person: null, desk: null, sessionId: null, isAdminToken: false, roles: [] };

/** Does everything: it is how the first person is added. */
export const adminToken: Identity = { ...nobody, isAdminToken: true, roles };

/** An enrolled desk without a person may do what a dispatcher may, as before there was a hub; more takes a person. */
export const rolesOfDesk: readonly Role[] = ['dispatcher'];

/** Whoever signs in at a desk may do what the desk may, and what they may themselves. */
export function withDesk(identity: Identity): Identity {
  if (identity.desk === null) return identity;
  return { ...identity, roles: [...new Set([...identity.roles, ...rolesOfDesk])] };
}

/** As it stands in the audit log and in what the modules store. */
export function actorOf({ person, desk, isAdminToken }: Identity): string {
  if (person) return person.id;
  if (desk) return `desk:${desk.id}`;
  return isAdminToken ? 'admin-token' : 'nobody';
}
