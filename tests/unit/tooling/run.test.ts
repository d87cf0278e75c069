import { describe, expect, it } from 'vitest';
import { fromProject } from '../../../src-main/tooling/paths.ts';
import { runCommand } from '../../../src-main/tooling/process/run-command.ts';

const run = (...commandArguments: string[]) =>
  runCommand(process.execPath, [fromProject('src-main/tooling/run.mjs'), ...commandArguments]);

describe('run.mjs', () => {
  it('names the commands it knows when asked for another', async () => {
    const { exitCode, output } = await run('strat');
    expect(exitCode).toBe(1);
    expect(output).toContain('unknown command "strat". Known: start, dev, build, test, bench, sandbox');
  });

  it('hands arguments on to the command', async () => {
    const { exitCode, stdout } = await run('start', '--help');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('--check');
  });

  it('keeps the exit code and the sentence of a command that refuses its arguments', async () => {
    const { exitCode, output } = await run('bench', 'no-such-bench');
    expect(exitCode).toBe(1);
    expect(output).toContain('ingest, frames, start, memory');
  });
});
