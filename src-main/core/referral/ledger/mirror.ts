import type { SharedDatabase } from '../../database/dialect.ts';
import type { ReferralTables } from '../tables.ts';
import { createBatch } from './batch.ts';
import type { Checkpoint } from './checkpoint.ts';
import { decide } from './decide.ts';
import { attachmentHash, attachmentHashes, entryLeaf, parseEntry, type Entry } from './entry.ts';
import { createFrontier } from './merkle.ts';
import { createLoadedBook, type LoadedBook } from './load-book.ts';
import { insertCheckpoint, readRoot } from './log-repository.ts';
import { isRejection } from './rejection.ts';
import {
  readHead,
  writeAttachments,
  writeHead,
  writeRows,
  type Database,
  type LedgerHead,
} from './repository.ts';
import type { Move } from './step.ts';

/** A part of the log as it crosses the wire: the entries after a place, and the hub's word on the log up to there. */
export interface LogPage {
  readonly bodies: readonly string[];
  /** Texts that entries of this page name by their hash; what was erased is missing. */
  readonly attachments: readonly string[];
  /** Of exactly the log that ends with this page. */
  readonly checkpoint: Checkpoint;
}

/** What a page can be wrong about, by name. The copy stays as it was. */
export const mirrorFaults = [
  'badSignature',
  'otherLedger',
  'rolledBack',
  'forked',
  /** Not the text of an entry. */
  'unreadableEntry',
  /** Not the entry that comes next, or its time is before the one before. */
  'outOfOrder',
  /** The rules do not allow what this entry says was done. */
  'againstTheRules',
] as const;
export type MirrorFault = (typeof mirrorFaults)[number];

export type PageOutcome =
  | { readonly state: 'taken'; readonly head: LedgerHead; readonly entries: readonly Entry[] }
  /** Nothing new in it: it was taken before. */
  | { readonly state: 'nothingNew'; readonly head: LedgerHead | null }
  /** It goes on from a later place than this copy has reached. */
  | { readonly state: 'gap' }
  | { readonly state: 'refused'; readonly fault: MirrorFault; readonly seq: number | null };

export interface Mirror {
  head(): Promise<LedgerHead | null>;
  /**
   * Checks a page and adds what is new in it: all of it or nothing. Safe to call twice, late, or out of order.
   * `askedSize` is what the hub was asked to go on from: it had been that long already, so no answer can be shorter.
   */
  take(page: LogPage, askedSize: number): Promise<PageOutcome>;
}

export interface MirrorDeps {
  readonly database: SharedDatabase<ReferralTables>;
  readonly isSigned: (checkpoint: Checkpoint) => boolean;
  /** As the hub does it: what follows from an entry's fact. */
  readonly project: (trx: Database, entry: Entry) => Promise<void>;
  /** In the transaction that writes them. */
  readonly onTaken?: (trx: Database, entries: readonly Entry[]) => Promise<void>;
}

const sameMoves = (a: readonly Move[], b: readonly Move[]) =>
  a.length === b.length &&
  a.every((move, index) => {
    const other = b[index];
    return (
      other !== undefined && move.from === other.from && move.to === other.to && move.amount === other.amount
    );
  });

const refused = (fault: MirrorFault, seq: number | null = null): PageOutcome => ({
  state: 'refused',
  fault,
  seq,
});

/** The entries of a page that begin where the copy ends; each holds its own place, so a doubled one is just skipped. */
function newEntries(page: LogPage, size: number): Entry[] | PageOutcome {
  const first = page.checkpoint.size - page.bodies.length;
  if (first < 0) return refused('outOfOrder', 1);
  if (first > size) return { state: 'gap' };
  const entries: Entry[] = [];
  for (const [index, body] of page.bodies.entries()) {
    const seq = first + index + 1;
    if (seq <= size) continue;
    const entry = parseEntry(body);
    if (!entry) return refused('unreadableEntry', seq);
    if (entry.seq !== seq) return refused('outOfOrder', seq);
    entries.push(entry);
  }
  return entries;
}

/** A copy of the log that believes nothing: every entry is decided again by the rules, every page held against its root. */
export function createMirror({ database, isSigned, project, onTaken }: MirrorDeps): Mirror {
  async function take(trx: Database, page: LogPage, askedSize: number): Promise<PageOutcome> {
    const { checkpoint } = page;
    if (!isSigned(checkpoint)) return refused('badSignature');
    const stored = await readHead(trx);
    const head: LedgerHead = stored ?? { ledgerId: checkpoint.ledgerId, size: 0, lastAtMs: 0, peaks: [] };
    if (checkpoint.ledgerId !== head.ledgerId) return refused('otherLedger');
    if (checkpoint.size < askedSize) return refused('rolledBack', checkpoint.size);
    if (checkpoint.size <= head.size) return await checkOld(trx, page, stored);
    const entries = newEntries(page, head.size);
    if (!Array.isArray(entries)) return entries as PageOutcome;

    // Before anything looks into them: these are the entries that the hub has signed.
    if (!rootAfter(head, page).equals(checkpoint.root)) return refused('forked', checkpoint.size);
    const book = createLoadedBook();
    await book.load(
      trx,
      entries.flatMap(({ steps }) => steps),
    );
    const added = addAll(head, book, entries);
    if ('state' in added) return added;
    await writeRows(trx, database.dialect, added.rows);
    await writeHead(trx, database.dialect, added.head());
    await insertCheckpoint(trx, checkpoint);
    const texts = new Map(page.attachments.map((text) => [attachmentHash(text), text]));
    for (const entry of entries) {
      const own = attachmentHashes(entry).flatMap((hash) => texts.get(hash) ?? []);
      await writeAttachments(trx, entry.seq, own);
      if (entry.fact !== null) await project(trx, entry);
    }
    await onTaken?.(trx, entries);
    return { state: 'taken', head: added.head(), entries };
  }

  return {
    head: () => readHead(database.db),
    take: (page, askedSize) => database.transaction((trx) => take(trx, page, askedSize)),
  };
}

const rootOf = ({ size, peaks }: LedgerHead) => createFrontier(size, peaks).root();

/** The root that the log would have with what is new in a page. */
function rootAfter({ size, peaks }: LedgerHead, { bodies, checkpoint }: LogPage) {
  const frontier = createFrontier(size, peaks);
  for (const body of bodies.slice(size - checkpoint.size)) frontier.append(entryLeaf(body));
  return frontier.root();
}

function addAll(head: LedgerHead, book: LoadedBook, entries: readonly Entry[]) {
  const batch = createBatch(head, book);
  for (const entry of entries) {
    const { seq, atMs, steps } = entry;
    if (batch.timeOf(atMs) !== atMs) return refused('outOfOrder', seq);
    const decided = decide(book, steps, { seq, atMs });
    if (isRejection(decided) || !sameMoves(decided.moves, entry.moves))
      return refused('againstTheRules', seq);
    batch.add(entry, decided, null);
  }
  return batch;
}

/** A page that ends before this copy does is one come late or twice, unless it tells of another past. */
async function checkOld(trx: Database, page: LogPage, stored: LedgerHead | null): Promise<PageOutcome> {
  const { checkpoint } = page;
  if (stored === null) return { state: 'nothingNew', head: null };
  const root = checkpoint.size === stored.size ? rootOf(stored) : await readRoot(trx, checkpoint.size);
  if (!root.equals(checkpoint.root)) return refused('forked', checkpoint.size);
  await insertCheckpoint(trx, checkpoint);
  return { state: 'nothingNew', head: stored };
}
