import { spawn } from 'node:child_process';
import { mkdir, chmod } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { AppError } from '../../core/platform/errors.ts';
import type { Log } from '../log.ts';
import { runCommand } from '../process/run-command.ts';
import { asUser, boundToParent, type NormalUser } from '../process/command-line.ts';
import { installSystemPackages, isRoot } from './system-packages.ts';

export interface Display {
  /** To be merged into the environment of whatever draws. */
  readonly environment: Readonly<Record<string, string>>;
  /** Ends the display if it was started here. */
  stop(): Promise<void>;
}

const displayPackages = ['xvfb', 'xauth'] as const;
const startTimeoutMs = 15_000;
/** Large enough for the wall-screen screenshots of `npm start -- --check`. */
const screenGeometry = '2560x1440x24';

const existingDisplay = (environment: NodeJS.ProcessEnv): boolean =>
  Boolean(environment['DISPLAY']) || Boolean(environment['WAYLAND_DISPLAY']);

/** Xvfb makes this folder only as root and complains otherwise; the modes are those of every X installation. */
async function ensureSocketFolder(): Promise<void> {
  if (!isRoot()) return;
  await mkdir('/tmp/.X11-unix', { recursive: true });
  await chmod('/tmp/.X11-unix', 0o1777);
}

function readDisplayNumber(pipe: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    pipe.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
      if (text.includes('\n')) resolve(text.trim());
    });
    pipe.on('end', () => reject(new Error('it ended before it was ready')));
    setTimeout(() => reject(new Error(`not ready after ${startTimeoutMs} ms`)), startTimeoutMs).unref();
  });
}

async function startXvfb(user: NormalUser | null): Promise<Display> {
  await ensureSocketFolder();
  // `-displayfd` lets the server pick a free number itself: no race with other displays on the machine.
  const commandLine = boundToParent(
    asUser(user, ['Xvfb', '-displayfd', '3', '-screen', '0', screenGeometry, '-nolisten', 'tcp', '-noreset']),
  );
  const [command = 'Xvfb', ...commandArguments] = commandLine;
  const child = spawn(command, commandArguments, {
    // A group of its own, so that Ctrl-C reaches the app first and the display last.
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const terminate = () => void child.kill('SIGTERM');
  process.once('exit', terminate);
  const stop = async () => {
    process.off('exit', terminate);
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.ref(); // Or this process, with nothing else to wait for, would end before its display.
    terminate();
    await ended;
  };
  child.unref();
  const numberPipe = child.stdio[3] as Readable & { unref?: () => void };
  try {
    const spawnFailure = new Promise<never>((_, reject) => child.once('error', reject));
    const number = await Promise.race([readDisplayNumber(numberPipe), spawnFailure]);
    numberPipe.unref?.();
    return { environment: { DISPLAY: `:${number}` }, stop };
  } catch (error) {
    terminate();
    throw new AppError('tooling/display', `Xvfb, the display in memory, did not start: ${String(error)}`);
  }
}

/**
 * A display to draw on: the one there is, or on Linux a virtual one for as long as this process lives. With `user` the
 * display is started, even beside an existing one, as that user, since X refuses other users' programs.
 */
export async function ensureDisplay(input: { log: Log; user?: NormalUser | null }): Promise<Display> {
  const user = input.user ?? null;
  const noDisplay: Display = { environment: {}, stop: () => Promise.resolve() };
  if (process.platform !== 'linux') return noDisplay;
  if (user === null && existingDisplay(process.env)) return noDisplay;
  const hasXvfb = (await runCommand('sh', ['-c', 'command -v Xvfb'])).exitCode === 0;
  if (!hasXvfb) {
    await installSystemPackages({
      packages: displayPackages,
      missing: 'a display and Xvfb are',
      purpose: 'drawing windows',
      log: input.log,
    });
  }
  const display = await startXvfb(user);
  input.log(`no display here: drawing on a virtual one (Xvfb ${display.environment['DISPLAY'] ?? ''})`);
  return display;
}
