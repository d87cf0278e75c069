import { createNoisyFleet, type FleetPage } from './noisy-fleet.ts';
import type { Contestant } from './contestants.ts';

export const startMs = Date.UTC(2026, 9, 1);
const seed = 20_261_122;
/** Each contestant takes so many pages in a row, then the next: a noisy moment of the machine hits all of them. */
const pagesPerTurn = 180;

export interface Filled {
  readonly fixCount: number;
  readonly movingShare: number;
  readonly endMs: number;
  /** Processor time of each contestant, the kernel's included. */
  readonly cpuMs: Record<string, number>;
}

/** Gives all contestants the same pages, in turns, until so many fixes were sent. */
export async function fill(
  contestants: Readonly<Record<string, Pick<Contestant, 'takePage'>>>,
  options: { readonly fixCount: number; readonly vehicleCount: number },
): Promise<Filled> {
  const fleet = createNoisyFleet({ seed, vehicleCount: options.vehicleCount, startMs });
  const entries = Object.entries(contestants);
  const cpuMs: Record<string, number> = Object.fromEntries(entries.map(([name]) => [name, 0]));
  let fixCount = 0;
  let endMs = startMs;
  for (let turn = 0; fixCount < options.fixCount; turn += 1) {
    const pages: FleetPage[] = [];
    while (pages.length < pagesPerTurn && fixCount < options.fixCount) {
      const page = fleet.nextPage();
      pages.push(page);
      fixCount += page.fixes.length / 6;
      endMs = page.nowMs;
    }
    for (let at = 0; at < entries.length; at += 1) {
      const [name, contestant] = entries[(at + turn) % entries.length]!;
      const before = process.cpuUsage();
      for (const page of pages) await contestant.takePage(page);
      const { user, system } = process.cpuUsage(before);
      cpuMs[name] = cpuMs[name]! + (user + system) / 1_000;
    }
  }
  return { fixCount, movingShare: fleet.movingShare(), endMs, cpuMs };
}
