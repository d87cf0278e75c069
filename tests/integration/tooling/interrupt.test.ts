import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { fromProject } from '../../../src-main/tooling/paths.ts';
import { listProcesses, treeOf } from '../../../src-main/tooling/process/process-tree.ts';

async function allEnd(processIds: readonly number[]): Promise<boolean> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const running = new Set((await listProcesses()).map(({ processId }) => processId));
    if (!processIds.some((processId) => running.has(processId))) return true;
    await pause(50);
  }
  return false;
}

describe.skipIf(process.platform !== 'linux')('a signal to npm alone', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)('%s ends the program that npm started', async (signal) => {
    const npm = spawn('npm', ['run', '--silent', 'sandbox', '--', '--vehicles', '1'], {
      cwd: fromProject(),
      detached: true,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(npm, 'exit');
    await once(npm.stdout, 'data'); // Its one line of JSON: it is up.
    const family = treeOf(npm.pid ?? 0, await listProcesses()).map(({ processId }) => processId);
    expect(family.length).toBeGreaterThan(1);

    npm.kill(signal);

    expect(await allEnd(family)).toBe(true);
    await ended;
  });
});
