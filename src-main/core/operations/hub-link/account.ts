import type { Role } from '../../platform/contract-base.ts';

/** Who is signed in at this desk, as the hub has said it. */
export interface HubSession {
  readonly token: string;
  readonly expiresAtMs: number;
  readonly person: { readonly id: string; readonly name: string; readonly roles: readonly Role[] };
}

/** A desk's place at its office's hub. Kept by the host of the core, as it holds secrets. */
export interface HubAccount {
  readonly url: string;
  /** The desk's. */
  readonly token: string;
  /** When the desk got it; null: not by this desk. */
  readonly tokenAtMs: number | null;
  /** Given from outside (development, sandbox): neither changed nor given up here. */
  readonly isFixed: boolean;
  readonly session: HubSession | null;
  /** Of the sandbox's office, shown where people sign in. Empty elsewhere. */
  readonly demoAccounts: readonly { readonly name: string; readonly password: string }[];
}

/** Whether a connection of the one serves the other. */
export const isSameAccess = (a: HubAccount | null, b: HubAccount | null): boolean =>
  a?.url === b?.url && a?.token === b?.token && a?.session?.token === b?.session?.token;

/** For so long somebody may give commands without the hub: as long as the hub lets a session last. */
export function personNow(account: HubAccount | null, nowMs: number): HubSession['person'] | null {
  const session = account?.session ?? null;
  return session !== null && session.expiresAtMs > nowMs ? session.person : null;
}

const tokenAgeMsMax = 24 * 60 * 60_000;

/** A token that leaks is of no use for long. */
export const isTokenOld = ({ isFixed, tokenAtMs }: HubAccount, nowMs: number): boolean =>
  !isFixed && (tokenAtMs === null || nowMs - tokenAtMs > tokenAgeMsMax);
