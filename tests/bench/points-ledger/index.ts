import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchTargets } from '../targets.ts';
import { createForecast, createOurs, createRows } from './contestants.ts';
import { createCommands } from './workload.ts';

const { workload, ratios: targets } = benchTargets.ledger;
const warmUpTurns = 3;

const medianOf = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

interface Turn {
  readonly oursMs: number;
  readonly rowsMs: number;
}

/** So many batches of one size, ours and the baseline's in turns on files of their own. */
async function measure(batchCount: number, plan: { readonly turnCount: number; readonly perTurn: number }) {
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-bench-ledger-'));
  const ours = await createOurs(folder);
  const rows = await createRows(folder);
  const commands = createCommands(workload.userCount);
  const forecast = createForecast();
  const turns: Turn[] = [];
  try {
    for (let turn = 0; turn < plan.turnCount + warmUpTurns; turn += 1) {
      const batches = Array.from({ length: plan.perTurn }, () => commands.take(batchCount));
      const prepared = batches.map(forecast);
      const runOurs = async () => {
        const startMs = performance.now();
        for (const batch of batches) await ours.post(batch);
        return performance.now() - startMs;
      };
      const runRows = async () => {
        const startMs = performance.now();
        for (const batch of prepared) rows.write(batch);
        return Promise.resolve(performance.now() - startMs);
      };
      const isOursFirst = turn % 2 === 0;
      const first = await (isOursFirst ? runOurs() : runRows());
      const second = await (isOursFirst ? runRows() : runOurs());
      const [oursMs, rowsMs] = isOursFirst ? [first, second] : [second, first];
      if (turn >= warmUpTurns) turns.push({ oursMs, rowsMs });
    }
  } finally {
    await ours.close();
    rows.close();
    await rm(folder, { recursive: true, force: true });
  }
  const perSecond = (ms: number) => Math.round((batchCount * plan.perTurn * 1_000) / ms);
  return {
    ratio: Number(medianOf(turns.map(({ oursMs, rowsMs }) => rowsMs / oursMs)).toFixed(3)),
    oursPerSecond: perSecond(medianOf(turns.map(({ oursMs }) => oursMs))),
    rowsPerSecond: perSecond(medianOf(turns.map(({ rowsMs }) => rowsMs))),
  };
}

/**
 * `npm run bench -- ledger [--quick]`: transfers per second, each acknowledged when it is on disk, one at a time and a
 * thousand at a time, against the same rows written by prepared statements in the same transactions.
 */
export async function runLedgerBench(benchArguments: readonly string[] = []) {
  const turnCount = benchArguments.includes('--quick') ? 5 : workload.turnCount;
  const single = await measure(1, { turnCount, perTurn: 100 });
  const batch = await measure(1_000, { turnCount, perTurn: 3 });
  const ratios = { rateToRowsOne: single.ratio, rateToRowsThousand: batch.ratio };
  return {
    bench: 'ledger',
    figures: { single, batch },
    ratios,
    targets,
    holds:
      ratios.rateToRowsOne >= targets.rateToRowsOneAtLeast &&
      ratios.rateToRowsThousand >= targets.rateToRowsThousandAtLeast,
  };
}
