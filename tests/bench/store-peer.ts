import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TrackStore } from '../../src-main/core/operations/telematics/store/index.ts';
import { circlesOf, daysOf, nearSizes, type FindFix, type NearSize } from './reads/questions.ts';
import { ourNear, ourReplay } from './reads/readers.ts';
import { figuresOf, pairedRatio, takeTurns } from './reads/turns.ts';
import { createOurs } from './store/contestants.ts';
import { createDuckDb, duckNear, duckReplay } from './store/duckdb.ts';
import { fill, startMs } from './store/fill.ts';
import { fixCountOf } from './store/workload.ts';
import { benchTargets } from './targets.ts';

const seed = 20_261_128;
const replayCount = 100;
const nearCount = 50;
const { workload, ratios: targets } = benchTargets['store-peer'];
const rounded = (value: number) => Number(value.toFixed(3));

type Sampled = Awaited<ReturnType<typeof takeTurns<'ours' | 'duck', never>>>;

/** Of one vehicle after the other. */
function createFindFix(store: TrackStore, vehicleCount: number): FindFix {
  let asked = 0;
  return async (aroundMs) => {
    asked += 1;
    const row = await store.readBefore(1 + (asked % vehicleCount), Math.ceil(aroundMs) + 1);
    if (row === null) throw new Error('a vehicle has no fix');
    return [row[1], row[2], row[3]];
  };
}

/**
 * `npm run bench -- store-peer [--quick]`: the same pages into our store and into DuckDB by its appender, each page in a
 * transaction with its cursor; then days of a truck and circles asked of both, columns in memory. Ratios are of processor
 * time; of the circles the worst size counts.
 */
export async function runStorePeerBench(benchArguments: readonly string[] = []) {
  const { vehicleCount } = workload;
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-bench-store-peer-'));
  const ours = await createOurs(folder);
  const duck = await createDuckDb(folder);
  try {
    const fixCount = fixCountOf(workload, benchArguments);
    const filled = await fill({ ours, duck }, { fixCount, vehicleCount });
    await duck.checkpoint();
    const [ourCount, duckCount] = [await ours.countFixes(), await duck.countFixes()];
    const bytesPerFix = {
      ours: rounded(ours.settledBytes() / ourCount),
      duck: rounded(duck.settledBytes() / duckCount),
    };
    const span = { fromMs: startMs, toMs: filled.endMs };
    const replayers = { ours: ourReplay(ours.store), duck: await duckReplay(duck) };
    const replay = await takeTurns(replayers, daysOf(vehicleCount, span, replayCount, seed));
    const findFix = createFindFix(ours.store, vehicleCount);
    const finders = { ours: ourNear(ours.store), duck: await duckNear(duck) };
    const near: Partial<Record<NearSize, Sampled>> = {};
    const nearRatios: Partial<Record<NearSize, number>> = {};
    for (const size of Object.keys(nearSizes) as NearSize[]) {
      const circles = await circlesOf(findFix, span, size, nearCount, seed);
      const sampled = await takeTurns(finders, circles);
      near[size] = sampled;
      nearRatios[size] = pairedRatio(sampled.ours, sampled.duck, 'cpuMs');
    }
    const ratios = {
      bytesToDuckDb: rounded(bytesPerFix.ours / bytesPerFix.duck),
      rateToDuckDb: rounded(filled.cpuMs.duck! / filled.cpuMs.ours!),
      replayToDuckDb: pairedRatio(replay.ours, replay.duck, 'cpuMs'),
      nearToDuckDb: Math.max(...Object.values(nearRatios)),
    };
    return {
      bench: 'store-peer',
      figures: {
        fixes: filled.fixCount,
        bytesPerFix,
        cpuMs: filled.cpuMs,
        replay: { ours: figuresOf(replay.ours), duck: figuresOf(replay.duck) },
        nearRatios,
        near: Object.fromEntries(
          Object.entries(near).map(([size, its]) => [size, [figuresOf(its.ours), figuresOf(its.duck)]]),
        ),
      },
      ratios,
      targets,
      holds:
        ratios.bytesToDuckDb <= targets.bytesToDuckDbAtMost &&
        ratios.rateToDuckDb >= targets.rateToDuckDbAtLeast &&
        ratios.replayToDuckDb <= targets.replayToDuckDbAtMost &&
        ratios.nearToDuckDb <= targets.nearToDuckDbAtMost,
    };
  } finally {
    await ours.close();
    await duck.close();
    await rm(folder, { recursive: true, force: true });
  }
}
