import { createHash } from 'node:crypto';
import { access, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '../../core/platform/errors.ts';
import type { Log } from '../log.ts';
import { fromProject } from '../paths.ts';
import { lastLines, runCommand } from '../process/run-command.ts';

/** What the built app is made from. Tooling, sandbox and tests are not in it. */
const sourceFolders = ['src-main/core', 'src-main/shell', 'src-preload', 'src-renderer', 'resources/text'];
const sourceFiles = ['electron.vite.config.ts', 'package.json', 'package-lock.json', 'tsconfig.base.json'];
/** One of each part. */
const builtFiles = ['main/index.cjs', 'main/core-node.cjs', 'preload/index.cjs', 'renderer/index.html'];
const stampPath = fromProject('out', 'build-stamp.txt');
const buildTimeoutMs = 5 * 60 * 1_000;

async function filesIn(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}

/** Content and not times: a fresh clone or a changed branch has times that mean nothing. */
async function sourceFingerprint(): Promise<string> {
  const nested = await Promise.all(sourceFolders.map((folder) => filesIn(fromProject(folder))));
  const paths = [...nested.flat(), ...sourceFiles.map((file) => fromProject(file))].sort();
  const hash = createHash('sha256');
  for (const filePath of paths)
    hash
      .update(filePath)
      .update('\0')
      .update(await readFile(filePath));
  return hash.digest('hex');
}

const electronViteScript = fromProject('node_modules', 'electron-vite', 'bin', 'electron-vite.js');

export const electronViteCommand = (...viteArguments: string[]): readonly string[] => [
  process.execPath,
  electronViteScript,
  ...viteArguments,
];

export async function build(): Promise<void> {
  const fingerprint = await sourceFingerprint();
  const [command = '', ...commandArguments] = electronViteCommand('build', '--logLevel', 'warn');
  const result = await runCommand(command, commandArguments, {
    cwd: fromProject(),
    timeoutMs: buildTimeoutMs,
  });
  if (result.exitCode !== 0) {
    throw new AppError(
      'tooling/build-failed',
      `The app could not be built:\n${lastLines(result.output, 40)}`,
    );
  }
  await mkdir(path.dirname(stampPath), { recursive: true });
  await writeFile(stampPath, fingerprint);
}

/** Builds the app into `out/` unless that was made from exactly these sources. */
export async function ensureBuild({ log }: { log: Log }): Promise<void> {
  const stamp = await readFile(stampPath, 'utf8').catch(() => '');
  const isBuilt = await Promise.all(builtFiles.map((file) => access(fromProject('out', file)))).then(
    () => true,
    () => false,
  );
  if (isBuilt && stamp === (await sourceFingerprint())) return;
  log('building the app');
  await build();
}
