import { setTimeout as pause } from 'node:timers/promises';
import { _electron, type ElectronApplication, type Page } from 'playwright';
import type { Provisioned } from '../app/provision.ts';
import { createNoiseFilter } from '../app/electron-noise.ts';
import { writeLauncherScript, writePlaywrightLoader } from '../app/launcher-script.ts';
import { projectFolder } from '../paths.ts';
import { endProcessTree, type Supervisor } from '../process/supervisor.ts';

/** Numbers the map window exposes about itself (`globalThis.switchyardDiagnostics`). */
export interface DeskFigures {
  readonly frames: number;
  readonly vehicles: number;
  readonly moved: number;
  readonly fixes: number;
}

export interface Desk {
  readonly app: ElectronApplication;
  readonly page: Page;
  readonly processId: number;
  /** Uncaught errors of the page so far. */
  readonly pageErrors: readonly string[];
  readFigures(): Promise<DeskFigures>;
  /** What the screen itself says is wrong; empty when nothing is. */
  readNotices(): Promise<string>;
  /** Resolves with the milliseconds from starting the process until vehicles were drawn. */
  vehiclesShown(): Promise<number>;
  /** Resolves with how many vehicles have changed place since they were first drawn, as soon as one has. */
  vehiclesMoved(): Promise<number>;
}

/** A microphone that beeps in place of one. */
const phoneFlags = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];
const pollMs = 100;
const closeTimeoutMs = 8_000;
const stepTimeoutMs = 60_000;

interface Diagnostics {
  readFrameCount(): number;
  readVehicleCount(): number;
  readMovedCount(): number;
  readFixCount(): number;
}

const readFigures = (page: Page): Promise<DeskFigures> =>
  page.evaluate(() => {
    const { switchyardDiagnostics: source } = globalThis as { switchyardDiagnostics?: Diagnostics };
    return {
      frames: source?.readFrameCount() ?? 0,
      vehicles: source?.readVehicleCount() ?? 0,
      moved: source?.readMovedCount() ?? 0,
      fixes: source?.readFixCount() ?? 0,
    };
  });

/** What the screen itself says is wrong. */
async function readNotices(page: Page): Promise<string> {
  const words = await page.locator('[aria-live], [role="alert"]').allInnerTexts();
  return words
    .map((text) => text.replaceAll(/\s+/g, ' ').trim())
    .filter((text) => text !== '')
    .join(' | ');
}

async function until(
  page: Page,
  what: string,
  isReached: (figures: DeskFigures) => boolean,
): Promise<DeskFigures> {
  const deadlineMs = Date.now() + stepTimeoutMs;
  for (;;) {
    const figures = await readFigures(page);
    if (isReached(figures)) return figures;
    if (Date.now() > deadlineMs) {
      throw new Error(`${what} after ${stepTimeoutMs / 1_000} s (${JSON.stringify(figures)})`);
    }
    await pause(pollMs);
  }
}

/** As a person closes it; by force only when it does not end by itself. */
async function closeDesk(app: ElectronApplication, processId: number): Promise<void> {
  const closed = app.close().catch(() => undefined); // It may have crashed, which the check has reported by now.
  await Promise.race([closed, pause(closeTimeoutMs, undefined, { ref: false })]);
  await endProcessTree(processId);
}

/** Starts the app under Playwright. It ends with the supervisor. */
export async function openDesk(input: {
  readonly supervisor: Supervisor;
  readonly provisioned: Provisioned;
  readonly profileFolder: string;
}): Promise<Desk> {
  const { supervisor, provisioned, profileFolder } = input;
  const { runtime, environment, chromiumFlags } = provisioned;
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    // The check shows the sandbox's fleet, whatever account this shell is set up for.
    value === undefined || name.startsWith('SAMSARA_') ? [] : [[name, value] as const],
  );
  const startedAtMs = performance.now();
  const app = await _electron.launch({
    executablePath: await writeLauncherScript({
      folder: profileFolder,
      executablePath: runtime.executablePath,
      user: null,
    }),
    args: [...(await writePlaywrightLoader(profileFolder)), ...chromiumFlags, ...phoneFlags, projectFolder],
    cwd: projectFolder,
    env: { ...Object.fromEntries(inherited), ...environment, SWITCHYARD_USER_DATA: profileFolder },
    chromiumSandbox: !chromiumFlags.includes('--no-sandbox'),
    timeout: stepTimeoutMs,
  });
  const child = app.process();
  supervisor.onStop(() => closeDesk(app, child.pid ?? 0));
  child.stderr?.on(
    'data',
    createNoiseFilter((text) => process.stderr.write(text)),
  );

  const page = await app.firstWindow({ timeout: stepTimeoutMs });
  const pageErrors: string[] = [];
  page.on('pageerror', (error) => pageErrors.push(error.message));
  page.on('crash', () => pageErrors.push('the window crashed'));
  return {
    app,
    page,
    processId: child.pid ?? 0,
    pageErrors,
    readFigures: () => readFigures(page),
    readNotices: () => readNotices(page),
    vehiclesShown: async () => {
      await until(page, 'no vehicles on the map', ({ vehicles, frames }) => vehicles > 0 && frames > 0);
      return Math.round(performance.now() - startedAtMs);
    },
    vehiclesMoved: async () => (await until(page, 'no vehicle has moved', ({ moved }) => moved > 0)).moved,
  };
}
