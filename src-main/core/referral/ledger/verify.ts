import type { Clock } from '../../platform/clock.ts';
import { createMemoryBook, type MemoryBook } from './book.ts';
import type { Checkpoint } from './checkpoint.ts';
import { decide } from './decide.ts';
import { entryLeaf, parseEntry, readEntry, type Entry } from './entry.ts';
import { createFrontier, type Frontier } from './merkle.ts';
import { readCheckpoints, readEntries } from './log-repository.ts';
import { isRejection } from './rejection.ts';
import { readAllBalances, readBodies, readHead, type Database, type StoredEntry } from './repository.ts';
import { undoableOf } from './undo.ts';

/** What can be wrong with a stored ledger, and where. */
export type Finding =
  /** The text of this entry is not the one its hash was made of. */
  | { readonly kind: 'changedEntry'; readonly seq: number }
  /** Where this entry should be there is none, or another one. */
  | { readonly kind: 'missingEntry'; readonly seq: number }
  /** The rules do not allow what this entry says was done. */
  | { readonly kind: 'againstTheRules'; readonly seq: number }
  /** A signed checkpoint says otherwise of the entries up to `toSeq`; up to `afterSeq` it agreed. */
  | { readonly kind: 'otherHistory'; readonly afterSeq: number; readonly toSeq: number }
  | { readonly kind: 'badSignature'; readonly size: number }
  /** A checkpoint or the head knows of more entries than there are. */
  | { readonly kind: 'cutOff'; readonly size: number; readonly knownSize: number }
  /** The balance that is shown is not what the entries come to. */
  | {
      readonly kind: 'otherBalance';
      readonly account: string;
      readonly shown: number;
      readonly points: number;
    };

export interface VerifyReport {
  readonly findings: readonly Finding[];
  readonly entryCount: number;
  /** Up to here the hub's signature stands for what was found. */
  readonly signedSize: number;
  readonly checkpointCount: number;
}

export interface VerifyOptions {
  readonly isSigned: (checkpoint: Checkpoint) => boolean;
  readonly clock: Clock;
  readonly signal?: AbortSignal;
  onProgress?(done: number, size: number): void;
}

const chunkCount = 1_000;
/** What is wrong in a thousand places is wrong as a whole. */
const findingCountMax = 100;
/** Others get their turn after so long: a timer takes a millisecond at least. */
const turnMs = 25;

interface Check {
  readonly db: Database;
  readonly book: MemoryBook;
  readonly frontier: Frontier;
  readonly findings: Finding[];
  /** Ascending by size; those passed are taken off. */
  readonly checkpoints: Checkpoint[];
  agreedSize: number;
  lastAtMs: number;
  /** After the first entry that cannot be trusted the rules have nothing to go by. */
  knowsState: boolean;
}

function distrust(check: Check, finding: Finding): void {
  if (check.findings.length < findingCountMax) check.findings.push(finding);
  check.knowsState = false;
}

async function loadUndone({ db, book }: Check, entry: Entry): Promise<void> {
  const seqs = entry.steps.flatMap((step) => (step.kind === 'reverse' ? [step.seq] : []));
  const unknown = seqs.filter((seq) => !book.undoables.has(seq) && seq < entry.seq);
  for (const { seq, body } of await readBodies(db, unknown)) {
    const undone = parseEntry(body);
    if (undone) book.undoables.set(seq, undoableOf(undone, book.hold));
  }
}

function followRules({ book }: Check, entry: Entry): boolean {
  const decided = decide(book, entry.steps, entry);
  if (isRejection(decided)) return false;
  const { moves } = entry;
  const isSame = moves.every(({ from, to, amount }, index) => {
    const move = decided.moves[index];
    return move !== undefined && move.from === from && move.to === to && move.amount === amount;
  });
  if (!isSame || moves.length !== decided.moves.length) return false;
  book.apply(entry.seq, decided);
  return true;
}

async function checkEntry(check: Check, row: StoredEntry, seq: number): Promise<void> {
  const leaf = entryLeaf(row.body);
  check.frontier.append(row.leafHash);
  // The text was held against the one way of writing it when it was taken; here its hash stands for it.
  const entry = readEntry(row.body);
  if (!leaf.equals(row.leafHash) || !entry || entry.seq !== seq || entry.key !== row.key) {
    distrust(check, { kind: 'changedEntry', seq });
    return;
  }
  if (!check.knowsState) return;
  if (entry.steps.length > 0) {
    if (entry.steps.some(({ kind }) => kind === 'reverse')) await loadUndone(check, entry);
    if (!followRules(check, entry)) distrust(check, { kind: 'againstTheRules', seq });
  }
  if (entry.atMs < check.lastAtMs) distrust(check, { kind: 'againstTheRules', seq });
  check.lastAtMs = entry.atMs;
}

function checkCheckpoint(check: Check, isSigned: VerifyOptions['isSigned']): void {
  const size = check.frontier.size();
  while (check.checkpoints[0]?.size === size) {
    const [checkpoint] = check.checkpoints.splice(0, 1);
    if (!checkpoint) return;
    if (!isSigned(checkpoint)) distrust(check, { kind: 'badSignature', size });
    else if (checkpoint.root.equals(check.frontier.root())) check.agreedSize = size;
    else distrust(check, { kind: 'otherHistory', afterSeq: check.agreedSize, toSeq: size });
  }
}

async function checkEntries(check: Check, size: number, options: VerifyOptions): Promise<void> {
  let turnStartedAtMs = options.clock.nowMs();
  for (;;) {
    const after = check.frontier.size();
    const rows = await readEntries(check.db, after, chunkCount);
    for (const row of rows) {
      const seq = check.frontier.size() + 1;
      if (row.seq !== seq) {
        distrust(check, { kind: 'missingEntry', seq });
        return;
      }
      await checkEntry(check, row, seq);
      checkCheckpoint(check, options.isSigned);
    }
    options.onProgress?.(check.frontier.size(), size);
    if (rows.length < chunkCount || options.signal?.aborted) return;
    // What undoing them would take is seldom asked for, and can be read again.
    check.book.undoables.clear();
    if (options.clock.nowMs() - turnStartedAtMs < turnMs) continue;
    await options.clock.sleep(0);
    turnStartedAtMs = options.clock.nowMs();
  }
}

/** Every balance that is shown and every one that the entries come to. */
async function checkBalances(check: Check): Promise<void> {
  const shown = new Map<string, number>();
  for (const { account, balance } of await readAllBalances(check.db)) shown.set(account, balance);
  for (const account of new Set([...shown.keys(), ...check.book.balances.keys()])) {
    const points = check.book.balance(account);
    const balance = shown.get(account) ?? 0;
    if (balance !== points) check.findings.push({ kind: 'otherBalance', account, shown: balance, points });
  }
}

/**
 * Reads the whole stored log and believes nothing: every hash is made again, every entry decided again by the rules,
 * every signed checkpoint compared. Needs nobody but the file.
 */
export async function verifyLedger(db: Database, options: VerifyOptions): Promise<VerifyReport> {
  const head = await readHead(db);
  const checkpoints = head ? await readCheckpoints(db, head.ledgerId) : [];
  const check: Check = {
    db,
    book: createMemoryBook(),
    frontier: createFrontier(),
    findings: [],
    checkpoints: [...checkpoints],
    agreedSize: 0,
    lastAtMs: 0,
    knowsState: true,
  };
  const knownSize = Math.max(head?.size ?? 0, checkpoints.at(-1)?.size ?? 0);
  await checkEntries(check, knownSize, options);
  const size = check.frontier.size();
  const isWhole =
    options.signal?.aborted !== true && check.findings.every(({ kind }) => kind !== 'missingEntry');
  if (isWhole && size < knownSize) distrust(check, { kind: 'cutOff', size, knownSize });
  if (isWhole && check.knowsState) await checkBalances(check);
  return {
    findings: check.findings,
    entryCount: size,
    signedSize: check.agreedSize,
    checkpointCount: checkpoints.length,
  };
}
