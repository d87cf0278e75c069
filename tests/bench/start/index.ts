import { ensureBuild } from '../../../src-main/tooling/app/ensure-build.ts';
import { provision, temporaryProfile } from '../../../src-main/tooling/app/provision.ts';
import { terminalLog } from '../../../src-main/tooling/log.ts';
import { projectFolder } from '../../../src-main/tooling/paths.ts';
import { createSupervisor, type Supervisor } from '../../../src-main/tooling/process/supervisor.ts';
import { summarize } from '../frames/statistics.ts';
import { benchTargets } from '../targets.ts';
import { buildBareWindow } from './build-bare-window.ts';
import { openElectronWindow } from './electron-window.ts';
import { measureStart, type Start } from './usable.ts';

const seed = 20_261_122;
/** After the first start, so that the profile holds what a working day leaves behind. */
const firstSyncMs = 10_000;
const { workload, ratios: targets } = benchTargets.start;

const pause = (durationMs: number) => new Promise((resolve) => setTimeout(resolve, durationMs));

interface Contestant {
  /** Starts the app, measures, and closes it as a person does. */
  start(stayOpenMs?: number): Promise<Start>;
}

async function createContestants(supervisor: Supervisor, vehicleCount: number) {
  await ensureBuild({ log: terminalLog });
  const bareWindowFolder = await buildBareWindow();
  const sandboxArguments = ['--vehicles', String(vehicleCount), '--seed', String(seed)];
  const { runtime, environment, chromiumFlags } = await provision({
    supervisor,
    log: terminalLog,
    sandboxArguments,
  });
  const create = async (appFolder: string, isDrawn: string): Promise<Contestant> => {
    const profile = await temporaryProfile(supervisor);
    return {
      async start(stayOpenMs = 0) {
        const window = await openElectronWindow({
          supervisor,
          runtime,
          appFolder,
          environment: { ...environment, SWITCHYARD_USER_DATA: profile },
          chromiumFlags: [...chromiumFlags, `--user-data-dir=${profile}`],
        });
        try {
          const start = await measureStart(window, isDrawn);
          await pause(stayOpenMs);
          return start;
        } finally {
          await window.stop();
        }
      },
    };
  };
  return {
    runtime: `${runtime.kind} ${runtime.electronVersion}`,
    ours: await create(
      projectFolder,
      `globalThis.switchyardDiagnostics?.readDrawnCount() >= ${vehicleCount * drawnPart}`,
    ),
    bareWindow: await create(bareWindowFolder, 'globalThis.bareWindow?.isGroundDrawn === true'),
  };
}

/** A fleet always has some vehicles that have never sent a position. */
const drawnPart = 0.9;

const figuresOf = (starts: readonly Start[]) => ({
  pageMs: summarize(starts.map(({ pageMs }) => pageMs)),
  drawnMs: summarize(starts.map(({ drawnMs }) => drawnMs)),
  usableMs: summarize(starts.map(({ usableMs }) => usableMs)),
  cpuMs: summarize(starts.map(({ cpuMs }) => cpuMs)),
  cpuMsByRole: Object.fromEntries(
    [...new Set(starts.flatMap(({ cpuMsByRole }) => Object.keys(cpuMsByRole)))].map((role) => [
      role,
      summarize(starts.map(({ cpuMsByRole }) => cpuMsByRole[role] ?? 0)).median,
    ]),
  ),
});

const roundedStart = ({ pageMs, drawnMs, usableMs, cpuMs }: Start) =>
  Object.fromEntries(
    Object.entries({ pageMs, drawnMs, usableMs, cpuMs }).map(([name, value]) => [name, Math.round(value)]),
  );

const ratio = (ours: number, baseline: number) => Number((ours / baseline).toFixed(3));

async function measure(supervisor: Supervisor, pairCount: number) {
  const { runtime, ours, bareWindow } = await createContestants(supervisor, workload.vehicleCount);
  // The very first starts build profiles, caches and the database; they are told apart.
  const firstBare = await bareWindow.start();
  const firstOurs = await ours.start(firstSyncMs);
  const starts = { ours: [] as Start[], bareWindow: [] as Start[] };
  for (let pair = 0; pair < pairCount; pair += 1) {
    const runOurs = async () => starts.ours.push(await ours.start());
    const runBare = async () => starts.bareWindow.push(await bareWindow.start());
    // Each goes first in its turn.
    for (const run of pair % 2 === 0 ? [runBare, runOurs] : [runOurs, runBare]) await run();
    const [newest, baseline] = [starts.ours.at(-1), starts.bareWindow.at(-1)];
    terminalLog(
      `pair ${pair + 1} of ${pairCount}: ${Math.round(newest?.usableMs ?? 0)} ms, bare ${Math.round(baseline?.usableMs ?? 0)} ms`,
    );
  }
  const [our, bare] = [figuresOf(starts.ours), figuresOf(starts.bareWindow)];
  const pairRatios = starts.ours.map((start, pair) =>
    ratio(start.usableMs, starts.bareWindow[pair]?.usableMs ?? Number.NaN),
  );
  const ratios = {
    startToBareWindow: summarize(pairRatios).median,
    startToBareWindowP95: summarize(pairRatios).p95,
    cpuToBareWindow: ratio(our.cpuMs.median, bare.cpuMs.median),
    firstStartToBareWindow: ratio(firstOurs.usableMs, firstBare.usableMs),
  };
  return {
    bench: 'start',
    figures: {
      runtime,
      vehicles: workload.vehicleCount,
      pairs: pairCount,
      ours: our,
      bareWindow: bare,
      firstStart: { ours: roundedStart(firstOurs), bareWindow: roundedStart(firstBare) },
    },
    ratios,
    targets,
    holds: ratios.startToBareWindow <= targets.startToBareWindowAtMost,
  };
}

/**
 * `npm run bench -- start [--pairs N]`: from starting the process until the map shows the fleet and answers the mouse,
 * on a profile that has synced once, against a bare window with the same libraries and the same map.
 */
export async function runStartBench(benchArguments: readonly string[]) {
  const at = benchArguments.indexOf('--pairs');
  const pairCount = at === -1 ? workload.runCount : Number(benchArguments[at + 1]);
  if (!Number.isInteger(pairCount) || pairCount < 1) throw new Error('--pairs takes a whole number');
  const supervisor = createSupervisor();
  try {
    return await measure(supervisor, pairCount);
  } finally {
    await supervisor.stopAll();
  }
}
