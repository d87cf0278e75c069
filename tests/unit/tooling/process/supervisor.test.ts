import { spawn } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { fromProject } from '../../../../src-main/tooling/paths.ts';
import { listProcesses } from '../../../../src-main/tooling/process/process-tree.ts';
import { createSupervisor, endProcessTree } from '../../../../src-main/tooling/process/supervisor.ts';

/** A number no other program waits for, to find our sleepers among the machine's processes. */
let sleeperSeconds = 100_000 + process.pid;
const newSleeper = () => String(sleeperSeconds++);

const isRunning = async (seconds: string) =>
  (await listProcesses()).some(({ commandLine }) => commandLine === `sleep ${seconds}`);

async function until(isReached: () => Promise<boolean>): Promise<boolean> {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (await isReached()) return true;
    await pause(30);
  }
  return false;
}

describe.skipIf(process.platform !== 'linux')('the supervisor', () => {
  it('ends grandchildren too, and those that left the process group', async () => {
    const [inside, outside] = [newSleeper(), newSleeper()];
    const supervisor = createSupervisor({ handlesSignals: false });
    supervisor.start(['sh', '-c', `sleep ${inside} & setsid sleep ${outside} & wait`]);
    expect(await until(async () => (await isRunning(inside)) && (await isRunning(outside)))).toBe(true);

    await supervisor.stopAll();

    expect(await isRunning(inside)).toBe(false);
    expect(await until(async () => !(await isRunning(outside)))).toBe(true);
  });

  it('ends a program that ignores the polite request', async () => {
    const sleeper = newSleeper();
    const { processId } = createSupervisor({ handlesSignals: false }).start([
      'sh',
      '-c',
      `trap '' TERM; sleep ${sleeper} & while true; do wait; done`,
    ]);
    expect(await until(() => isRunning(sleeper))).toBe(true);
    await endProcessTree(processId, 200);
    expect(await until(async () => !(await isRunning(sleeper)))).toBe(true);
  });

  it('stops in reverse order: what was started last ends first', async () => {
    const order: string[] = [];
    const supervisor = createSupervisor({ handlesSignals: false });
    supervisor.onStop(() => void order.push('display'));
    supervisor.onStop(() => void order.push('sandbox'));
    await supervisor.stopAll();
    expect(order).toEqual(['sandbox', 'display']);
  });

  it.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
    'leaves nothing behind when it is ended by %s itself',
    async (signal) => {
      const sleeper = newSleeper();
      const supervisorPath = fromProject('src-main/tooling/process/supervisor.ts');
      const script = `const { createSupervisor } = await import(${JSON.stringify(supervisorPath)});
        await createSupervisor().start(['sleep', '${sleeper}']).ended;`;
      const host = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'ignore' });
      expect(await until(() => isRunning(sleeper))).toBe(true);
      host.kill(signal);
      expect(await until(async () => !(await isRunning(sleeper)))).toBe(true);
    },
  );
});
