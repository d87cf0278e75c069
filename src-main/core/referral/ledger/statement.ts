/** One entry's effect on one account. */
export interface Posting {
  readonly account: string;
  readonly seq: number;
  readonly atMs: number;
  /** Positive: arrived. */
  readonly amount: number;
  readonly balanceAfter: number;
}

/** Points that are known, or the reason why they are not. Never a zero that means "no idea". */
export type Points =
  | { readonly state: 'known'; readonly points: number }
  | { readonly state: 'unknown'; readonly reason: UnknownReason };

export const unknownReasons = [
  /** Nobody of this name is known. */
  'unknownUser',
  /** After what this copy of the ledger has seen. */
  'notYet',
  /** This copy of the ledger was found damaged. */
  'notVerified',
] as const;
export type UnknownReason = (typeof unknownReasons)[number];

export const known = (points: number): Points => ({ state: 'known', points });
export const unknown = (reason: UnknownReason): Points => ({ state: 'unknown', reason });

export interface Statement {
  readonly account: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly opening: number;
  readonly closing: number;
  readonly lines: readonly Posting[];
}

/**
 * What happened to an account in [fromMs, toMs). `before` is the last posting earlier than that, if there is one.
 * Throws when the lines do not lead from the opening balance to the closing one: then the store is damaged.
 */
export function buildStatement(
  span: { readonly account: string; readonly fromMs: number; readonly toMs: number },
  before: Posting | undefined,
  lines: readonly Posting[],
): Statement {
  const opening = before?.balanceAfter ?? 0;
  let balance = opening;
  for (const line of lines) {
    balance += line.amount;
    if (balance !== line.balanceAfter) {
      throw new RangeError(
        `entry ${line.seq} leaves ${line.balanceAfter}, not ${balance} on ${line.account}`,
      );
    }
  }
  return { ...span, opening, closing: balance, lines };
}

/** The balance at a moment, of postings in their order: that of the last one not after it. */
export function balanceAt(postings: readonly Posting[], atMs: number): number {
  return postings.filter((posting) => posting.atMs <= atMs).at(-1)?.balanceAfter ?? 0;
}
