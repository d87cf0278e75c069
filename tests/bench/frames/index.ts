import { setTimeout as wait } from 'node:timers/promises';
import { terminalLog } from '../../../src-main/tooling/log.ts';
import { benchTargets } from '../targets.ts';
import { openBenchWindow } from './bench-window.ts';
import { ensureDeckgl } from './deckgl-package.ts';
import type { DevtoolsPage } from './devtools.ts';
import { servePage } from './page-server.ts';
import { summarize } from './statistics.ts';
import { createTaskClock } from './task-time.ts';
import type { TaskTime } from './task-time.ts';

const contestants = ['nothing', 'ours', 'deckgl', 'geojson'] as const;
type ContestantName = (typeof contestants)[number];

interface Sample {
  readonly taskMs: number;
  readonly mainMs: number;
  readonly workersMs: number;
  /** Processor time of main thread and workers: what is left when the machine is busy with other things. */
  readonly cpuMs: number;
  readonly paintedMs: number;
}

const { workload, ratios: targets } = benchTargets.frames;
const seed = 20_261_122;
const intervalMs = 1_000;
/** In turns, so that a noisy stretch of the machine hits all alike. */
const roundCount = 5;
const readyTimeoutMs = 60_000;
/** First updates of a turn: shaders, buffers and workers warm up. */
const warmUpCount = 2;

/**
 * One update and all it causes: everything up to the next one counts, so that nothing put off escapes. A contestant
 * that needs more than the second gets the time it needs.
 */
async function measureUpdate(page: DevtoolsPage, readTaskTime: () => Promise<TaskTime>): Promise<Sample> {
  await page.evaluate('framesBench.prepare()');
  const startMs = performance.now();
  const before = await readTaskTime();
  const paintedMs = Number(await page.evaluate('framesBench.update()'));
  await wait(Math.max(startMs + intervalMs - performance.now(), 0));
  const after = await readTaskTime();
  const mainMs = after.mainMs - before.mainMs;
  const workersMs = after.workersMs - before.workersMs;
  const cpuMs = after.mainCpuMs - before.mainCpuMs + workersMs;
  return { taskMs: mainMs + workersMs, mainMs, workersMs, cpuMs, paintedMs };
}

async function measureTurn(
  page: DevtoolsPage,
  readTaskTime: () => Promise<TaskTime>,
  name: ContestantName,
): Promise<Sample[]> {
  await page.evaluate(`framesBench.enter('${name}')`);
  const samples: Sample[] = [];
  const count = Math.ceil(workload.updateCount / roundCount);
  for (let update = 0; update < warmUpCount + count; update++) {
    const sample = await measureUpdate(page, readTaskTime);
    if (update >= warmUpCount) samples.push(sample);
  }
  await page.evaluate('framesBench.leave()');
  return samples;
}

/** Asked again and again, since the page may still be on its way from the blank one, which ends any question. */
async function waitUntilReady(page: DevtoolsPage): Promise<void> {
  const deadlineMs = performance.now() + readyTimeoutMs;
  while (performance.now() < deadlineMs) {
    const ready = await page.evaluate('globalThis.framesBench !== undefined').catch(() => false);
    if (ready === true) return;
    await wait(100);
  }
  throw new Error('the page of the bench did not get ready');
}

async function measureAll(page: DevtoolsPage, processId: number) {
  await waitUntilReady(page);
  const readTaskTime = await createTaskClock(page, processId);
  const samples: Record<ContestantName, Sample[]> = { nothing: [], ours: [], deckgl: [], geojson: [] };
  for (let round = 0; round < roundCount; round++) {
    terminalLog(`round ${round + 1} of ${roundCount}`);
    // Each goes first in its turn.
    for (let at = 0; at < contestants.length; at++) {
      const name = contestants[(at + round) % contestants.length] ?? 'nothing';
      samples[name].push(...(await measureTurn(page, readTaskTime, name)));
    }
  }
  return samples;
}

const figuresOf = (samples: readonly Sample[]) => ({
  taskMsPerUpdate: summarize(samples.map(({ taskMs }) => taskMs)),
  mainMsPerUpdate: summarize(samples.map(({ mainMs }) => mainMs)),
  workersMsPerUpdate: summarize(samples.map(({ workersMs }) => workersMs)),
  cpuMsPerUpdate: summarize(samples.map(({ cpuMs }) => cpuMs)),
  paintedAfterMs: summarize(samples.map(({ paintedMs }) => paintedMs)),
});

/** `npm run bench -- frames`: what it costs to show 10,000 vehicles that all change once per second. */
export async function runFramesBench() {
  const server = await servePage(await ensureDeckgl());
  try {
    const window = await openBenchWindow(`${server.url}?vehicles=${workload.vehicleCount}&seed=${seed}`);
    try {
      const samples = await measureAll(window.page, window.processId);
      const [ours, geojson, deckgl] = [samples.ours, samples.geojson, samples.deckgl].map(figuresOf);
      if (ours === undefined || geojson === undefined || deckgl === undefined)
        throw new Error('nothing measured');
      const ratioOf = (what: 'taskMsPerUpdate' | 'cpuMsPerUpdate', baseline: typeof ours) =>
        Number((ours[what].median / baseline[what].median).toFixed(4));
      const ratios = {
        taskTimeToGeojson: ratioOf('taskMsPerUpdate', geojson),
        taskTimeToDeckgl: ratioOf('taskMsPerUpdate', deckgl),
        cpuTimeToGeojson: ratioOf('cpuMsPerUpdate', geojson),
        cpuTimeToDeckgl: ratioOf('cpuMsPerUpdate', deckgl),
      };
      return {
        bench: 'frames',
        figures: {
          runtime: window.runtime,
          vehicles: workload.vehicleCount,
          updates: samples.ours.length,
          ours,
          geojson,
          deckgl,
          nothing: figuresOf(samples.nothing),
        },
        ratios,
        targets,
        holds:
          ratios.taskTimeToGeojson <= targets.taskTimeToGeojsonAtMost &&
          ratios.taskTimeToDeckgl <= targets.taskTimeToDeckglAtMost,
      };
    } finally {
      window.page.close();
      await window.stop();
    }
  } finally {
    await server.stop();
  }
}
