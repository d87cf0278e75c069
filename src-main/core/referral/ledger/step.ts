/** Points from one account to another. Whatever leaves one arrives at the other, so no move can make or lose points. */
export interface Move {
  readonly from: string;
  readonly to: string;
  readonly amount: number;
}

/** A cap this step counts against: what is given out under one name may not exceed the limit. */
export interface CapUse {
  /** As `cap.ts` names it: a user's day, month or campaign. */
  readonly counter: string;
  readonly limit: number;
}

/**
 * What a command asks of the ledger. A hold has two phases: `hold` takes points to `via`, where nobody can spend
 * them, and then exactly one of `post` (all or a part; the rest goes back), `void` and `timeOut` ends it.
 */
export type Step =
  | { readonly kind: 'transfer'; readonly move: Move; readonly caps: readonly CapUse[] }
  | {
      readonly kind: 'hold';
      readonly holdId: string;
      readonly from: string;
      readonly via: string;
      readonly to: string;
      readonly amount: number;
      readonly expiresAtMs: number | null;
      readonly caps: readonly CapUse[];
    }
  /** `amount` null: all of it. */
  | { readonly kind: 'post'; readonly holdId: string; readonly amount: number | null }
  | { readonly kind: 'void'; readonly holdId: string }
  | { readonly kind: 'timeOut'; readonly holdId: string }
  /** Undoes the whole effect of an earlier entry, once. */
  | { readonly kind: 'reverse'; readonly seq: number }
  /** Takes back what is there; what was spent already is owed. */
  | {
      readonly kind: 'clawBack';
      readonly from: string;
      readonly owed: string;
      readonly to: string;
      readonly amount: number;
    }
  /** Pays what is owed, as far as the points reach. */
  | { readonly kind: 'settle'; readonly from: string; readonly owed: string };

/** An entry holds so many steps at most: it is one deed of one person, not a batch. */
export const stepCountMax = 16;
/** A billion points; far from where integers stop being exact, also when a billion entries are summed. */
export const amountMax = 1_000_000_000;

export type HoldState = 'open' | 'posted' | 'voided' | 'timedOut';

export interface Hold {
  readonly id: string;
  readonly openedSeq: number;
  readonly from: string;
  readonly via: string;
  readonly to: string;
  readonly amount: number;
  readonly expiresAtMs: number | null;
  readonly caps: readonly CapUse[];
  readonly state: HoldState;
  readonly postedAmount: number;
  readonly closedSeq: number | null;
}
