import { chmod, cp, mkdtemp, readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBuild } from '../app/ensure-build.ts';
import { writeLauncherScript, writePlaywrightLoader } from '../app/launcher-script.ts';
import { ensureBasemap } from '../basemap/index.ts';
import type { Log } from '../log.ts';
import { fromProject, projectFolder } from '../paths.ts';
import { asUser, type NormalUser } from '../process/command-line.ts';
import { runCommand } from '../process/run-command.ts';
import { ensureRuntime, type Runtime } from '../runtime/index.ts';
import { isRoot } from '../runtime/system-packages.ts';

/** What a test needs to open the app. Plain data: it crosses to vitest's worker. */
export interface E2eStage {
  readonly runtime: Runtime;
  /** Folder to hand to Electron: this checkout, or a copy that the normal user can read. */
  readonly appFolder: string;
  readonly basemapPath: string;
  readonly nodePath: string;
  /** Starts Electron as the normal user. */
  readonly launcherPath: string;
  /** To be passed to it first, so that no window is missed. */
  readonly launcherArguments: readonly string[];
  readonly user: NormalUser | null;
  /** Readable by all; profiles of the tests live here. The caller removes it. */
  readonly workFolder: string;
}

/**
 * Chromium's sandbox refuses root, so root becomes somebody without rights. A bare number, no account: nothing is
 * changed on the machine. It is out of the range of people and below 65,536, the largest in many containers.
 */
const normalUserId = 64_737;

/** Not bundled into out/ (see `external` in electron.vite.config.ts), so it must be found in node_modules. */
const externalModules = ['better-sqlite3'];

async function canUse(
  user: NormalUser | null,
  testFlag: '-r' | '-x',
  paths: readonly string[],
): Promise<boolean> {
  const script = paths.map((_, index) => `test ${testFlag} "$${index + 1}"`).join(' && ');
  const [command = '', ...rest] = asUser(user, ['sh', '-c', script, 'sh', ...paths]);
  return (await runCommand(command, rest)).exitCode === 0;
}

async function makeReadable(target: string): Promise<void> {
  const information = await stat(target);
  if (!information.isDirectory()) {
    await chmod(target, (information.mode & 0o100) === 0 ? 0o644 : 0o755);
    return;
  }
  await chmod(target, 0o755);
  for (const name of await readdir(target)) await makeReadable(path.join(target, name));
}

async function readableCopy(source: string, target: string): Promise<string> {
  await cp(source, target, { recursive: true });
  await makeReadable(target);
  return target;
}

/** A clone in a private folder, or made with a strict umask, cannot be read by the normal user: then it gets a copy. */
async function stageApp(user: NormalUser | null, workFolder: string): Promise<string> {
  const parts = [
    'package.json',
    'out',
    'resources',
    ...externalModules.map((name) => `node_modules/${name}`),
  ];
  const probes = ['package.json', 'out/main/index.cjs', 'node_modules/better-sqlite3/package.json'];
  if (
    await canUse(
      user,
      '-r',
      probes.map((probe) => fromProject(probe)),
    )
  )
    return projectFolder;
  const target = path.join(workFolder, 'app');
  for (const part of parts) await readableCopy(fromProject(part), path.join(target, part));
  await makeReadable(target);
  return target;
}

async function stageProgram(user: NormalUser | null, program: string, target: string): Promise<string> {
  if (await canUse(user, '-x', [program])) return program;
  const folder = await readableCopy(path.dirname(program), target);
  return path.join(folder, path.basename(program));
}

/** Everything for e2e tests but the display: runtime, map, build, and readable copies where root is not at home. */
export async function prepareE2e(
  log: Log,
): Promise<Omit<E2eStage, 'launcherPath' | 'launcherArguments' | 'workFolder' | 'user' | 'appFolder'>> {
  const runtime = await ensureRuntime({ log });
  const basemap = await ensureBasemap({ projectFolder, log });
  await ensureBuild({ log });
  return { runtime, basemapPath: basemap.path, nodePath: runtime.nodePath };
}

/** `prepareE2e`, and a work folder in which everything is readable and startable by the user the app will run as. */
export async function stageE2e(log: Log): Promise<E2eStage> {
  const prepared = await prepareE2e(log);
  const workFolder = await mkdtemp(path.join(tmpdir(), 'switchyard-e2e-'));
  await chmod(workFolder, 0o755);
  const user: NormalUser | null = isRoot()
    ? { uid: normalUserId, gid: normalUserId, homeFolder: workFolder }
    : null;
  const appFolder = await stageApp(user, workFolder);
  const executablePath = await stageProgram(
    user,
    prepared.runtime.executablePath,
    path.join(workFolder, 'runtime'),
  );
  const nodePath = await stageProgram(user, prepared.nodePath, path.join(workFolder, 'node'));
  const launcherPath = await writeLauncherScript({ folder: workFolder, executablePath, user });
  const launcherArguments = await writePlaywrightLoader(workFolder);
  const basemapPath = (await canUse(user, '-r', [prepared.basemapPath]))
    ? prepared.basemapPath
    : path.join(appFolder, path.relative(projectFolder, prepared.basemapPath));
  return { ...prepared, appFolder, basemapPath, nodePath, launcherPath, launcherArguments, user, workFolder };
}
