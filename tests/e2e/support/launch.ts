import { chmod, chown, mkdir, mkdtemp, rm } from 'node:fs/promises';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import { inject } from 'vitest';
import { startSandbox, type SandboxAddress } from '../../../src-main/tooling/app/sandbox-process.ts';
import { createSupervisor, endProcessTree } from '../../../src-main/tooling/process/supervisor.ts';

export interface SandboxOptions {
  readonly vehicles?: number;
  readonly seed?: number;
  readonly speed?: number;
  readonly faults?: readonly string[];
  /** To bring a sandbox back where the app looks for it. */
  readonly samsaraPort?: number;
}

export interface LaunchOptions {
  /** Options of the sandbox to start; `null` for an app that is connected to nothing. */
  readonly sandbox?: SandboxOptions | null;
  /** On top of what every launch sets. An empty string removes a variable. */
  readonly env?: Readonly<Record<string, string>>;
  /** A profile that outlives this launch, from `createProfile()`. Without it the profile is removed at `close()`. */
  readonly userDataFolder?: string;
  /** Chromium flags, before the app's folder. */
  readonly flags?: readonly string[];
}

export interface LaunchedApp {
  readonly app: ElectronApplication;
  readonly window: Page;
  readonly sandbox: RunningSandbox | null;
  readonly userDataFolder: string;
  /** Id of Electron's main process, root of the app's process tree. */
  readonly processId: number;
  /** What the main process and its children printed so far. */
  output(): string;
  /** Ends app and sandbox, whatever state they are in; safe to call twice. */
  close(): Promise<void>;
}

export type RunningSandbox = SandboxAddress & { stop(): Promise<void> };

const launchTimeoutMs = 45_000;
const closeTimeoutMs = 8_000;

const supervisor = createSupervisor({ handlesSignals: false });

/** A fresh profile folder, owned by the user the app runs as. */
export async function createProfile(): Promise<string> {
  const { workFolder, user } = inject('e2e');
  const folder = await mkdtemp(path.join(workFolder, 'profile-'));
  await mkdir(path.join(folder, 'home'));
  if (user !== null) {
    for (const owned of [folder, path.join(folder, 'home')]) await chown(owned, user.uid, user.gid);
  }
  await chmod(folder, 0o700);
  return folder;
}

export async function launchSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const { vehicles = 25, seed = 1, speed, faults = [], samsaraPort } = options;
  return startSandbox(supervisor, [
    ...['--vehicles', String(vehicles), '--seed', String(seed)],
    ...(speed === undefined ? [] : ['--speed', String(speed)]),
    ...(samsaraPort === undefined ? [] : ['--samsara-port', String(samsaraPort)]),
    ...faults.flatMap((name) => ['--fault', name]),
  ]);
}

function environmentFor(
  profileFolder: string,
  sandbox: SandboxAddress | null,
  overrides: Readonly<Record<string, string>>,
): Record<string, string> {
  const { nodePath, basemapPath, displayEnvironment } = inject('e2e');
  // From the person's environment only what a program needs to start at all.
  const kept = ['PATH', 'LANG', 'DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY', 'SYSTEMROOT', 'TMPDIR', 'TEMP'];
  const inherited = kept.flatMap((name) => {
    const value = process.env[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const all: Record<string, string> = {
    ...Object.fromEntries(inherited),
    ...displayEnvironment,
    HOME: path.join(profileFolder, 'home'),
    SWITCHYARD_USER_DATA: profileFolder,
    SWITCHYARD_NODE_PATH: nodePath,
    SWITCHYARD_BASEMAP: basemapPath,
    ...(sandbox === null
      ? {}
      : { SWITCHYARD_SANDBOX_URL: sandbox.samsaraUrl, SWITCHYARD_SANDBOX_TOKEN: sandbox.token }),
    ...overrides,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}

/** The phone's hidden window may be there before the desk's. */
async function deskOf(app: ElectronApplication): Promise<Page> {
  const isDesk = (page: Page) => !page.url().includes('phone-host');
  await app.firstWindow({ timeout: launchTimeoutMs });
  const desk = app.windows().find(isDesk);
  return desk ?? app.waitForEvent('window', { predicate: isDesk, timeout: launchTimeoutMs });
}

/** @param processId asked for beforehand: Playwright forgets the process of an app that has ended by itself. */
async function closeApp(app: ElectronApplication, processId: number): Promise<void> {
  const closed = app.close().catch(() => undefined); // It may have crashed or been killed by the test.
  const waited = new Promise((resolve) => setTimeout(resolve, closeTimeoutMs).unref());
  await Promise.race([closed, waited]);
  if (processId !== 0) await endProcessTree(processId);
}

/**
 * Opens the built app with a profile of its own and, unless told otherwise, a sandbox of its own. It runs as a normal
 * user with Chromium's sandbox on, also when the tests are run by root.
 */
export async function launchApp(options: LaunchOptions = {}): Promise<LaunchedApp> {
  const { launcherPath, launcherArguments, appFolder } = inject('e2e');
  const sandbox = options.sandbox === null ? null : await launchSandbox(options.sandbox);
  const userDataFolder = options.userDataFolder ?? (await createProfile());
  const cleanUp = async () => {
    await sandbox?.stop();
    if (options.userDataFolder === undefined) await rm(userDataFolder, { recursive: true, force: true });
  };
  let app: ElectronApplication;
  let output = '';
  try {
    app = await _electron.launch({
      executablePath: launcherPath,
      args: [...launcherArguments, ...(options.flags ?? []), appFolder],
      cwd: userDataFolder,
      env: environmentFor(userDataFolder, sandbox, options.env ?? {}),
      chromiumSandbox: true,
      timeout: launchTimeoutMs,
    });
  } catch (error) {
    await cleanUp();
    throw error;
  }
  const child = app.process();
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-200_000);
    });
  }
  let closing: Promise<void> | null = null;
  const close = () => (closing ??= closeApp(app, child.pid ?? 0).then(cleanUp));
  try {
    const window = await deskOf(app);
    return { app, window, sandbox, userDataFolder, processId: child.pid ?? 0, output: () => output, close };
  } catch (error) {
    await close();
    throw new Error(`The app opened no window. It printed:\n${output}`, { cause: error });
  }
}
