import { join } from 'node:path';
import { openDatabase } from '../../../src-main/core/database/connection.ts';
import type { SharedDatabase } from '../../../src-main/core/database/dialect.ts';
import { openRaw } from '../../../src-main/core/database/sqlite.ts';
import { systemClock } from '../../../src-main/core/platform/clock.ts';
import { createSilentLogger } from '../../../src-main/core/platform/logger.ts';
import { createBatch } from '../../../src-main/core/referral/ledger/batch.ts';
import { createMemoryBook } from '../../../src-main/core/referral/ledger/book.ts';
import {
  createCheckpointCheck,
  createCheckpointSigner,
  generateCheckpointKey,
} from '../../../src-main/core/referral/ledger/checkpoint.ts';
import { decide } from '../../../src-main/core/referral/ledger/decide.ts';
import { commandHash, type Command } from '../../../src-main/core/referral/ledger/entry.ts';
import { createLedger } from '../../../src-main/core/referral/ledger/ledger.ts';
import { createLogServer } from '../../../src-main/core/referral/ledger/log-server.ts';
import { isRejection } from '../../../src-main/core/referral/ledger/rejection.ts';
import type { BatchRows, LedgerHead } from '../../../src-main/core/referral/ledger/repository.ts';
import { submissionOf } from '../../../src-main/core/referral/ledger/submission.ts';
import type { ReferralTables } from '../../../src-main/core/referral/tables.ts';

const openFile = (folder: string, name: string) =>
  openDatabase({
    kind: 'ledger',
    path: join(folder, `${name}.db`),
    clock: systemClock,
    logger: createSilentLogger(),
  });

/** The ledger as the hub runs it, without what follows from facts: its commands have none. */
export const createBareLedger = (database: SharedDatabase<ReferralTables>) =>
  createLedger({
    database,
    clock: systemClock,
    newLedgerId: () => 'bench',
    project: () => Promise.resolve(),
  });

/** The ledger on a SQLite file. */
export async function createOurs(folder: string, name = 'ours') {
  const database = await openFile(folder, name);
  const key = generateCheckpointKey();
  const ledger = createBareLedger(database);
  const sign = createCheckpointSigner(key.privateKey);
  return {
    database,
    server: createLogServer({ database, clock: systemClock, sign }),
    isSigned: createCheckpointCheck(key.publicKey),
    /** Resolves when all of them are on disk; throws when one was refused. */
    post: async (commands: readonly Command[]) => {
      const answers = await Promise.all(commands.map((command) => ledger.submit(submissionOf(command))));
      const refused = answers.find(({ state }) => state !== 'accepted');
      if (refused) throw new Error(`refused: ${JSON.stringify(refused)}`);
    },
    close: () => database.close(),
  };
}

export interface Prepared {
  readonly rows: BatchRows;
  readonly head: LedgerHead;
}

/** Works out beforehand what the ledger would write, so that the baseline has nothing to do but to write it. */
export function createForecast() {
  const book = createMemoryBook();
  let head: LedgerHead = { ledgerId: 'bench', size: 0, lastAtMs: 0, peaks: [] };
  return (commands: readonly Command[]): Prepared => {
    const batch = createBatch(head, book);
    for (const command of commands) {
      const place = { seq: batch.nextSeq(), atMs: batch.timeOf(systemClock.nowMs()) };
      const changes = decide(book, command.steps, place);
      if (isRejection(changes)) throw new Error(changes.code);
      batch.add({ ...command, ...place, moves: changes.moves }, changes, commandHash(command));
    }
    head = batch.head();
    return { rows: batch.rows, head };
  };
}

/** The same rows into the same tables by prepared statements, each batch in a transaction: no rules, no hashes, no look. */
export async function createRows(folder: string) {
  const made = await openFile(folder, 'rows');
  await made.close();
  const raw = openRaw(join(folder, 'rows.db'), 'ledger');
  const prepare = (text: string) => raw.prepare<unknown[]>(text);
  const entry = prepare('INSERT INTO ledger_entry VALUES (?, ?, ?, ?, ?, ?)');
  const posting = prepare('INSERT INTO ledger_posting VALUES (?, ?, ?, ?, ?)');
  const node = prepare('INSERT INTO ledger_node VALUES (?, ?, ?)');
  const account = prepare(
    'INSERT INTO ledger_account VALUES (?, ?, ?) ON CONFLICT (account) DO UPDATE SET balance = excluded.balance',
  );
  const head = prepare(
    'INSERT INTO ledger_head VALUES (1, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET size = excluded.size, last_at_ms = excluded.last_at_ms, peaks = excluded.peaks',
  );
  const write = raw.transaction(({ rows, head: end }: Prepared) => {
    for (const one of rows.entries) {
      entry.run(one.seq, one.atMs, one.key, one.commandHash, one.leafHash, one.body);
    }
    for (const one of rows.postings) {
      posting.run(one.account, one.seq, one.atMs, one.amount, one.balanceAfter);
    }
    for (const one of rows.nodes) node.run(one.level, one.position, one.hash);
    for (const [name, balance] of rows.balances)
      account.run(name, balance, name.includes('/issuance') ? 1 : 0);
    head.run(end.ledgerId, end.size, end.lastAtMs, Buffer.concat(end.peaks));
  });
  return { write: (prepared: Prepared) => write.immediate(prepared), close: () => raw.close() };
}
