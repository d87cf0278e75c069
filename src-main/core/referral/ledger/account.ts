/**
 * Where points can be. Balances are credits less debits, so all accounts of a company together are always zero:
 * what people hold is what issuance has given out.
 */
export const companyAccountKinds = ['issuance', 'liability', 'fulfilled', 'expired'] as const;
export const userAccountKinds = ['pending', 'available', 'reserved', 'owed'] as const;

export type CompanyAccountKind = (typeof companyAccountKinds)[number];
export type UserAccountKind = (typeof userAccountKinds)[number];
export type AccountKind = CompanyAccountKind | UserAccountKind;

/** `company/kind` or `company/kind/user`. */
export type AccountId = `${string}/${string}`;

const separator = '/';

function part(id: string): string {
  if (id.length === 0 || id.includes(separator)) throw new RangeError(`"${id}" cannot be part of an account`);
  return id;
}

export const companyAccount = (companyId: string, kind: CompanyAccountKind): AccountId =>
  `${part(companyId)}/${kind}`;

export const userAccount = (companyId: string, kind: UserAccountKind, userId: string): AccountId =>
  `${part(companyId)}/${kind}/${part(userId)}`;

export interface AccountParts {
  readonly companyId: string;
  readonly kind: AccountKind;
  readonly userId: string | null;
}

function readAccount(account: string): AccountParts | null {
  const [companyId = '', kind = '', userId = null, ...rest] = account.split(separator);
  if (companyId === '' || rest.length > 0) return null;
  const kinds: readonly string[] = userId === null ? companyAccountKinds : userAccountKinds;
  if (!kinds.includes(kind) || userId === '') return null;
  return { companyId, kind: kind as AccountKind, userId };
}

/** The same accounts are asked for again and again. */
const known = new Map<string, AccountParts | null>();
const knownCountMax = 10_000;

/** `null`: no account can be called so. */
export function parseAccount(account: string): AccountParts | null {
  const earlier = known.get(account);
  if (earlier !== undefined) return earlier;
  if (known.size >= knownCountMax) known.clear();
  const parts = readAccount(account);
  known.set(account, parts);
  return parts;
}

/** Issuance gives out what does not exist yet; `owed` is what a person has spent and must give back. */
export function mayOverdraw(account: string): boolean {
  const start = account.indexOf(separator) + 1;
  return account.startsWith('issuance', start) || isDebtAccount(account);
}

/** Never above zero: what a person owes. */
export const isDebtAccount = (account: string): boolean =>
  account.startsWith('owed/', account.indexOf(separator) + 1);

/** Points on hold: only a hold puts them there, and only its end takes them away. */
export function isHoldAccount(account: string): boolean {
  const start = account.indexOf(separator) + 1;
  return account.startsWith('pending/', start) || account.startsWith('reserved/', start);
}

export const sameCompany = (a: string, b: string): boolean =>
  a.slice(0, a.indexOf(separator)) === b.slice(0, b.indexOf(separator));
