import { createMemoryBook, type MemoryBook } from './book.ts';
import { parseEntry, type Entry } from './entry.ts';
import {
  readBalances,
  readBodies,
  readCounters,
  readHolds,
  readReversals,
  type Database,
} from './repository.ts';
import type { Step } from './step.ts';
import { postedHolds, undoableOf } from './undo.ts';

/** What the rules will look at when they decide on steps. */
interface Needs {
  readonly accounts: Set<string>;
  readonly counters: Set<string>;
  readonly holds: Set<string>;
  readonly entries: Set<number>;
}

function addNeeds(needs: Needs, step: Step): void {
  switch (step.kind) {
    case 'transfer':
      needs.accounts.add(step.move.from).add(step.move.to);
      for (const { counter } of step.caps) needs.counters.add(counter);
      return;
    case 'hold':
      needs.accounts.add(step.from).add(step.via).add(step.to);
      needs.holds.add(step.holdId);
      for (const { counter } of step.caps) needs.counters.add(counter);
      return;
    case 'post':
    case 'void':
    case 'timeOut':
      needs.holds.add(step.holdId);
      return;
    case 'reverse':
      needs.entries.add(step.seq);
      return;
    case 'clawBack':
      needs.accounts.add(step.from).add(step.owed).add(step.to);
      return;
    case 'settle':
      needs.accounts.add(step.from).add(step.owed);
  }
}

const missing = <T>(wanted: Iterable<T>, isThere: (item: T) => boolean): T[] =>
  [...wanted].filter((item) => !isThere(item));

/**
 * A book that holds what it was asked to load, and keeps it: an account that was looked for and not found is there
 * with nothing on it. Forget it whenever the database may have changed behind its back.
 */
export interface LoadedBook extends MemoryBook {
  load(db: Database, steps: Iterable<Step>): Promise<void>;
  /**
   * What undoing them would take: it can be read again, is seldom asked for, and as many small objects as there are
   * entries are what the garbage collector spends its time on.
   */
  forgetEntries(): void;
  /** Of everything it holds. */
  size(): number;
}

async function loadHolds(book: MemoryBook, db: Database, ids: Iterable<string>): Promise<void> {
  for (const hold of await readHolds(
    db,
    missing(ids, (id) => book.holds.has(id)),
  )) {
    book.holds.set(hold.id, hold);
  }
}

async function loadUndoables(book: MemoryBook, db: Database, seqs: Iterable<number>): Promise<void> {
  const wanted = missing(seqs, (seq) => book.undoables.has(seq));
  if (wanted.length === 0) return;
  const entries = (await readBodies(db, wanted)).flatMap(({ body }): Entry[] => {
    const entry = parseEntry(body);
    return entry ? [entry] : [];
  });
  await loadHolds(book, db, entries.flatMap(postedHolds));
  for (const entry of entries) book.undoables.set(entry.seq, undoableOf(entry, book.hold));
  for (const { reversed_seq, by_seq } of await readReversals(db, wanted)) {
    book.reversals.set(reversed_seq, by_seq);
  }
}

async function loadNeeds(book: MemoryBook, db: Database, needs: Needs): Promise<void> {
  await loadHolds(book, db, needs.holds);
  await loadUndoables(book, db, needs.entries);
  for (const id of needs.holds) {
    const hold = book.holds.get(id);
    if (!hold) continue;
    needs.accounts.add(hold.from).add(hold.via).add(hold.to);
    for (const { counter } of hold.caps) needs.counters.add(counter);
  }
  for (const seq of needs.entries) {
    const undoable = book.undoables.get(seq);
    for (const { from, to } of undoable?.moves ?? []) needs.accounts.add(from).add(to);
    for (const { counter } of undoable?.counts ?? []) needs.counters.add(counter);
  }
  const accounts = missing(needs.accounts, (account) => book.balances.has(account));
  for (const account of accounts) book.balances.set(account, 0);
  for (const { account, balance } of await readBalances(db, accounts)) book.balances.set(account, balance);
  const counters = missing(needs.counters, (counter) => book.counters.has(counter));
  for (const counter of counters) book.counters.set(counter, 0);
  for (const { counter, counted } of await readCounters(db, counters)) book.counters.set(counter, counted);
}

export function createLoadedBook(): LoadedBook {
  const book = createMemoryBook();
  return {
    ...book,
    load: (db, steps) => {
      const needs: Needs = {
        accounts: new Set(),
        counters: new Set(),
        holds: new Set(),
        entries: new Set(),
      };
      for (const step of steps) addNeeds(needs, step);
      return loadNeeds(book, db, needs);
    },
    forgetEntries: () => {
      book.undoables.clear();
      book.reversals.clear();
    },
    size: () => book.balances.size + book.counters.size + book.holds.size + book.undoables.size,
  };
}
