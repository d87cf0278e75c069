import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { runUntilKilled } from '../../../support/killed-child.ts';
import { temporaryFolder } from '../../../support/temporary-folder.ts';

const child = fileURLToPath(new URL('children/run-jobs.ts', import.meta.url));

it(
  'jobs whose process is killed in the middle are run again at once by the next',
  { timeout: 120_000 },
  async () => {
    const folder = temporaryFolder();
    const jobCount = 60;
    for (const killAfter of [5, 9, 14]) {
      await runUntilKilled(child, [folder, String(jobCount)], (lines) => lines.length >= killAfter);
    }
    const lines = await runUntilKilled(child, [folder, String(jobCount)], () => false);
    expect(lines.at(-1)).toBe('finished 0');

    const effects = readFileSync(join(folder, 'effects.txt'), 'utf8').trim().split('\n').map(Number);
    const numbers = Array.from({ length: jobCount }, (_, index) => index + 1);
    expect([...new Set(effects)].sort((a, b) => a - b)).toEqual(numbers);
    // At most what ran at each of the three kills (four at a time) was done twice.
    expect(effects.length).toBeLessThanOrEqual(jobCount + 3 * 4);
  },
);
