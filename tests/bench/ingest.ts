import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { summarize } from './frames/statistics.ts';
import {
  createKyselyPerPoint,
  createOurs,
  createRawInserts,
  preparePage,
  type BenchPage,
  type Contestant,
} from './ingest-contestants/contestants.ts';
import { createFeedPages } from './ingest-contestants/feed-pages.ts';
import { benchTargets } from './targets.ts';

const seed = 20_261_122;
/** Each with fresh files, so that no size is favoured. */
const roundCount = 5;
/** The first pages of a round: code gets hot, files get their first pages. */
const warmUpCount = 15;
const pageIntervalMs = 5_000;

const names = ['ours', 'rawInserts', 'rawByVehicle', 'kyselyPerPoint'] as const;
type Name = (typeof names)[number];

interface Sample {
  readonly wallMs: number;
  readonly cpuMs: number;
}

async function measure(work: () => Promise<unknown>): Promise<Sample> {
  const startMs = performance.now();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  return { wallMs: performance.now() - startMs, cpuMs: (user + system) / 1_000 };
}

type Samples = Record<Name, Sample[]>;
const noSamples = (): Samples => ({ ours: [], rawInserts: [], rawByVehicle: [], kyselyPerPoint: [] });

/** Samples per page after warming up, taken in turns, and what ours put off, shared out over its pages. */
async function runRound(pages: readonly BenchPage[], round: number) {
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-bench-ingest-'));
  const ours = await createOurs(folder);
  const contestants: Record<Name, Contestant> = {
    ours,
    rawInserts: await createRawInserts(folder, 'raw', 'byTime'),
    rawByVehicle: await createRawInserts(folder, 'raw-by-vehicle', 'byVehicle'),
    kyselyPerPoint: await createKyselyPerPoint(folder),
  };
  try {
    const samples = noSamples();
    for (const [index, page] of pages.entries()) {
      for (let at = 0; at < names.length; at += 1) {
        const name = names[(at + index + round) % names.length] ?? 'ours';
        const sample = await measure(() => contestants[name].takePage(page));
        if (index >= warmUpCount) samples[name].push(sample);
      }
    }
    const settling = await measure(ours.settle);
    const rowCounts = await Promise.all(names.map((name) => contestants[name].countRows()));
    const expected = pages.reduce((sum, page) => sum + page.fixes.length + page.readings.length, 0);
    if (rowCounts.some((count) => count !== expected)) {
      throw new Error(`stored ${rowCounts.join(', ')} rows instead of ${expected} each`);
    }
    return { samples, settleCpuMsPerPage: settling.cpuMs / pages.length };
  } finally {
    for (const name of names) await contestants[name].close();
    await rm(folder, { recursive: true, force: true });
  }
}

function figuresOf(samples: readonly Sample[], pointsPerPage: number) {
  const msPerPage = summarize(samples.map(({ wallMs }) => wallMs));
  const cpuMsPerPage = summarize(samples.map(({ cpuMs }) => cpuMs));
  const rateAt = (ms: number) => Math.round((pointsPerPage / ms) * 1_000);
  return {
    msPerPage,
    cpuMsPerPage,
    pointsPerSecond: rateAt(msPerPage.median),
    pointsPerCpuSecond: rateAt(cpuMsPerPage.median),
  };
}

const rounded = (ratio: number) => Number(ratio.toFixed(3));

/**
 * `npm run bench -- ingest`: feed pages from text to stored rows, cursor and fleet state, against storing the same rows
 * already parsed, in order of time, which is the cheapest. Ours also has to close them into chunks by vehicle later:
 * `rateWithSettlingToRawByVehicle` has that in it, against storing by vehicle at once. Ratios are of processor time, the
 * kernel's included: on a machine shared with others it says what wall time says on a quiet one.
 */
export async function runIngestBench() {
  const { workload, ratios: targets } = benchTargets.ingest;
  const pageCount = workload.pageCount + warmUpCount;
  const texts = createFeedPages({
    seed,
    vehiclesPerPage: workload.vehiclesPerPage,
    pageCount,
    startMs: Date.now() - (pageCount + 1) * pageIntervalMs,
  });
  const slots = new Map<string, number>();
  const slotOf = (vehicleId: string) => {
    const slot = slots.get(vehicleId) ?? slots.size + 1;
    slots.set(vehicleId, slot);
    return slot;
  };
  const pages = texts.map((text) => preparePage(text, slotOf));
  const all = noSamples();
  const settleCpuMsPerPage: number[] = [];
  for (let round = 0; round < roundCount; round += 1) {
    const measured = await runRound(pages, round);
    for (const name of names) all[name].push(...measured.samples[name]);
    settleCpuMsPerPage.push(measured.settleCpuMsPerPage);
  }

  const pointCount = pages.reduce((sum, page) => sum + page.fixes.length + page.readings.length, 0);
  const pointsPerPage = Math.round(pointCount / pages.length);
  const [ours, rawInserts, rawByVehicle, kyselyPerPoint] = names.map((name) =>
    figuresOf(all[name], pointsPerPage),
  );
  if (!ours || !rawInserts || !rawByVehicle || !kyselyPerPoint) throw new Error('nothing was measured');
  const settling = summarize(settleCpuMsPerPage);
  const cpuMs = ours.cpuMsPerPage.median;
  const ratios = {
    rateToRawInserts: rounded(rawInserts.cpuMsPerPage.median / cpuMs),
    rateToKyselyPerPoint: rounded(kyselyPerPoint.cpuMsPerPage.median / cpuMs),
    rateWithSettlingToRawByVehicle: rounded(rawByVehicle.cpuMsPerPage.median / (cpuMs + settling.median)),
  };
  return {
    bench: 'ingest',
    figures: {
      pages: all.ours.length,
      pointsPerPage,
      pageBytes: Math.round(texts.reduce((sum, text) => sum + text.length, 0) / texts.length),
      ours,
      oursSettlingCpuMsPerPage: settling,
      rawInserts,
      rawByVehicle,
      kyselyPerPoint,
    },
    ratios,
    targets,
    holds:
      ratios.rateToRawInserts >= targets.rateToRawInsertsAtLeast &&
      ratios.rateToKyselyPerPoint >= targets.rateToKyselyPerPointAtLeast,
  };
}
