import { catalogue, text } from '../../app/text.ts';

const accountKinds = catalogue.referralOffice.ledger.account;
export type WordedAccount = keyof typeof accountKinds;

export interface AccountParts {
  readonly kind: string;
  /** Null: the company's own. */
  readonly personId: string | null;
}

/** `company/kind` or `company/kind/person`, as the ledger names where points are. */
export function accountParts(account: string): AccountParts {
  const [, kind = '', personId = null] = account.split('/');
  return { kind, personId };
}

const isWorded = (kind: string): kind is WordedAccount => Object.hasOwn(accountKinds, kind);

export type NameOf = (personId: string) => string;

/** "the points of Ann Smith"; an account of a kind that nobody has worded stays as the ledger names it. */
export function accountWords(account: string, nameOf: NameOf): string {
  const { kind, personId } = accountParts(account);
  if (!isWorded(kind)) return account;
  return text.t(`referralOffice:ledger.account.${kind}`, {
    name: personId === null ? '' : nameOf(personId),
  });
}
