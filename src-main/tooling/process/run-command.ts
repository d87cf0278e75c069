import { spawn } from 'node:child_process';
import { boundToParent } from './command-line.ts';

export interface CommandResult {
  readonly exitCode: number;
  /** stdout and stderr in the order in which they came. */
  readonly output: string;
  readonly stdout: string;
  readonly timedOut: boolean;
}

export interface CommandOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly timeoutMs?: number;
}

const outputCharactersMax = 4_000_000;

/** Runs a program to its end and keeps what it printed. A program that cannot be started counts as exit code 127. */
export function runCommand(
  command: string,
  commandArguments: readonly string[],
  options: CommandOptions = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    let output = '';
    let stdout = '';
    let timedOut = false;
    const [program = command, ...programArguments] = boundToParent([command, ...commandArguments]);
    const child = spawn(program, programArguments, {
      cwd: options.cwd,
      env: options.env ?? process.env,
      stdio: ['ignore', 'pipe', 'pipe'],
      // npm and its likes are .cmd files on Windows, which only a shell can start.
      shell: process.platform === 'win32' && /\.cmd$/i.test(command),
    });
    const timer =
      options.timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            child.kill('SIGKILL');
          }, options.timeoutMs);
    const finish = (exitCode: number) => {
      clearTimeout(timer);
      resolve({ exitCode, output, stdout, timedOut });
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      if (output.length < outputCharactersMax) {
        output += text;
        stdout += text;
      }
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (output.length < outputCharactersMax) output += text;
    });
    child.on('error', (error) => {
      output += error.message;
      finish(127);
    });
    child.on('close', (code) => finish(code ?? 1));
  });
}

/** npm as it was called for this script, so that its settings, proxy and registry hold here as well. */
export function npmCommand(...npmArguments: string[]): readonly [string, readonly string[]] {
  const npmScript = process.env['npm_execpath'];
  if (npmScript !== undefined && /npm-cli\.c?js$/.test(npmScript)) {
    return [process.execPath, [npmScript, ...npmArguments]];
  }
  return [process.platform === 'win32' ? 'npm.cmd' : 'npm', npmArguments];
}

/** The last lines of a failed program: enough to see why, short enough to read. */
export const lastLines = (output: string, count = 15): string =>
  output.trimEnd().split('\n').slice(-count).join('\n');
