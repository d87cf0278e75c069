import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** A user without rights, for running the app with the Chromium sandbox on where the caller is root. */
export interface NormalUser {
  readonly uid: number;
  readonly gid: number;
  readonly homeFolder: string;
}

export type CommandLine = readonly string[];

function isOnPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(path.delimiter).some((folder) => {
    try {
      accessSync(path.join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

// Part of util-linux, hence of every Debian; it replaces itself by the program, so the process id stays the same.
const hasSetpriv = process.platform === 'linux' && isOnPath('setpriv');

/** Linux: the kernel ends the program when the process that started it dies, however it dies (also by SIGKILL). */
export const boundToParent = (commandLine: CommandLine): CommandLine =>
  hasSetpriv ? ['setpriv', '--pdeathsig', 'TERM', '--', ...commandLine] : commandLine;

export const asUser = (user: NormalUser | null, commandLine: CommandLine): CommandLine =>
  user === null
    ? commandLine
    : [
        'setpriv',
        `--reuid=${user.uid}`,
        `--regid=${user.gid}`,
        '--clear-groups',
        '--no-new-privs',
        '--',
        ...commandLine,
      ];
