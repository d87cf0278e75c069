import type { Clock } from '../platform/clock.ts';
import { userAccount, type UserAccountKind } from './ledger/account.ts';
import { parseEntry, type Entry } from './ledger/entry.ts';
import { readEntriesBefore, readLastPosting, readPostings, readSeqAt } from './ledger/log-repository.ts';
import { readBodies, readHead, type Database } from './ledger/repository.ts';
import { buildStatement, known, unknown, type Points } from './ledger/statement.ts';
import { aboutOf, detailOf } from './programme/fact.ts';
import { readRecord } from './programme/record-repository.ts';

export interface Balances {
  readonly available: Points;
  readonly pending: Points;
  readonly reserved: Points;
  readonly owed: Points;
  /** Of the last entry that this copy of the ledger knows; null: it knows none. */
  readonly asOfMs: number | null;
}

export interface Moment {
  /** The last entry that counts. */
  readonly seq: number;
  readonly asOfMs: number | null;
  readonly isKnown: boolean;
}

/**
 * Which entries a question about a time is about. A copy knows nothing of what came after its last sight of the hub;
 * the hub itself knows everything up to now.
 */
export type KnownUntil = (db: Database) => Promise<number>;

async function momentOf(db: Database, atMs: number | null, knownUntil: KnownUntil): Promise<Moment> {
  const head = await readHead(db);
  if (head === null) return { seq: 0, asOfMs: null, isKnown: false };
  const { size, lastAtMs } = head;
  if (atMs === null) return { seq: size, asOfMs: lastAtMs, isKnown: true };
  if (atMs > (await knownUntil(db))) return { seq: size, asOfMs: lastAtMs, isKnown: false };
  return { seq: await readSeqAt(db, atMs), asOfMs: lastAtMs, isKnown: true };
}

/** The hub's: whatever is not in its log has not happened. */
export const knownUntilNow =
  (clock: Clock): KnownUntil =>
  () =>
    Promise.resolve(clock.nowMs());

const isOfCompany = async (db: Database, companyId: string, personId: string) =>
  (await readRecord(db, 'person', personId))?.companyId === companyId;

export async function readBalancesAt(
  db: Database,
  asked: { readonly companyId: string; readonly personId: string; readonly atMs: number | null },
  knownUntil: KnownUntil,
): Promise<Balances> {
  const { companyId, personId, atMs } = asked;
  const moment = await momentOf(db, atMs, knownUntil);
  const isPerson = await isOfCompany(db, companyId, personId);
  const pointsOf = async (kind: UserAccountKind): Promise<Points> => {
    if (!isPerson) return unknown('unknownUser');
    if (!moment.isKnown) return unknown('notYet');
    const last = await readLastPosting(db, userAccount(companyId, kind, personId), moment.seq);
    return known(last?.balanceAfter ?? 0);
  };
  return {
    available: await pointsOf('available'),
    pending: await pointsOf('pending'),
    reserved: await pointsOf('reserved'),
    owed: await pointsOf('owed'),
    asOfMs: moment.asOfMs,
  };
}

export interface StatementLine {
  readonly seq: number;
  readonly atMs: number;
  readonly amount: number;
  readonly balanceAfter: number;
  readonly what: string | null;
  readonly by: string;
  readonly reason: string | null;
}

async function readEntriesOf(db: Database, seqs: readonly number[]): Promise<Map<number, Entry>> {
  const found = new Map<number, Entry>();
  for (const { seq, body } of await readBodies(db, seqs)) {
    const entry = parseEntry(body);
    if (entry) found.set(seq, entry);
  }
  return found;
}

/** `null`: nobody of this name is with the company. */
export async function readStatement(
  db: Database,
  asked: {
    readonly companyId: string;
    readonly personId: string;
    readonly fromMs: number;
    readonly toMs: number;
  },
  knownUntil: KnownUntil,
) {
  const { companyId, personId, fromMs, toMs } = asked;
  if (!(await isOfCompany(db, companyId, personId))) return null;
  const account = userAccount(companyId, 'available', personId);
  const afterSeq = await readSeqAt(db, fromMs - 1);
  const end = await momentOf(db, toMs - 1, knownUntil);
  const before = await readLastPosting(db, account, afterSeq);
  const postings = await readPostings(db, account, { afterSeq, toSeq: end.seq });
  const statement = buildStatement({ account, fromMs, toMs }, before, postings);
  const entries = await readEntriesOf(
    db,
    postings.map(({ seq }) => seq),
  );
  const start = await momentOf(db, fromMs, knownUntil);
  return {
    opening: start.isKnown ? known(statement.opening) : unknown('notYet'),
    closing: end.isKnown ? known(statement.closing) : unknown('notYet'),
    lines: postings.map(({ seq, atMs, amount, balanceAfter }): StatementLine => {
      const entry = entries.get(seq);
      return {
        ...{ seq, atMs, amount, balanceAfter },
        what: entry?.fact?.type ?? null,
        by: entry?.actor.userId ?? '',
        reason: entry?.reason ?? null,
      };
    }),
    asOfMs: end.asOfMs,
  };
}

export async function readLogPage(db: Database, beforeSeq: number | null, countMax: number) {
  const bodies = await readEntriesBefore(db, beforeSeq, countMax);
  return bodies.flatMap((body) => {
    const entry = parseEntry(body);
    if (!entry) return [];
    const { seq, atMs, actor, reason, fact, moves } = entry;
    return [
      {
        ...{ seq, atMs, ...actor, reason },
        ...{ what: fact?.type ?? null, about: aboutOf(fact), detail: detailOf(fact) },
        moves: [...moves],
      },
    ];
  });
}
