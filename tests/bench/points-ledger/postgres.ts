import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { systemClock } from '../../../src-main/core/platform/clock.ts';
import { createSilentLogger } from '../../../src-main/core/platform/logger.ts';
import { systemRandom } from '../../../src-main/core/platform/random.ts';
import { parseEntry, type Command } from '../../../src-main/core/referral/ledger/entry.ts';
import { submissionOf } from '../../../src-main/core/referral/ledger/submission.ts';
import { openOffice, type OfficeDatabase } from '../../../src-main/hub/database/index.ts';
import { startPostgres } from '../../../src-main/tooling/runtime/postgres-server.ts';
import { benchTargets } from '../targets.ts';
import { createBareLedger, createForecast } from './contestants.ts';
import { createPostgresRows } from './postgres-rows.ts';
import { createCommands } from './workload.ts';

const { workload, ratios: targets } = benchTargets['ledger-pg'];
const warmUpTurns = 2;
const repeatedEvery = 40;

const medianOf = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

type Ledger = ReturnType<typeof createBareLedger>;

/** Clients that take turns at one list, each asking for the next only when it has its answer. */
async function postAll(ledger: Ledger, commands: readonly Command[]): Promise<void> {
  let next = 0;
  const client = async () => {
    for (;;) {
      const index = next;
      next += 1;
      const command = commands[index];
      if (!command) return;
      const answer = await ledger.submit(submissionOf(command));
      if (answer.state !== 'accepted') throw new Error(`refused: ${JSON.stringify(answer)}`);
      if (index % repeatedEvery !== 0) continue;
      const again = await ledger.submit(submissionOf(command));
      if (again.state !== 'accepted' || again.seq !== answer.seq) throw new Error('another answer');
    }
  };
  await Promise.all(Array.from({ length: workload.clientCount }, client));
}

/** What was posted after a place, in the transactions that it was posted in. */
async function readBatches({ db }: OfficeDatabase, afterSeq: number): Promise<Command[][]> {
  const rows = await db
    .selectFrom('ledger_entry')
    .select(['body', sql<string>`xmin::text`.as('transactionId')])
    .where('seq', '>', afterSeq)
    .orderBy('seq')
    .execute();
  const batches = new Map<string, Command[]>();
  for (const { body, transactionId } of rows) {
    const entry = parseEntry(body);
    if (!entry) throw new Error('an entry cannot be read');
    const batch = batches.get(transactionId) ?? [];
    batch.push(entry);
    batches.set(transactionId, batch);
  }
  return [...batches.values()];
}

/** Of all that was acknowledged: what is not there, and what is there more often than it was asked for. */
async function countFaults({ db }: OfficeDatabase, commands: readonly Command[]) {
  const entries = await db.selectFrom('ledger_entry').select('key').execute();
  const keys = new Set(entries.map(({ key }) => key));
  const wanted = new Map<string, number>();
  for (const { steps } of commands) {
    for (const step of steps) {
      if (step.kind !== 'transfer') continue;
      const { from, to, amount } = step.move;
      wanted.set(from, (wanted.get(from) ?? 0) - amount);
      wanted.set(to, (wanted.get(to) ?? 0) + amount);
    }
  }
  const balances = await db.selectFrom('ledger_account').select(['account', 'balance']).execute();
  const postings = await db
    .selectFrom('ledger_posting')
    .select(['account', (of) => of.fn.sum<number>('amount').as('amount')])
    .groupBy('account')
    .execute();
  const wrong = [
    ...balances.map(({ account, balance }) => balance !== wanted.get(account)),
    ...postings.map(({ account, amount }) => amount !== wanted.get(account)),
  ].filter(Boolean).length;
  return {
    lost: commands.filter(({ key }) => !keys.has(key)).length + Number(balances.length !== wanted.size),
    doubled: entries.length - keys.size + Math.max(0, entries.length - commands.length) + wrong,
  };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

async function measure(offices: { readonly ours: OfficeDatabase; readonly rowsUrl: string }) {
  const ledger = createBareLedger(offices.ours);
  const rows = await createPostgresRows(offices.rowsUrl);
  const commands = createCommands(workload.userCount);
  const forecast = createForecast();
  const all: Command[] = [];
  const turns: { oursMs: number; rowsMs: number; batchCount: number }[] = [];
  try {
    for (let turn = 0; turn < workload.turnCount + warmUpTurns; turn += 1) {
      const taken = commands.take(workload.commandCount);
      const oursMs = await timed(() => postAll(ledger, taken));
      const prepared = (await readBatches(offices.ours, all.length)).map(forecast);
      all.push(...taken);
      const rowsMs = await timed(async () => {
        for (const batch of prepared) await rows.write(batch);
      });
      if (turn >= warmUpTurns) turns.push({ oursMs, rowsMs, batchCount: prepared.length });
    }
  } finally {
    await rows.close();
  }
  return { turns, faults: await countFaults(offices.ours, all) };
}

/**
 * `npm run bench -- ledger-pg`: transfers per second of many clients on PostgreSQL, each acknowledged when it is on
 * disk, against the same rows in the same transactions; and whether any was lost or doubled.
 */
export async function runLedgerPgBench() {
  const server = await startPostgres({ isDurable: true });
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-bench-ledger-pg-'));
  const open = async (name: string) => {
    const admin = await createPostgresRows(server.urlOf('postgres'));
    await admin.createDatabase(name);
    await admin.close();
    return openOffice({
      databaseUrl: server.urlOf(name),
      dataFolder: folder,
      clock: systemClock,
      random: systemRandom,
      logger: createSilentLogger(),
    });
  };
  try {
    const ours = await open('ours');
    // Only its tables are needed.
    await (await open('rows')).close();
    const { turns, faults } = await measure({ ours, rowsUrl: server.urlOf('rows') }).finally(ours.close);
    const perSecond = (ms: number) => Math.round((workload.commandCount * 1_000) / ms);
    const ratios = {
      rateToRows: Number(medianOf(turns.map(({ oursMs, rowsMs }) => rowsMs / oursMs)).toFixed(3)),
      ...faults,
    };
    return {
      bench: 'ledger-pg',
      figures: {
        clients: workload.clientCount,
        oursPerSecond: perSecond(medianOf(turns.map(({ oursMs }) => oursMs))),
        rowsPerSecond: perSecond(medianOf(turns.map(({ rowsMs }) => rowsMs))),
        transactionsPerTurn: medianOf(turns.map(({ batchCount }) => batchCount)),
      },
      ratios,
      targets,
      holds: ratios.rateToRows >= targets.rateToRowsAtLeast && ratios.lost === 0 && ratios.doubled === 0,
    };
  } finally {
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}
