import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../src-main/core/platform/errors.ts';
import { terminalLog } from '../../src-main/tooling/log.ts';
import { userCacheFolder } from '../../src-main/tooling/paths.ts';
import { lastLines, npmCommand, runCommand } from '../../src-main/tooling/process/run-command.ts';

const fetchTimeoutMs = 5 * 60 * 1_000;

/** A library that a bench measures against. */
export interface Peer {
  readonly name: string;
  readonly version: string;
  readonly packageNames: readonly string[];
  readonly npmArguments?: readonly string[];
}

/**
 * Folder with the peer's packages in its `node_modules`. They are fetched once into the user's cache: a peer to be
 * measured against, never a dependency. Throws `bench/peer-fetch` when the registry does not give them.
 */
export async function ensurePeer({ name, version, packageNames, npmArguments = [] }: Peer): Promise<string> {
  const folder = path.join(userCacheFolder(), 'bench', `${name}-${version}`);
  const isThere = await access(path.join(folder, 'node_modules')).then(
    () => true,
    () => false,
  );
  if (isThere) return folder;
  terminalLog(`fetching ${name} ${version} for the bench`);
  await mkdir(path.dirname(folder), { recursive: true });
  const workFolder = await mkdtemp(`${folder}-`);
  try {
    const [command, allArguments] = npmCommand(
      'install',
      ...packageNames.map((packageName) => `${packageName}@${version}`),
      ...['--prefix', workFolder, '--ignore-scripts', '--no-audit', '--no-fund'],
      ...npmArguments,
    );
    const result = await runCommand(command, allArguments, { cwd: workFolder, timeoutMs: fetchTimeoutMs });
    if (result.exitCode !== 0) {
      throw new AppError('bench/peer-fetch', `${name} could not be fetched: ${lastLines(result.output, 3)}`);
    }
    await rename(workFolder, folder);
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
  return folder;
}
