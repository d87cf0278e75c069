import { access, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../../src-main/core/platform/errors.ts';
import { terminalLog } from '../../../src-main/tooling/log.ts';
import { userCacheFolder } from '../../../src-main/tooling/paths.ts';
import { lastLines, npmCommand, runCommand } from '../../../src-main/tooling/process/run-command.ts';

const version = '9.4.0';
const packageNames = ['@deck.gl/core', '@deck.gl/layers', '@deck.gl/maplibre'] as const;
const fetchTimeoutMs = 5 * 60 * 1_000;

/**
 * Folder with deck.gl's packages. They are fetched once into the user's cache: a peer to be measured against, never a
 * dependency. Throws `AppError` when the registry does not give them.
 */
export async function ensureDeckgl(): Promise<string> {
  const folder = path.join(userCacheFolder(), 'bench', `deckgl-${version}`);
  const modules = path.join(folder, 'node_modules');
  if (
    await access(modules).then(
      () => true,
      () => false,
    )
  )
    return modules;
  terminalLog(`fetching deck.gl ${version} for the bench`);
  await mkdir(path.dirname(folder), { recursive: true });
  const workFolder = await mkdtemp(`${folder}-`);
  try {
    const [command, npmArguments] = npmCommand(
      'install',
      ...packageNames.map((name) => `${name}@${version}`),
      ...['--prefix', workFolder, '--legacy-peer-deps', '--ignore-scripts', '--no-audit', '--no-fund'],
    );
    const result = await runCommand(command, npmArguments, { cwd: workFolder, timeoutMs: fetchTimeoutMs });
    if (result.exitCode !== 0) {
      throw new AppError(
        'bench/deckgl-fetch',
        `deck.gl could not be fetched: ${lastLines(result.output, 3)}`,
      );
    }
    await rename(workFolder, folder);
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
  return modules;
}
