import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { daysOf, lastDaysOf } from './reads/questions.ts';
import { ourReplay, rowsReplay } from './reads/readers.ts';
import { figuresOf, pairedRatio, takeTurns } from './reads/turns.ts';
import { createOurs, createRows } from './store/contestants.ts';
import { fill, startMs } from './store/fill.ts';
import { fleetSizeOf } from './store/workload.ts';
import { benchTargets } from './targets.ts';

const seed = 20_261_128;
const questionCount = 200;
const { workload, ratios: targets } = benchTargets.replay;

/**
 * `npm run bench -- replay [--quick]`: a day of one truck, read from our store and from rows clustered by vehicle and
 * time, which are packed before. Days long closed, and the day that ends now, a part of which is not closed yet; and the
 * same days from a store that is a tenth as long. Ratios are of processor time.
 */
export async function runReplayBench(benchArguments: readonly string[] = []) {
  const { fixCount, vehicleCount } = fleetSizeOf(workload, benchArguments);
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-bench-replay-'));
  await mkdir(join(folder, 'tenth'));
  const tenth = await createOurs(join(folder, 'tenth'));
  const ours = await createOurs(folder);
  const rows = createRows(folder, 'byVehicle');
  try {
    const { endMs: tenthEndMs } = await fill({ tenth }, { fixCount: fixCount / 10, vehicleCount });
    const filled = await fill({ ours, rows }, { fixCount, vehicleCount });
    rows.raw.exec('VACUUM');
    const readers = { ours: ourReplay(ours.store), rows: rowsReplay(rows.raw) };
    const days = daysOf(vehicleCount, { fromMs: startMs, toMs: tenthEndMs }, questionCount, seed);
    const allDays = daysOf(vehicleCount, { fromMs: startMs, toMs: filled.endMs }, questionCount, seed);
    const lastDays = lastDaysOf(vehicleCount, filled.endMs, questionCount);

    const day = await takeTurns(readers, allDays);
    const lastDay = await takeTurns(readers, lastDays);
    const stores = { ours: ourReplay(ours.store), tenth: ourReplay(tenth.store) };
    const grown = await takeTurns(stores, days, { mayDiffer: true });
    const ratios = {
      dayToRows: pairedRatio(day.ours, day.rows, 'cpuMs'),
      lastDayToRows: pairedRatio(lastDay.ours, lastDay.rows, 'cpuMs'),
      tenfoldToOnce: pairedRatio(grown.ours, grown.tenth, 'cpuMs'),
    };
    return {
      bench: 'replay',
      figures: {
        fixes: filled.fixCount,
        vehicles: vehicleCount,
        daysStored: Number(((filled.endMs - startMs) / 86_400_000).toFixed(1)),
        day: { ours: figuresOf(day.ours), rows: figuresOf(day.rows) },
        lastDay: { ours: figuresOf(lastDay.ours), rows: figuresOf(lastDay.rows) },
        grown: { ours: figuresOf(grown.ours), tenth: figuresOf(grown.tenth) },
      },
      ratios,
      targets,
      holds:
        Math.max(ratios.dayToRows, ratios.lastDayToRows) <= targets.timeToRowsAtMost &&
        ratios.tenfoldToOnce <= targets.tenfoldToOnceAtMost,
    };
  } finally {
    for (const contestant of [tenth, ours, rows]) await contestant.close();
    await rm(folder, { recursive: true, force: true });
  }
}
