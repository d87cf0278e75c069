import { AppError } from '../../core/platform/errors.ts';
import type { Log } from '../log.ts';
import { runCommand } from '../process/run-command.ts';
import { installSystemPackages } from './system-packages.ts';

/** What Electron's executable links to beyond a bare Debian 12 (found with ldd on Electron 25 and in 45's own list). */
const electronPackages = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1'] as const;

export function missingLibraries(lddOutput: string): readonly string[] {
  const names = lddOutput.split('\n').flatMap((line) => /^\s*(\S+) => not found/.exec(line)?.[1] ?? []);
  return [...new Set(names)].sort();
}

async function missingFor(executablePath: string): Promise<readonly string[]> {
  const result = await runCommand('ldd', [executablePath]);
  if (result.exitCode !== 0) {
    throw new AppError('tooling/runtime-broken', `${executablePath} is not a program for this machine.`);
  }
  return missingLibraries(result.stdout);
}

/** Linux only: elsewhere Electron brings everything. Asks the linker, so it is quick and right on any distribution. */
export async function ensureSystemLibraries(input: { executablePath: string; log: Log }): Promise<void> {
  if (process.platform !== 'linux') return;
  const missing = await missingFor(input.executablePath);
  if (missing.length === 0) return;
  await installSystemPackages({
    packages: electronPackages,
    missing: `system libraries (${missing.length}, e.g. ${missing[0] ?? ''}) are`,
    purpose: 'Electron',
    log: input.log,
  });
  const stillMissing = await missingFor(input.executablePath);
  if (stillMissing.length > 0) {
    throw new AppError(
      'tooling/system-packages',
      `Electron still lacks ${stillMissing.join(', ')} after installing ${electronPackages.join(' ')}.`,
    );
  }
}
