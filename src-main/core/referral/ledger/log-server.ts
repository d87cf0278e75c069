import type { SharedDatabase } from '../../database/dialect.ts';
import type { Clock } from '../../platform/clock.ts';
import type { ReferralTables } from '../tables.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { Hash } from './hash.ts';
import { createFrontier } from './merkle.ts';
import { insertCheckpoint, readAttachments, readEntries, readRoot } from './log-repository.ts';
import type { LogPage } from './mirror.ts';
import { readHead, type Database, type LedgerHead, type StoredEntry } from './repository.ts';

export const pageCountMax = 500;
/** A desk's socket takes messages of a megabyte; quoting a text makes it longer. */
const pageBytesMax = 400_000;

/** As many as fit into a page, and one at least. */
function fitting(entries: readonly StoredEntry[]): readonly StoredEntry[] {
  let bytes = 0;
  const end = entries.findIndex(({ body }, index) => {
    bytes += Buffer.byteLength(body);
    return index > 0 && bytes > pageBytesMax;
  });
  return end === -1 ? entries : entries.slice(0, end);
}

/** Where a copy of the log ends; the root proves that it is a copy of this one. */
export interface CopyHead {
  readonly size: number;
  readonly root: Hash;
}

export type PullAnswer =
  | { readonly state: 'page'; readonly page: LogPage }
  | { readonly state: 'empty' }
  /** The copy is longer than the log: this hub was put back to an earlier state. */
  | { readonly state: 'behind'; readonly size: number }
  /** The copy is of another history. */
  | { readonly state: 'otherHistory'; readonly size: number };

export interface LogServer {
  /** The entries that follow a copy's end, with a signed checkpoint of exactly that far. */
  pull(copy: CopyHead, countMax: number): Promise<PullAnswer>;
  /** Signs where the log ends now and keeps it; null while it is empty. */
  signHead(): Promise<Checkpoint | null>;
}

export function createLogServer(deps: {
  readonly database: SharedDatabase<ReferralTables>;
  readonly clock: Clock;
  readonly sign: (head: Omit<Checkpoint, 'signature'>) => Checkpoint;
}): LogServer {
  const { database, clock, sign } = deps;

  const signAt = ({ ledgerId, lastAtMs }: LedgerHead, size: number, root: Hash) =>
    sign({ ledgerId, size, root, atMs: Math.max(clock.nowMs(), lastAtMs) });

  async function pull(db: Database, copy: CopyHead, countMax: number): Promise<PullAnswer> {
    const head = await readHead(db);
    const size = head?.size ?? 0;
    if (copy.size > size) return { state: 'behind', size };
    if (copy.size > 0 && !(await readRoot(db, copy.size)).equals(copy.root)) {
      return { state: 'otherHistory', size };
    }
    if (head === null) return { state: 'empty' };
    const entries = fitting(await readEntries(db, copy.size, Math.min(countMax, pageCountMax)));
    const end = copy.size + entries.length;
    const root = end === size ? createFrontier(size, head.peaks).root() : await readRoot(db, end);
    return {
      state: 'page',
      page: {
        bodies: entries.map(({ body }) => body),
        attachments: await readAttachments(db, copy.size, end),
        checkpoint: signAt(head, end, root),
      },
    };
  }

  return {
    // Reads that belong together, so that the head and the entries are of one moment.
    pull: (copy, countMax) => database.transaction((trx) => pull(trx, copy, countMax)),
    signHead: async () => {
      const head = await readHead(database.db);
      if (!head || head.size === 0) return null;
      const checkpoint = signAt(head, head.size, createFrontier(head.size, head.peaks).root());
      await insertCheckpoint(database.db, checkpoint);
      return checkpoint;
    },
  };
}
