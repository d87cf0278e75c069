import { AppError } from '../../core/platform/errors.ts';
import type { Log } from '../log.ts';
import { lastLines, runCommand } from '../process/run-command.ts';

const aptEnvironment = () => ({ ...process.env, DEBIAN_FRONTEND: 'noninteractive' });
const aptTimeoutMs = 10 * 60 * 1_000;

export const isRoot = (): boolean => process.getuid?.() === 0;

const quoted = (names: readonly string[]): string => names.join(' ');

/**
 * Since its 64-bit time change (2024) Debian's successors call some libraries `…t64`; the old name is then gone or
 * virtual, and apt refuses it.
 */
async function nameInThisRelease(name: string): Promise<string> {
  const policy = await runCommand('apt-cache', ['policy', name, `${name}t64`]);
  const candidates = new Map<string, boolean>();
  let current = '';
  for (const line of policy.stdout.split('\n')) {
    const heading = /^(\S+):$/.exec(line);
    if (heading?.[1] !== undefined) current = heading[1];
    const candidate = /^\s+Candidate: (.+)$/.exec(line);
    if (candidate?.[1] !== undefined) candidates.set(current, candidate[1] !== '(none)');
  }
  return candidates.get(`${name}t64`) === true ? `${name}t64` : name;
}

async function apt(log: Log, packages: readonly string[]): Promise<string | null> {
  const run = (...aptArguments: string[]) =>
    runCommand('apt-get', aptArguments, { env: aptEnvironment(), timeoutMs: aptTimeoutMs });
  const updated = await run('update', '-qq');
  if (updated.exitCode !== 0) log('apt-get update failed, trying with the package lists at hand');
  const names = await Promise.all(packages.map(nameInThisRelease));
  const installed = await run('install', '-y', '-qq', '--no-install-recommends', ...names);
  return installed.exitCode === 0 ? null : lastLines(installed.output);
}

/**
 * Installs Debian packages as root. Otherwise, and where it fails, throws with the command that a person has to run.
 * `purpose` completes the sentence "… missing for <purpose>".
 */
export async function installSystemPackages(input: {
  readonly packages: readonly string[];
  readonly missing: string;
  readonly purpose: string;
  readonly log: Log;
}): Promise<void> {
  const { packages, missing, purpose, log } = input;
  const hasApt = (await runCommand('apt-get', ['--version'])).exitCode === 0;
  if (!hasApt) {
    throw new AppError(
      'tooling/system-packages',
      `${missing} missing for ${purpose}. Install what your system calls these Debian packages: ${quoted(packages)}`,
    );
  }
  if (!isRoot()) {
    throw new AppError(
      'tooling/system-packages',
      `${missing} missing for ${purpose}. Run: sudo apt-get install -y ${quoted(packages)}`,
    );
  }
  log(`${missing} missing for ${purpose}, installing with apt: ${quoted(packages)}`);
  const failure = await apt(log, packages);
  if (failure !== null) {
    throw new AppError(
      'tooling/system-packages',
      `apt-get could not install ${quoted(packages)}:\n${failure}`,
    );
  }
}
