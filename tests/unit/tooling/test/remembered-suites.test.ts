import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runCommand } from '../../../../src-main/tooling/process/run-command.ts';
import { openRememberedSuites } from '../../../../src-main/tooling/test/remembered-suites.ts';

describe('the memory of npm run test:full', () => {
  let folder = '';

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'switchyard-full-'));
    await runCommand('git', ['init', '--quiet'], { cwd: folder });
    await writeFile(path.join(folder, '.gitignore'), '.cache\n');
    await writeFile(path.join(folder, 'fleet.ts'), 'export const fleet = 1;\n');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('goes on where the last run on the same sources stopped', async () => {
    const first = await openRememberedSuites(folder);
    expect(first.passedCount('unit')).toBeNull();
    await first.remember('unit', 140);

    const second = await openRememberedSuites(folder);
    expect(second.passedCount('unit')).toBe(140);
    expect(second.passedCount('e2e')).toBeNull();
  });

  it.each([
    ['changed', 'fleet.ts'],
    ['added, though not committed', 'driver.ts'],
  ])('forgets everything when a source was %s', async (_how, name) => {
    await (await openRememberedSuites(folder)).remember('unit', 140);
    await writeFile(path.join(folder, name), 'export const changed = 2;\n');
    expect((await openRememberedSuites(folder)).passedCount('unit')).toBeNull();
  });
});
