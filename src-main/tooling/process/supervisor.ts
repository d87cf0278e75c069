import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { boundToParent, type CommandLine } from './command-line.ts';
import { listProcesses, parseStat, treeOf } from './process-tree.ts';
import { runCommand } from './run-command.ts';

/** How long a program may take to end by itself once asked: the app writes its settings and closes its databases. */
const defaultGraceMs = 5_000;
/** What its children get when it is gone and they are not. */
const groupGraceMs = 1_000;
const pollMs = 50;
const orphanCheckMs = 1_000;

export interface SupervisedProcess {
  readonly processId: number;
  readonly child: ChildProcess;
  /** Exit code; 1 when it was ended by a signal. Rejects only when it could not be started at all. */
  readonly ended: Promise<number>;
  stop(): Promise<void>;
}

export interface Supervisor {
  start(
    commandLine: CommandLine,
    options?: { readonly env?: NodeJS.ProcessEnv; readonly cwd?: string; readonly stdio?: StdioOptions },
  ): SupervisedProcess;
  /** Something else to end with the rest, in reverse order of registration. */
  onStop(stop: () => Promise<void> | void): void;
  stopAll(): Promise<void>;
}

const pause = (durationMs: number) => new Promise((resolve) => setTimeout(resolve, durationMs));

/** A negative number is a process group. */
function signal(target: number, name: NodeJS.Signals): void {
  try {
    process.kill(target, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // ESRCH: it has ended already.
  }
}

/**
 * Zombies do not count (`listProcesses` leaves them out): in containers whose first process reaps nobody, a group would
 * never be empty otherwise.
 */
const groupIsEmpty = async (groupId: number): Promise<boolean> =>
  !(await listProcesses()).some((info) => info.groupId === groupId);

async function groupEnds(groupId: number, withinMs: number): Promise<boolean> {
  const deadlineMs = Date.now() + withinMs;
  while (!(await groupIsEmpty(groupId))) {
    if (Date.now() > deadlineMs) return false;
    await pause(pollMs);
  }
  return true;
}

/**
 * Ends a program and all it has started: first it is asked to end its children itself, as Electron does (asked all at
 * once, Electron would see them crash), then the rest of its process group is asked, then nobody is asked any more.
 */
export async function endProcessTree(rootId: number, graceMs = defaultGraceMs): Promise<void> {
  if (process.platform === 'win32') {
    await runCommand('taskkill', ['/pid', String(rootId), '/t', '/f']);
    return;
  }
  const family = treeOf(rootId, await listProcesses());
  if (family.length === 0) return;
  signal(rootId, 'SIGTERM');
  const rootDeadlineMs = Date.now() + graceMs;
  const rootRuns = async () => (await listProcesses()).some(({ processId }) => processId === rootId);
  while ((await rootRuns()) && Date.now() < rootDeadlineMs) await pause(pollMs);
  signal(-rootId, 'SIGTERM');
  if (!(await groupEnds(rootId, Math.min(graceMs, groupGraceMs)))) signal(-rootId, 'SIGKILL');
  const stillRunning = new Map((await listProcesses()).map((info) => [info.processId, info.commandLine]));
  for (const { processId, commandLine } of family) {
    // The command line is compared too, since a number may have been given to another program meanwhile.
    if (stillRunning.get(processId) === commandLine) signal(processId, 'SIGKILL');
  }
}

/** Ctrl-C, SIGTERM, a closed terminal, and the end of whoever started us. */
function endWithUs(stopAll: () => Promise<void>): void {
  const endBy = (exitCode: number) => void stopAll().finally(() => process.exit(exitCode));
  process.on('SIGINT', () => endBy(130));
  process.on('SIGTERM', () => endBy(143));
  process.on('SIGHUP', () => endBy(129));
  const starters = whoStartedUs();
  setInterval(() => {
    if (whoStartedUs() !== starters) endBy(129);
  }, orphanCheckMs).unref();
}

const shells: ReadonlySet<string> = new Set(['sh', 'bash', 'dash', 'zsh', 'ash']);

/** Our parent and, where that is a shell put between us and npm, the shell's. Changes when one has ended. */
function whoStartedUs(): string {
  if (process.platform !== 'linux' || process.env['npm_lifecycle_event'] === undefined)
    return String(process.ppid);
  try {
    const text = readFileSync(`/proc/${process.ppid}/stat`, 'utf8');
    const name = text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'));
    return shells.has(name) ? `${process.ppid} ${parseStat(text)?.parentId}` : String(process.ppid);
  } catch {
    return `${process.ppid} gone`; // The parent has ended just now.
  }
}

/**
 * Starts programs so that none of them outlives us: each in a process group of its own, ended in reverse order when
 * the work is done, on Ctrl-C, SIGTERM, a closed terminal, or when the npm that started us is gone. If we are killed
 * outright, the kernel ends them (Linux, see `boundToParent`).
 */
export function createSupervisor(
  options: { readonly handlesSignals: boolean } = { handlesSignals: true },
): Supervisor {
  const stops: (() => Promise<void> | void)[] = [];
  let stopping: Promise<void> | null = null;

  const stopAll = () => {
    stopping ??= (async () => {
      for (const stop of stops.reverse()) await stop();
    })();
    return stopping;
  };

  if (options.handlesSignals) endWithUs(stopAll);

  return {
    start(commandLine, options = {}) {
      const [command = '', ...commandArguments] = boundToParent(commandLine);
      const child = spawn(command, commandArguments, {
        detached: process.platform !== 'win32',
        stdio: 'inherit',
        ...options,
      });
      const ended = new Promise<number>((resolve, reject) => {
        child.once('error', reject);
        child.once('exit', (code) => resolve(code ?? 1));
      });
      const processId = child.pid ?? 0;
      const stop = async () => {
        if (processId !== 0) await endProcessTree(processId);
      };
      stops.push(stop);
      return { processId, child, ended, stop };
    },
    onStop: (stop) => void stops.push(stop),
    stopAll,
  };
}
