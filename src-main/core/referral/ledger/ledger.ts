import type { SharedDatabase, SqlDialect } from '../../database/dialect.ts';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import type { ReferralTables } from '../tables.ts';
import { createBatch, type Batch } from './batch.ts';
import { decide } from './decide.ts';
import { entryBody, type Entry } from './entry.ts';
import { createLoadedBook, type LoadedBook } from './load-book.ts';
import { isRejection, type Rejection } from './rejection.ts';
import {
  readHead,
  moveHead,
  readKnownCommands,
  writeAttachments,
  writeHead,
  writeRows,
  type Database,
  type KnownCommand,
  type LedgerHead,
} from './repository.ts';
import { isPlanned, type Answer, type Submission } from './submission.ts';
import type { Step } from './step.ts';

/** One transaction takes so many at most. */
export const batchCountMax = 1_000;
/** What is remembered between batches; beyond that it is read again. */
const bookSizeMax = 200_000;
/** One writer at a time, in all processes that share the database. */
const writerLock = 'referral-ledger';

export interface LedgerDeps {
  readonly database: SharedDatabase<ReferralTables>;
  readonly clock: Clock;
  /** Of a new ledger. */
  readonly newLedgerId: () => string;
  /** Handed in so that a simulation can plant wrong ones and see them caught. */
  readonly rules?: typeof decide;
  /** Writes what follows from an entry's fact, in the transaction of the entry. */
  readonly project: (trx: Database, entry: Entry) => Promise<void>;
}

export interface Ledger {
  /**
   * Resolves when the answer is on disk. What waits meanwhile is written together.
   * Throws `referral/key-reused` when the key has come before with another wish.
   */
  submit(submission: Submission): Promise<Answer>;
}

interface Waiting {
  readonly submission: Submission;
  resolve(answer: Answer): void;
  reject(error: unknown): void;
}

const keyReused = (key: string) =>
  new AppError('referral/key-reused', 'This key has been used for something else.', { data: { key } });

type Result = Answer | AppError;

/** Another hub on the same database has written: what was remembered is old. */
class StaleHead extends Error {}

/** Moves the log's end. Throws `StaleHead` when somebody else has written since: then nothing of this holds. */
async function writeEnd(
  trx: Database,
  dialect: SqlDialect,
  {
    from,
    to,
    isRemembered,
  }: { readonly from: LedgerHead; readonly to: LedgerHead; readonly isRemembered: boolean },
): Promise<void> {
  if (from.size === 0) {
    if (to.size > 0) await writeHead(trx, dialect, to);
  } else if (to.size > from.size) {
    if (!(await moveHead(trx, from, to))) throw new StaleHead();
  } else if (isRemembered && (await readHead(trx))?.size !== from.size) throw new StaleHead();
}

/** The one writer of a ledger of record. */
export function createLedger(deps: LedgerDeps): Ledger {
  const { database, clock, rules = decide } = deps;
  const waiting: Waiting[] = [];
  let isWriting = false;
  /** Where the log ended when this writer wrote last, and what it knew then; null: to be read again. */
  let remembered: { readonly head: LedgerHead; readonly book: LoadedBook } | null = null;

  /** Afterwards nothing is remembered until the transaction is on disk. */
  function recall() {
    const known = remembered;
    remembered = null;
    return known !== null && known.book.size() <= bookSizeMax ? known : null;
  }

  async function write(submissions: readonly Submission[]): Promise<Result[]> {
    const known = recall();
    const book = known?.book ?? createLoadedBook();
    const outcome = await database.transaction(
      async (trx) => {
        const head = known?.head ?? (await readHead(trx)) ?? newHead(deps);
        const batch = createBatch(head, book);
        const results = await answerAll({ trx, book, batch, rules, nowMs: clock.nowMs() }, submissions);
        // First of all, so that rows of an old end are never tried.
        const end = { from: head, to: batch.head(), isRemembered: known !== null };
        await writeEnd(trx, database.dialect, end);
        await writeRows(trx, database.dialect, batch.rows);
        for (const { entry, attachments } of results.added) {
          await writeAttachments(trx, entry.seq, attachments);
          if (entry.fact !== null) await deps.project(trx, entry);
        }
        return { answers: results.answers, head: batch.head() };
      },
      { lock: writerLock },
    );
    book.forgetEntries();
    // An empty ledger may be begun by anybody.
    if (outcome.head.size > 0) remembered = { head: outcome.head, book };
    return outcome.answers;
  }

  async function serve(taken: readonly Waiting[]): Promise<void> {
    try {
      const results = await write(taken.map(({ submission }) => submission));
      taken.forEach(({ resolve, reject }, index) => {
        const result = results[index];
        if (!result || result instanceof AppError) reject(result);
        else resolve(result);
      });
    } catch (error) {
      remembered = null;
      if (error instanceof StaleHead) await serve(taken);
      else if (taken.length === 1) taken[0]?.reject(error);
      // One of them may be the cause: it shall not take the others with it.
      else for (const one of taken) await serve([one]);
    }
  }

  function takeNext(): Waiting[] {
    const first = waiting[0];
    if (first && isPlanned(first.submission)) return waiting.splice(0, 1);
    const planned = waiting.findIndex(({ submission }) => isPlanned(submission));
    return waiting.splice(0, Math.min(batchCountMax, planned === -1 ? batchCountMax : planned));
  }

  async function drain(): Promise<void> {
    if (isWriting) return;
    isWriting = true;
    while (waiting.length > 0) await serve(takeNext());
    isWriting = false;
  }

  return {
    submit: (submission) =>
      new Promise((resolve, reject) => {
        waiting.push({ submission, resolve, reject });
        void drain();
      }),
  };
}

const newHead = ({ newLedgerId }: LedgerDeps): LedgerHead => ({
  ledgerId: newLedgerId(),
  size: 0,
  lastAtMs: 0,
  peaks: [],
});

interface Round {
  readonly trx: Database;
  readonly book: LoadedBook;
  readonly batch: Batch;
  readonly rules: typeof decide;
  readonly nowMs: number;
}

interface Added {
  readonly entry: Entry;
  readonly attachments: readonly string[];
}

const stepsOf = ({ work }: Submission): readonly Step[] => (typeof work === 'function' ? [] : work.steps);

async function answerAll(round: Round, submissions: readonly Submission[]) {
  const { trx, book } = round;
  const known = new Map<string, KnownCommand>();
  for (const command of await readKnownCommands(
    trx,
    submissions.map(({ key }) => key),
  )) {
    known.set(command.key, command);
  }
  await book.load(trx, submissions.flatMap(stepsOf));
  const added: Added[] = [];
  const answers: Result[] = [];
  for (const submission of submissions) {
    const earlier = known.get(submission.key);
    const answer = earlier ? answerAgain(earlier, submission) : await answerNew(round, submission, added);
    if (!earlier && !(answer instanceof AppError)) {
      known.set(submission.key, { key: submission.key, commandHash: submission.hash, answer });
    }
    answers.push(answer);
  }
  return { answers, added };
}

const answerAgain = (earlier: KnownCommand, { key, hash }: Submission): Result =>
  earlier.commandHash?.equals(hash) === true ? earlier.answer : keyReused(key);

function refuse({ batch, nowMs }: Round, { key, hash }: Submission, rejection: Rejection): Answer {
  batch.rows.refused.push({ key, commandHash: hash, rejection, atMs: batch.timeOf(nowMs) });
  return { state: 'rejected', rejection };
}

async function answerNew(round: Round, submission: Submission, added: Added[]): Promise<Answer> {
  const { trx, book, batch } = round;
  const place = { seq: batch.nextSeq(), atMs: batch.timeOf(round.nowMs) };
  const { key, hash, work, texts } = submission;
  const command = typeof work === 'function' ? await work(trx, place) : work;
  if (isRejection(command)) return refuse(round, submission, command);
  const attachments = 'attachments' in command ? command.attachments : [];
  if (typeof work === 'function') await book.load(trx, command.steps);
  const decided = round.rules(book, command.steps, place);
  if (isRejection(decided)) return refuse(round, submission, decided);
  const { actor, reason, steps, fact } = command;
  const entry: Entry = { ...place, key, actor, reason, steps, fact, moves: decided.moves };
  batch.add(entry, decided, hash, entryBody(entry, texts));
  added.push({ entry, attachments });
  return { state: 'accepted', ...place };
}
