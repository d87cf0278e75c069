import type { Hold, Move, CapUse } from './step.ts';

/** What an entry did, as far as undoing it needs to know. `null` where it cannot be undone. */
export interface Undoable {
  readonly moves: readonly Move[];
  /** What it counted against caps, given back with it. */
  readonly counts: readonly CapCount[];
}

export interface CapCount {
  readonly counter: string;
  readonly amount: number;
}

/**
 * What the rules look at: the part of the ledger that a command touches, loaded before it is decided. An account or
 * counter that is not in here has never been used.
 */
export interface Book {
  balance(account: string): number;
  counted(counter: string): number;
  hold(id: string): Hold | undefined;
  /** `null`: the entry is there but cannot be undone. */
  undoable(seq: number): Undoable | null | undefined;
  reversedBy(seq: number): number | undefined;
}

/** Everything one entry changes. */
export interface Changes {
  readonly moves: Move[];
  readonly balances: Map<string, number>;
  readonly counters: Map<string, number>;
  readonly holds: Map<string, Hold>;
  /** Entries undone by it. */
  readonly reversed: number[];
  /** What undoing it would take; `null`: cannot be undone. */
  undo: { moves: Move[]; counts: CapCount[] } | null;
}

export const emptyChanges = (): Changes => ({
  moves: [],
  balances: new Map(),
  counters: new Map(),
  holds: new Map(),
  reversed: [],
  undo: { moves: [], counts: [] },
});

export const countsOf = (caps: readonly CapUse[], amount: number): CapCount[] =>
  caps.map(({ counter }) => ({ counter, amount }));

/** A book that keeps what entries change: the working set of a batch, or the whole ledger in a test or a check. */
export interface MemoryBook extends Book {
  readonly balances: Map<string, number>;
  readonly counters: Map<string, number>;
  readonly holds: Map<string, Hold>;
  readonly undoables: Map<number, Undoable | null>;
  readonly reversals: Map<number, number>;
  apply(seq: number, changes: Changes): void;
}

export function createMemoryBook(): MemoryBook {
  const balances = new Map<string, number>();
  const counters = new Map<string, number>();
  const holds = new Map<string, Hold>();
  const undoables = new Map<number, Undoable | null>();
  const reversals = new Map<number, number>();
  return {
    balances,
    counters,
    holds,
    undoables,
    reversals,
    balance: (account) => balances.get(account) ?? 0,
    counted: (counter) => counters.get(counter) ?? 0,
    hold: (id) => holds.get(id),
    undoable: (seq) => undoables.get(seq),
    reversedBy: (seq) => reversals.get(seq),
    apply: (seq, changes) => {
      for (const [account, balance] of changes.balances) balances.set(account, balance);
      for (const [counter, counted] of changes.counters) counters.set(counter, counted);
      for (const [id, hold] of changes.holds) holds.set(id, hold);
      for (const undone of changes.reversed) reversals.set(undone, seq);
      undoables.set(seq, changes.undo);
    },
  };
}
