import type { Checkpoint } from './checkpoint.ts';
import type { Hash } from './hash.ts';
import { joinHashes, nodeHash, peaksOf, type NodeId, type ProofPart } from './merkle.ts';
import type { Database, StoredEntry } from './repository.ts';
import type { Posting } from './statement.ts';

/** Every fourth level is stored: a sixteenth of the rows, and a proof still reads fifteen hashes a level at most. */
export const storedLevelStep = 4;
export const isStoredNode = ({ level }: NodeId): boolean => level > 0 && level % storedLevelStep === 0;

/** The hashes at a stored level (leaves at 0), in their order. */
async function readLevel(db: Database, level: number, from: number, to: number): Promise<Hash[]> {
  if (level === 0) {
    const rows = await db
      .selectFrom('ledger_entry')
      .select('leaf_hash')
      .where('seq', '>', from)
      .where('seq', '<=', to)
      .orderBy('seq')
      .execute();
    return rows.map((row) => row.leaf_hash);
  }
  const rows = await db
    .selectFrom('ledger_node')
    .select('hash')
    .where('level', '=', level)
    .where('position', '>=', from)
    .where('position', '<', to)
    .orderBy('position')
    .execute();
  return rows.map((row) => row.hash);
}

function foldPairs(hashes: readonly Hash[]): Hash {
  let level = [...hashes];
  while (level.length > 1) {
    const above: Hash[] = [];
    for (let index = 0; index + 1 < level.length; index += 2) {
      above.push(nodeHash(level[index]!, level[index + 1]!));
    }
    level = above;
  }
  const [root] = level;
  if (!root) throw new RangeError('the log has no such subtree');
  return root;
}

async function readNode(db: Database, { level, position }: NodeId): Promise<Hash> {
  const stored = level - (level % storedLevelStep);
  const width = 2 ** (level - stored);
  const hashes = await readLevel(db, stored, position * width, (position + 1) * width);
  if (hashes.length !== width) throw new RangeError(`the log has no whole subtree ${level}/${position}`);
  return foldPairs(hashes);
}

async function readPart(db: Database, part: ProofPart): Promise<Hash> {
  const hashes: Hash[] = [];
  for (const node of part) hashes.push(await readNode(db, node));
  return joinHashes(hashes);
}

/** The hashes that prove what `inclusionParts` or `consistencyParts` asked for. */
export async function readProof(db: Database, parts: readonly ProofPart[]): Promise<Hash[]> {
  const proof: Hash[] = [];
  for (const part of parts) proof.push(await readPart(db, part));
  return proof;
}

/** The root of the log when it had this size. */
export const readRoot = (db: Database, size: number): Promise<Hash> => readPart(db, peaksOf(size));

export async function readEntries(db: Database, afterSeq: number, countMax: number): Promise<StoredEntry[]> {
  const rows = await db
    .selectFrom('ledger_entry')
    .selectAll()
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .limit(countMax)
    .execute();
  return rows.map((row) => ({
    seq: row.seq,
    atMs: row.at_ms,
    key: row.key,
    commandHash: row.command_hash,
    leafHash: row.leaf_hash,
    body: row.body,
  }));
}

/** Bodies, newest first. */
export async function readEntriesBefore(
  db: Database,
  beforeSeq: number | null,
  countMax: number,
): Promise<string[]> {
  let query = db.selectFrom('ledger_entry').select('body');
  if (beforeSeq !== null) query = query.where('seq', '<', beforeSeq);
  const rows = await query.orderBy('seq', 'desc').limit(countMax).execute();
  return rows.map(({ body }) => body);
}

/** Of the entries in (afterSeq, toSeq]; without those that were erased. */
export async function readAttachments(db: Database, afterSeq: number, toSeq: number): Promise<string[]> {
  const rows = await db
    .selectFrom('ledger_attachment')
    .select('text')
    .where('seq', '>', afterSeq)
    .where('seq', '<=', toSeq)
    .orderBy('seq')
    .execute();
  return rows.map(({ text }) => text);
}

export async function readCheckpoints(db: Database, ledgerId: string): Promise<Checkpoint[]> {
  const rows = await db.selectFrom('ledger_checkpoint').selectAll().orderBy('size').execute();
  return rows.map((row) => ({
    ledgerId,
    size: row.size,
    root: row.root,
    atMs: row.at_ms,
    signature: row.signature,
  }));
}

/** The first one of a size stays. */
export async function insertCheckpoint(db: Database, checkpoint: Checkpoint): Promise<void> {
  const { size, root, atMs, signature } = checkpoint;
  await db
    .insertInto('ledger_checkpoint')
    .values({ size, root, at_ms: atMs, signature })
    .onConflict((conflict) => conflict.column('size').doNothing())
    .execute();
}

interface PostingRow {
  readonly account: string;
  readonly seq: number;
  readonly at_ms: number;
  readonly amount: number;
  readonly balance_after: number;
}

const postingOf = ({ account, seq, at_ms, amount, balance_after }: PostingRow): Posting => ({
  account,
  seq,
  atMs: at_ms,
  amount,
  balanceAfter: balance_after,
});

/** The last entry not after a moment: times never go back along the log, so it parts before from after. */
export async function readSeqAt(db: Database, atMs: number): Promise<number> {
  const row = await db
    .selectFrom('ledger_entry')
    .select('seq')
    .where('at_ms', '<=', atMs)
    .orderBy('at_ms', 'desc')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.seq ?? 0;
}

export async function readLastPosting(
  db: Database,
  account: string,
  seqMax: number,
): Promise<Posting | undefined> {
  const row = await db
    .selectFrom('ledger_posting')
    .selectAll()
    .where('account', '=', account)
    .where('seq', '<=', seqMax)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && postingOf(row);
}

export async function readPostings(
  db: Database,
  account: string,
  span: { readonly afterSeq: number; readonly toSeq: number },
): Promise<Posting[]> {
  const rows = await db
    .selectFrom('ledger_posting')
    .selectAll()
    .where('account', '=', account)
    .where('seq', '>', span.afterSeq)
    .where('seq', '<=', span.toSeq)
    .orderBy('seq')
    .execute();
  return rows.map(postingOf);
}
