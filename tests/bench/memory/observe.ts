import { measureProcessTree } from '../../../src-main/tooling/process/process-memory.ts';
import type { Sample } from './slope.ts';

/** Private memory of one moment; megabytes are 1,000,000 bytes. */
export interface Moment extends Sample {
  readonly megabytesByRole: Readonly<Record<string, number>>;
}

const bytesPerMegabyte = 1_000_000;

const pause = (durationMs: number) => new Promise((resolve) => setTimeout(resolve, durationMs));

async function measureOnce(processId: number, minutes: number): Promise<Moment> {
  const megabytesByRole: Record<string, number> = {};
  for (const { role, privateBytes } of await measureProcessTree(processId)) {
    megabytesByRole[role] = (megabytesByRole[role] ?? 0) + privateBytes / bytesPerMegabyte;
  }
  const megabytes = Object.values(megabytesByRole).reduce((sum, part) => sum + part, 0);
  if (megabytes === 0) throw new Error('the memory of the processes cannot be read here');
  return { minutes, megabytes, megabytesByRole };
}

/** Looks at a running app at regular intervals, the first time at once. */
export async function observe(
  processId: number,
  span: { readonly durationMs: number; readonly intervalMs: number },
): Promise<readonly Moment[]> {
  const startMs = performance.now();
  const moments: Moment[] = [];
  for (let dueMs = 0; dueMs <= span.durationMs; dueMs += span.intervalMs) {
    await pause(Math.max(0, startMs + dueMs - performance.now()));
    moments.push(await measureOnce(processId, (performance.now() - startMs) / 60_000));
  }
  return moments;
}
