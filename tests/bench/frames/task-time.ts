import { readdir, readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { DevtoolsPage } from './devtools.ts';

export interface TaskTime {
  /** As the DevTools protocol counts it: waiting for a processor or for the GPU inside a task is in it. */
  readonly mainMs: number;
  readonly workersMs: number;
  /** Processor time of the main thread alone; 0 elsewhere than on Linux. */
  readonly mainCpuMs: number;
}

const metricsSchema = z.object({ metrics: z.array(z.object({ name: z.string(), value: z.number() })) });

const readText = (filePath: string): Promise<string> => readFile(filePath, 'utf8').catch(() => '');

/** The program and everything it started, by the parent ids of /proc. */
async function familyOf(processId: number): Promise<readonly string[]> {
  const family = new Set([String(processId)]);
  const processIds = (await readdir('/proc'))
    .filter((name) => /^\d+$/.test(name))
    .sort((a, b) => Number(a) - Number(b));
  for (const id of processIds) {
    const parent = /\) \S (\d+)/.exec(await readText(`/proc/${id}/stat`))?.[1];
    if (parent !== undefined && family.has(parent)) family.add(id);
  }
  return [...family];
}

/** Chromium names the threads of dedicated workers so; the kernel keeps 15 characters. */
const workerThreadName = 'DedicatedWorker';

const readRunMs = async (file: string): Promise<number> => Number((await readText(file)).split(' ')[0]) / 1e6;

interface Threads {
  /** Files that begin with the nanoseconds the thread has run. */
  readonly workers: readonly string[];
  readonly main: string | null;
}

/** The page's process is the one with workers; its main thread has the id of the process. */
async function findThreads(processId: number): Promise<Threads> {
  const workers: string[] = [];
  let main: string | null = null;
  for (const id of await familyOf(processId)) {
    for (const thread of await readdir(`/proc/${id}/task`).catch(() => [])) {
      const name = await readText(`/proc/${id}/task/${thread}/comm`);
      if (!name.startsWith(workerThreadName)) continue;
      workers.push(`/proc/${id}/task/${thread}/schedstat`);
      main = `/proc/${id}/task/${id}/schedstat`;
    }
  }
  return { workers, main };
}

/**
 * Reads how long the page's threads have worked so far. Main thread: TaskDuration of the DevTools protocol. Workers have
 * no such figure there (`Performance` is not found in a worker's session, Chromium 114 and 156), so it is the time the
 * kernel ran their threads, in nanoseconds. Elsewhere than on Linux workers count as nothing, which only favours
 * baselines: ours uses none.
 */
export async function createTaskClock(
  page: DevtoolsPage,
  processId: number,
): Promise<() => Promise<TaskTime>> {
  await page.send('Performance.enable');
  const onLinux = process.platform === 'linux';
  const threads = onLinux ? await findThreads(processId) : { workers: [], main: null };
  if (onLinux && threads.main === null) throw new Error('the workers of the map were not found');
  return async () => {
    const { metrics } = metricsSchema.parse(await page.send('Performance.getMetrics'));
    const seconds = metrics.find(({ name }) => name === 'TaskDuration')?.value;
    if (seconds === undefined) throw new Error('TaskDuration is not reported');
    const workers = await Promise.all(threads.workers.map(readRunMs));
    return {
      mainMs: seconds * 1_000,
      workersMs: workers.reduce((sum, ms) => sum + ms, 0),
      mainCpuMs: threads.main === null ? 0 : await readRunMs(threads.main),
    };
  };
}
