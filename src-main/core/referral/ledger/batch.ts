import type { Changes, MemoryBook } from './book.ts';
import { entryBody, entryLeaf, type Entry } from './entry.ts';
import type { Hash } from './hash.ts';
import { isStoredNode } from './log-repository.ts';
import { createFrontier } from './merkle.ts';
import { emptyRows, type BatchRows, type LedgerHead } from './repository.ts';

/** Entries on their way into the log: everything that has to be written together, or not at all. */
export interface Batch {
  readonly rows: BatchRows;
  nextSeq(): number;
  /** When an entry made now would say it was made: the clock may go back, the log may not. */
  timeOf(nowMs: number): number;
  /** Adds an entry and what it changed. The book is changed too: forget it when the batch is not written. */
  add(entry: Entry, changes: Changes, commandHash: Hash | null, body?: string): void;
  head(): LedgerHead;
}

export function createBatch(head: LedgerHead, book: MemoryBook): Batch {
  const rows = emptyRows();
  const frontier = createFrontier(head.size, head.peaks);
  let { lastAtMs } = head;

  function addPostings({ seq, atMs }: Entry, changes: Changes): void {
    for (const [account, balanceAfter] of changes.balances) {
      const amount = balanceAfter - book.balance(account);
      if (amount !== 0) rows.postings.push({ account, seq, atMs, amount, balanceAfter });
      rows.balances.set(account, balanceAfter);
    }
  }

  return {
    rows,
    nextSeq: () => frontier.size() + 1,
    timeOf: (nowMs) => Math.max(nowMs, lastAtMs),
    add: (entry, changes, commandHash, body = entryBody(entry)) => {
      const { seq, atMs, key } = entry;
      const leafHash = entryLeaf(body);
      rows.entries.push({ seq, atMs, key, commandHash, leafHash, body });
      addPostings(entry, changes);
      for (const [id, hold] of changes.holds) rows.holds.set(id, hold);
      for (const [counter, counted] of changes.counters) rows.counters.set(counter, counted);
      for (const reversedSeq of changes.reversed) rows.reversals.push({ reversedSeq, bySeq: seq });
      frontier.append(leafHash, (node) => {
        if (isStoredNode(node)) rows.nodes.push(node);
      });
      book.apply(seq, changes);
      lastAtMs = atMs;
    },
    head: () => ({
      ledgerId: head.ledgerId,
      size: frontier.size(),
      lastAtMs,
      peaks: [...frontier.peaks()],
    }),
  };
}
