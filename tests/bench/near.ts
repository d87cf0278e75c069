import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { circlesOf, fixFinder, nearSizes, type NearSize } from './reads/questions.ts';
import { ourNear, rowsNear } from './reads/readers.ts';
import { figuresOf, pairedRatio, takeTurns } from './reads/turns.ts';
import { createOurs, createRows } from './store/contestants.ts';
import { fill, startMs } from './store/fill.ts';
import { fleetSizeOf } from './store/workload.ts';
import { benchTargets } from './targets.ts';

const seed = 20_261_128;
const questionCount = 100;
const { workload, ratios: targets } = benchTargets.near;
const sizes = Object.keys(nearSizes) as NearSize[];

type Sampled = Awaited<ReturnType<typeof takeTurns<'ours' | 'other', never>>>;

const ratiosBySize = (samples: Readonly<Record<NearSize, Sampled>>) =>
  Object.fromEntries(
    sizes.map((size) => [size, pairedRatio(samples[size].ours, samples[size].other, 'cpuMs')]),
  ) as Record<NearSize, number>;

const figuresBySize = (samples: Readonly<Record<NearSize, Sampled>>) =>
  Object.fromEntries(
    sizes.map((size) => [size, [figuresOf(samples[size].ours), figuresOf(samples[size].other)]]),
  );

/**
 * `npm run bench -- near [--quick]`: which trucks were in a circle in a span of time, asked of our store and of rows
 * clustered by time, which are packed before; circles and spans of several sizes. And the same questions to a store that
 * is a tenth as long. Ratios are of processor time, and the worst size counts.
 */
export async function runNearBench(benchArguments: readonly string[] = []) {
  const { fixCount, vehicleCount } = fleetSizeOf(workload, benchArguments);
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-bench-near-'));
  await mkdir(join(folder, 'tenth'));
  const tenth = await createOurs(join(folder, 'tenth'));
  const ours = await createOurs(folder);
  const rows = createRows(folder, 'byTime');
  try {
    const { endMs: tenthEndMs } = await fill({ tenth }, { fixCount: fixCount / 10, vehicleCount });
    const filled = await fill({ ours, rows }, { fixCount, vehicleCount });
    rows.raw.exec('VACUUM');
    const circles = (size: NearSize, toMs: number) =>
      circlesOf(fixFinder(rows.raw), { fromMs: startMs, toMs }, size, questionCount, seed);
    const toRows: Partial<Record<NearSize, Sampled>> = {};
    const toTenth: Partial<Record<NearSize, Sampled>> = {};
    for (const size of sizes) {
      const readers = { ours: ourNear(ours.store), other: rowsNear(rows.raw) };
      toRows[size] = await takeTurns(readers, await circles(size, filled.endMs));
      const stores = { ours: ourNear(ours.store), other: ourNear(tenth.store) };
      toTenth[size] = await takeTurns(stores, await circles(size, tenthEndMs), { mayDiffer: true });
    }
    const timeToRows = ratiosBySize(toRows as Record<NearSize, Sampled>);
    const tenfoldToOnce = ratiosBySize(toTenth as Record<NearSize, Sampled>);
    const ratios = {
      timeToRows: Math.max(...Object.values(timeToRows)),
      tenfoldToOnce: Math.max(...Object.values(tenfoldToOnce)),
    };
    return {
      bench: 'near',
      figures: {
        fixes: filled.fixCount,
        vehicles: vehicleCount,
        timeToRows,
        tenfoldToOnce,
        oursAndRows: figuresBySize(toRows as Record<NearSize, Sampled>),
        oursAndTenth: figuresBySize(toTenth as Record<NearSize, Sampled>),
      },
      ratios,
      targets,
      holds:
        ratios.timeToRows <= targets.timeToRowsAtMost && ratios.tenfoldToOnce <= targets.tenfoldToOnceAtMost,
    };
  } finally {
    for (const contestant of [tenth, ours, rows]) await contestant.close();
    await rm(folder, { recursive: true, force: true });
  }
}
