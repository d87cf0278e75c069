import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { openDatabase } from '../../src-main/core/database/connection.ts';
import { createSamsara } from '../../src-main/core/operations/samsara/index.ts';
import { createTelematics, type Telematics } from '../../src-main/core/operations/telematics/index.ts';
import { systemClock } from '../../src-main/core/platform/clock.ts';
import { createLogger } from '../../src-main/core/platform/logger.ts';
import { createMetrics } from '../../src-main/core/platform/metrics.ts';
import type { Port } from '../../src-main/core/platform/ports.ts';
import { systemRandom } from '../../src-main/core/platform/random.ts';
import { fromProject } from '../../src-main/tooling/paths.ts';
import { summarize } from './frames/statistics.ts';
import { benchTargets } from './targets.ts';

const readySchema = z.object({ samsaraUrl: z.string(), token: z.string() });
const secondMs = 1_000;
/** Turns of filling last so long; then what was switched is in force. */
const switchingMs = 13 * secondMs;
/** A page with a fix this young is the live feed's. */
const youngMs = 120 * secondMs;

/** The sandbox in a process of its own: its work must not count as ours. */
async function startSandbox(
  vehicleCount: number,
): Promise<{ child: ChildProcess; url: string; token: string }> {
  const file = fromProject('src-main', 'sandbox', 'index.ts');
  const child = spawn(
    process.execPath,
    [file, '--vehicles', String(vehicleCount), '--seed', '1', '--exit-with-parent'],
    { stdio: ['pipe', 'pipe', 'inherit'] },
  );
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { samsaraUrl, token } = readySchema.parse(JSON.parse(line));
  return { child, url: samsaraUrl, token };
}

/** From the answer of the live feed to the frame that shows it, milliseconds. */
function createStopwatch(telematics: Pick<Telematics, 'onCommitted' | 'connectFrames'>) {
  const samples: number[] = [];
  let pastFixCount = 0;
  let answeredAtMs: number | null = null;
  let committedOfMs: number | null = null;

  const watchedFetch: typeof fetch = async (...request) => {
    const response = await fetch(...request);
    const url = request[0] instanceof Request ? request[0].url : String(request[0]);
    if (url.includes('/stats/feed') && url.includes('gps')) answeredAtMs ??= performance.now();
    return response;
  };
  const begin = () => {
    telematics.onCommitted((committed) => {
      if (committed.kind !== 'page') return;
      const isLive = committed.page.some(({ fixes }) =>
        fixes.some(({ timeMs }) => Date.now() - timeMs < youngMs),
      );
      if (isLive) {
        committedOfMs ??= answeredAtMs;
        answeredAtMs = null;
      } else pastFixCount += committed.page.reduce((sum, { fixes }) => sum + fixes.length, 0);
    });
    const port: Port = {
      postMessage: () => {
        if (committedOfMs !== null) samples.push(performance.now() - committedOfMs);
        committedOfMs = null;
      },
      onMessage: () => undefined,
      onClose: () => undefined,
      close: () => undefined,
    };
    telematics.connectFrames(port);
  };
  return {
    watchedFetch,
    begin,
    /** What was measured since the last call. */
    take: () => ({
      samples: samples.splice(0),
      pastFixCount: ((count) => ((pastFixCount = 0), count))(pastFixCount),
    }),
  };
}

interface Options {
  readonly vehicleCount: number;
  readonly days: number;
  readonly blockCount: number;
  readonly blockSeconds: number;
}

function readOptions(benchArguments: readonly string[]): Options {
  const { workload } = benchTargets.backfill;
  const { values } = parseArgs({
    args: [...benchArguments],
    options: {
      quick: { type: 'boolean', default: false },
      vehicles: { type: 'string', default: String(workload.vehicleCount) },
      days: { type: 'string', default: String(workload.days) },
      blocks: { type: 'string' },
      'block-seconds': { type: 'string' },
    },
  });
  return {
    vehicleCount: Number(values.vehicles),
    days: Number(values.days),
    blockCount: Number(values.blocks ?? (values.quick ? 1 : workload.blockCount)),
    blockSeconds: Number(values['block-seconds'] ?? (values.quick ? 30 : workload.blockSeconds)),
  };
}

async function openCore(folder: string) {
  const clock = systemClock;
  const metrics = createMetrics();
  const logger = createLogger({ folder, level: 'warn', processName: 'bench' });
  const database = await openDatabase({
    kind: 'telematics',
    path: join(folder, 'telematics.db'),
    clock,
    logger,
    metrics,
  });
  const telematics = createTelematics({ database, clock, logger, metrics });
  await telematics.start();
  const stopwatch = createStopwatch(telematics);
  const samsara = createSamsara({
    headStartMs: 0,
    telematics,
    database,
    fetch: stopwatch.watchedFetch,
    clock,
    random: systemRandom,
    logger,
    metrics,
  });
  return {
    samsara,
    telematics,
    stopwatch,
    close: async () => {
      await samsara.stop();
      await telematics.stop();
      await database.close();
      await logger.close();
    },
  };
}

type Core = Awaited<ReturnType<typeof openCore>>;

/** Blocks without and with filling in turns, so that a machine that gets slower is slower for both. */
async function measure({ samsara, stopwatch }: Core, options: Options) {
  const samples: Record<'alone' | 'filling', number[]> = { alone: [], filling: [] };
  let pastFixCount = 0;
  for (let block = 0; block < options.blockCount * 2; block += 1) {
    const name = block % 2 === 0 ? 'alone' : 'filling';
    samsara.setBackfillDays(name === 'filling' ? options.days : 0);
    samsara.wake();
    await systemClock.sleep(switchingMs);
    stopwatch.take();
    await systemClock.sleep(options.blockSeconds * secondMs);
    const taken = stopwatch.take();
    samples[name].push(...taken.samples);
    if (name === 'filling') pastFixCount += taken.pastFixCount;
  }
  return { samples, pastFixCount };
}

/**
 * `npm run bench -- backfill [--quick] [--vehicles N] [--days N] [--blocks N] [--block-seconds N]`: how much later a
 * frame follows the live feed's answer while the past is being filled. The whole past would take hours, and every part
 * of it is like the others: what counts is measured in blocks, and the time for all of it is worked out.
 */
export async function runBackfillBench(benchArguments: readonly string[]) {
  const options = readOptions(benchArguments);
  const targets = benchTargets.backfill.ratios;
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-bench-backfill-'));
  const sandbox = await startSandbox(options.vehicleCount);
  const core = await openCore(folder);
  try {
    core.stopwatch.begin();
    core.samsara.start();
    core.samsara.configure({ baseUrl: sandbox.url, token: sandbox.token });
    const { samples, pastFixCount } = await measure(core, options);
    const [alone, filling] = [summarize(samples.alone), summarize(samples.filling)];
    const p95WhileFillingToAlone = Number((filling.p95 / alone.p95).toFixed(3));
    const pastFixesPerSecond = Math.round(pastFixCount / (options.blockCount * options.blockSeconds));
    if (pastFixesPerSecond === 0) throw new Error('nothing of the past was fetched');
    return {
      bench: 'backfill',
      figures: {
        ...options,
        sampleCounts: { alone: samples.alone.length, filling: samples.filling.length },
        answerToFrameMsAlone: alone,
        answerToFrameMsFilling: filling,
        pastFixCount,
        pastFixesPerSecond,
      },
      ratios: { p95WhileFillingToAlone },
      targets,
      holds: p95WhileFillingToAlone <= targets.p95WhileFillingToAloneAtMost,
    };
  } finally {
    await core.close();
    sandbox.child.kill();
    await rm(folder, { recursive: true, force: true });
  }
}
