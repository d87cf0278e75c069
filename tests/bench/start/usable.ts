import { readFile } from 'node:fs/promises';
import { roleOf } from '../../../src-main/tooling/process/process-memory.ts';
import { listProcesses, treeOf } from '../../../src-main/tooling/process/process-tree.ts';
import type { ElectronWindow } from './electron-window.ts';

/** Milliseconds since the process was started, except `cpuMs`: processor time of all its processes until `usableMs`. */
export interface Start {
  /** The page begins to load. */
  readonly pageMs: number;
  /** The map is drawn, and the vehicles where there are any. */
  readonly drawnMs: number;
  /** A movement of the mouse after that has been answered by a painted frame. */
  readonly usableMs: number;
  readonly cpuMs: number;
  readonly cpuMsByRole: Readonly<Record<string, number>>;
}

const attemptPauseMs = 25;
const timeoutMs = 90_000;
/** Clock ticks of `/proc/N/stat` per second: fixed at 100 on Linux for all who read it there. */
const ticksPerSecond = 100;

const pause = (durationMs: number) => new Promise((resolve) => setTimeout(resolve, durationMs));

/** Asked from inside the page, so that how long the answer travels does not count. */
const whenTrue = (condition: string) => `new Promise((resolve) => {
  const timer = setInterval(() => {
    if (!(${condition})) return;
    clearInterval(timer);
    resolve(performance.timeOrigin + performance.now());
  }, 10);
})`;

/** Set up first and asked for later, since the input comes from another command. */
const listenForMouse = `void (globalThis.startBenchAnswer = new Promise((resolve) => {
  addEventListener('mousemove', () => requestAnimationFrame(() =>
    setTimeout(() => resolve(performance.timeOrigin + performance.now()))), { once: true, capture: true });
}))`;

/** The page may still be on its way from the blank one, which ends any question. */
async function evaluateOnceLoaded(window: ElectronWindow, expression: string): Promise<number> {
  const deadlineMs = performance.now() + timeoutMs;
  for (;;) {
    try {
      return Number(await window.page.evaluate(expression));
    } catch (error) {
      if (performance.now() > deadlineMs) throw error;
      await pause(attemptPauseMs);
    }
  }
}

async function readCpuMsByRole(rootId: number): Promise<Readonly<Record<string, number>>> {
  const members = treeOf(rootId, await listProcesses());
  const cpuMsByRole: Record<string, number> = {};
  for (const { processId, commandLine } of members) {
    const text = await readFile(`/proc/${processId}/stat`, 'utf8').catch(() => ''); // It ended meanwhile.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    // Own time and that of ended children: user, system, user, system (proc(5), fields 14 to 17).
    const ticks = fields.slice(11, 15).reduce((sum, field) => sum + Number(field), 0);
    const role = roleOf(commandLine, processId === rootId);
    cpuMsByRole[role] = (cpuMsByRole[role] ?? 0) + (ticks * 1_000) / ticksPerSecond;
  }
  return cpuMsByRole;
}

/** @param isDrawn an expression of the page that is true once everything is drawn. */
export async function measureStart(window: ElectronWindow, isDrawn: string): Promise<Start> {
  const { page, startedAtMs, processId } = window;
  const drawnAtMs = await evaluateOnceLoaded(window, whenTrue(isDrawn));
  await page.evaluate(listenForMouse);
  await page.send('Input.dispatchMouseEvent', { type: 'mouseMoved', x: 900, y: 400 });
  const usableAtMs = Number(await page.evaluate('globalThis.startBenchAnswer'));
  const cpuMsByRole = await readCpuMsByRole(processId);
  const pageAtMs = Number(await page.evaluate('performance.timeOrigin'));
  return {
    pageMs: pageAtMs - startedAtMs,
    drawnMs: drawnAtMs - startedAtMs,
    usableMs: usableAtMs - startedAtMs,
    cpuMs: Object.values(cpuMsByRole).reduce((sum, part) => sum + part, 0),
    cpuMsByRole,
  };
}
