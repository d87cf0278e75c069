import { createHash } from 'node:crypto';

export interface Organization {
  readonly id: string;
  readonly name: string;
}

/** Whose fleet the database holds. */
export interface StoredAccount {
  /** `null`: the token may not read who it belongs to. */
  readonly organization: Organization | null;
  readonly tokenFingerprint: string;
  readonly isSandbox: boolean;
}

/** A token has enough entropy of its own that this cannot be turned back. */
export const fingerprintOf = (token: string): string =>
  createHash('sha256').update(token).digest('hex').slice(0, 32);

/**
 * Whether what is stored may be added to. Two fleets must never be mixed, so what cannot be told is another fleet: the
 * cost is fetching again.
 */
export function isSameFleet(stored: StoredAccount, now: StoredAccount): boolean {
  if (stored.isSandbox !== now.isSandbox) return false;
  if (stored.organization && now.organization) return stored.organization.id === now.organization.id;
  return stored.tokenFingerprint === now.tokenFingerprint;
}
