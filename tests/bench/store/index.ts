import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchTargets } from '../targets.ts';
import { createOurs, createRows, type Contestant } from './contestants.ts';
import { fill } from './fill.ts';
import { fixCountOf } from './workload.ts';

const rounded = (value: number) => Number(value.toFixed(3));

/**
 * `npm run bench -- store [--quick]`: the same pages into our store (moving and closing included) and into rows; bytes per
 * fix and fixes per second of processor time. The log of each counts as it stands at the end.
 */
export async function runStoreBench(benchArguments: readonly string[] = []) {
  const { workload, ratios: targets, bytes } = benchTargets.store;
  const fixCountWanted = fixCountOf(workload, benchArguments);
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-bench-store-'));
  const contestants: Record<string, Contestant> = {
    ours: await createOurs(folder),
    indexed: createRows(folder, 'indexed'),
    byVehicle: createRows(folder, 'byVehicle'),
    byTime: createRows(folder, 'byTime'),
  };
  try {
    const filled = await fill(contestants, {
      fixCount: fixCountWanted,
      vehicleCount: workload.vehicleCount,
    });
    const figuresOf = async (name: string) => {
      const contestant = contestants[name]!;
      const storedCount = await contestant.countFixes();
      const bytesPerFix = contestant.bytes() / storedCount;
      return {
        storedCount,
        bytesPerFix: rounded(bytesPerFix),
        bytesPerFixWithoutLog: rounded(contestant.settledBytes() / storedCount),
        fixesPerCpuSecond: Math.round(filled.fixCount / (filled.cpuMs[name]! / 1_000)),
      };
    };
    const ours = await figuresOf('ours');
    const indexed = await figuresOf('indexed');
    const byVehicle = await figuresOf('byVehicle');
    const byTime = await figuresOf('byTime');
    const ratios = {
      bytesToIndexedRows: rounded(ours.bytesPerFix / indexed.bytesPerFix),
      bytesToClusteredRows: rounded(ours.bytesPerFix / Math.min(byVehicle.bytesPerFix, byTime.bytesPerFix)),
      rateToBetterRows: rounded(
        ours.fixesPerCpuSecond / Math.max(byVehicle.fixesPerCpuSecond, byTime.fixesPerCpuSecond),
      ),
    };
    return {
      bench: 'store',
      figures: {
        fixesSent: filled.fixCount,
        movingShare: rounded(filled.movingShare),
        ours,
        indexed,
        byVehicle,
        byTime,
      },
      ratios,
      targets: { ...targets, ...bytes },
      holds:
        ours.bytesPerFix <= bytes.bytesPerFixAtMost &&
        ratios.bytesToIndexedRows <= targets.bytesToIndexedRowsAtMost &&
        ratios.bytesToClusteredRows <= targets.bytesToClusteredRowsAtMost &&
        ratios.rateToBetterRows >= targets.rateToBetterRowsAtLeast,
    };
  } finally {
    for (const contestant of Object.values(contestants)) await contestant.close();
    await rm(folder, { recursive: true, force: true });
  }
}
