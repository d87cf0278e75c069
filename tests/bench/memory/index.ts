import { ensureBuild } from '../../../src-main/tooling/app/ensure-build.ts';
import { provision, temporaryProfile, type Provisioned } from '../../../src-main/tooling/app/provision.ts';
import { startSandbox } from '../../../src-main/tooling/app/sandbox-process.ts';
import { terminalLog } from '../../../src-main/tooling/log.ts';
import { projectFolder } from '../../../src-main/tooling/paths.ts';
import { createSupervisor, type Supervisor } from '../../../src-main/tooling/process/supervisor.ts';
import { summarize } from '../frames/statistics.ts';
import { openElectronWindow } from '../start/electron-window.ts';
import { measureStart } from '../start/usable.ts';
import { benchTargets } from '../targets.ts';
import { observe, type Moment } from './observe.ts';
import { theilSen } from './slope.ts';

const seed = 20_261_122;
const { workload, megabytes: limits, slope: slopeLimit } = benchTargets.memory;
/** A fleet always has some vehicles that have never sent a position. */
const drawnPart = 0.9;

interface Span {
  readonly durationMs: number;
  readonly intervalMs: number;
}

interface Observation {
  readonly vehicleCount: number;
  readonly moments: readonly Moment[];
}

const rounded = (value: number) => Number(value.toFixed(2));

/** The second half: by then caches are filled and code that gets hot has been compiled. */
const settled = (moments: readonly Moment[]) => moments.slice(Math.floor(moments.length / 2));

const medianOf = (moments: readonly Moment[], read: (moment: Moment) => number) =>
  summarize(settled(moments).map(read)).median;

/**
 * One life of the app on a fresh profile. Zero vehicles: the same app and screens with no account, so that nothing is
 * fetched, stored or drawn beyond the map.
 */
async function live(
  supervisor: Supervisor,
  provisioned: Provisioned,
  vehicleCount: number,
  span: Span,
): Promise<Observation> {
  const profile = await temporaryProfile(supervisor);
  const sandbox =
    vehicleCount === 0
      ? null
      : await startSandbox(supervisor, ['--vehicles', String(vehicleCount), '--seed', String(seed)]);
  const window = await openElectronWindow({
    supervisor,
    runtime: provisioned.runtime,
    appFolder: projectFolder,
    environment: {
      ...provisioned.environment,
      SWITCHYARD_USER_DATA: profile,
      ...(sandbox === null
        ? {}
        : { SWITCHYARD_SANDBOX_URL: sandbox.samsaraUrl, SWITCHYARD_SANDBOX_TOKEN: sandbox.token }),
    },
    chromiumFlags: provisioned.chromiumFlags,
  });
  try {
    await measureStart(
      window,
      vehicleCount === 0
        ? 'globalThis.switchyardDiagnostics?.isGroundDrawn() === true'
        : `globalThis.switchyardDiagnostics?.readDrawnCount() >= ${vehicleCount * drawnPart}`,
    );
    // Whoever watches costs memory in what is watched.
    window.page.close();
    return { vehicleCount, moments: await observe(window.processId, span) };
  } finally {
    await window.stop();
    await sandbox?.stop();
  }
}

function describe({ vehicleCount, moments }: Observation) {
  const roles = [...new Set(moments.flatMap(({ megabytesByRole }) => Object.keys(megabytesByRole)))];
  const slope = theilSen(settled(moments));
  return {
    vehicles: vehicleCount,
    totalMegabytes: medianOf(moments, ({ megabytes }) => megabytes),
    largestMegabytes: rounded(Math.max(...moments.map(({ megabytes }) => megabytes))),
    megabytesByRole: Object.fromEntries(
      roles.map((role) => [role, medianOf(moments, ({ megabytesByRole }) => megabytesByRole[role] ?? 0)]),
    ),
    slope: {
      megabytesPerMinute: rounded(slope.megabytesPerMinute),
      low: rounded(slope.low),
      high: rounded(slope.high),
    },
    samples: moments.map(({ megabytes }) => Math.round(megabytes * 10) / 10),
  };
}

function judge(observations: readonly Observation[], span: Span, runtime: string) {
  const [idle, ...withData] = observations.map(describe);
  if (idle === undefined) throw new Error('nothing was observed');
  const runs = withData.map((run) => ({
    ...run,
    growthMegabytes: rounded(run.totalMegabytes - idle.totalMegabytes),
    growthByRole: Object.fromEntries(
      Object.entries(run.megabytesByRole).map(([role, value]) => [
        role,
        rounded(value - (idle.megabytesByRole[role] ?? 0)),
      ]),
    ),
  }));
  const smallest = runs[0];
  const growth = smallest?.growthMegabytes ?? Number.NaN;
  const total = Math.max(...runs.map(({ totalMegabytes }) => totalMegabytes));
  // A slope counts when it is larger than chance explains and larger than anybody would notice in a day.
  const isGrowing = runs.some(
    ({ slope }) => slope.low > 0 && slope.megabytesPerMinute > slopeLimit.megabytesPerMinuteAtMost,
  );
  return {
    bench: 'memory',
    figures: { runtime, minutes: span.durationMs / 60_000, idle, runs },
    ratios: {
      growthToLimit: rounded(growth / limits.growthAt250VehiclesAtMost),
      totalToLimit: rounded(total / limits.totalAtMost),
      steepestSlopeMegabytesPerMinute: Math.max(...runs.map(({ slope }) => slope.megabytesPerMinute)),
    },
    targets: { ...limits, ...slopeLimit },
    holds: growth <= limits.growthAt250VehiclesAtMost && total <= limits.totalAtMost && !isGrowing,
  };
}

/** A number of minutes or a list of fleet sizes, for shorter runs while working on something. */
function readOption(benchArguments: readonly string[], name: string): string | undefined {
  const at = benchArguments.indexOf(name);
  return at === -1 ? undefined : benchArguments[at + 1];
}

/**
 * `npm run bench -- memory [--minutes N] [--vehicles 250,1000]`: private memory of all processes of the app, with a
 * fleet and without. Runs one after the other, so that none takes pages or time from another.
 */
export async function runMemoryBench(benchArguments: readonly string[]) {
  const minutes = Number(readOption(benchArguments, '--minutes') ?? workload.durationMs / 60_000);
  const vehicleCounts = (readOption(benchArguments, '--vehicles') ?? workload.vehicleCounts.join(','))
    .split(',')
    .map(Number);
  const span = {
    durationMs: minutes * 60_000,
    intervalMs: Math.min(workload.sampleIntervalMs, (minutes * 60_000) / 12),
  };
  const supervisor = createSupervisor();
  try {
    await ensureBuild({ log: terminalLog });
    const provisioned = await provision({ supervisor, log: terminalLog, sandboxArguments: null });
    const observations: Observation[] = [];
    for (const vehicleCount of [0, ...vehicleCounts]) {
      const observation = await live(supervisor, provisioned, vehicleCount, span);
      observations.push(observation);
      terminalLog(
        `${vehicleCount} vehicles: ${medianOf(observation.moments, ({ megabytes }) => megabytes)} MB`,
      );
    }
    const { kind, electronVersion } = provisioned.runtime;
    return judge(observations, span, `${kind} ${electronVersion}`);
  } finally {
    await supervisor.stopAll();
  }
}
