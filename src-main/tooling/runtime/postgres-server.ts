import { spawn } from 'node:child_process';
import { chmod, chown, cp, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AppError } from '../../core/platform/errors.ts';
import { terminalLog } from '../log.ts';
import { asUser, boundToParent, type NormalUser } from '../process/command-line.ts';
import { lastLines, runCommand } from '../process/run-command.ts';
import { ensurePostgresPrograms } from './postgres-programs.ts';
import { isRoot } from './system-packages.ts';

export interface PostgresServer {
  /** `postgres://…` of a database of this name; the one called `postgres` is there from the start. */
  urlOf(database: string): string;
  /** Drops every connection as a restarting server does, and is there again. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

const startTimeoutMs = 60_000;

/** PostgreSQL refuses root, and its user needs a line in /etc/passwd: `nobody` has one everywhere. */
async function unprivilegedUser(homeFolder: string): Promise<NormalUser | null> {
  if (!isRoot()) return null;
  const uid = Number((await runCommand('id', ['-u', 'nobody'])).stdout);
  const gid = Number((await runCommand('id', ['-g', 'nobody'])).stdout);
  return { uid, gid, homeFolder };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = address !== null && typeof address !== 'string' ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

/** A copy of the programs where they lie in a folder that the other user cannot enter, such as root's cache. */
async function usablePrograms(folder: string, user: NormalUser | null, workFolder: string): Promise<string> {
  const [command = '', ...rest] = asUser(user, [path.join(folder, 'postgres'), '--version']);
  if ((await runCommand(command, rest)).exitCode === 0) return folder;
  const copy = path.join(workFolder, 'programs');
  await cp(path.resolve(folder, '..'), copy, { recursive: true, verbatimSymlinks: true });
  await runCommand('chmod', ['-R', 'a+rX', copy]);
  return path.join(copy, path.basename(folder));
}

function startServer(commandLine: readonly string[]) {
  const [command = '', ...rest] = commandLine;
  const child = spawn(command, rest, { stdio: ['ignore', 'ignore', 'pipe'] });
  let output = '';
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const ready = new Promise<void>((resolve, reject) => {
    const fail = () =>
      reject(new AppError('tooling/postgres-start', `PostgreSQL did not start:\n${lastLines(output)}`));
    const timer = setTimeout(fail, startTimeoutMs);
    child.once('error', reject);
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      if (output.length < 100_000) output += text;
      if (text.includes('ready to accept connections')) resolve();
    });
    void ended.then(fail).finally(() => clearTimeout(timer));
  });
  return {
    ready,
    stop: async () => {
      child.kill('SIGINT'); // "Fast": connections are dropped.
      await ended;
    },
  };
}

/**
 * A PostgreSQL server of its own in a temporary folder, on the loopback alone. Commits do not wait for the disk unless
 * `isDurable`: tests need order, not safety from power cuts.
 */
export async function startPostgres({ isDurable = false } = {}): Promise<PostgresServer> {
  const workFolder = await mkdtemp(path.join(tmpdir(), 'switchyard-postgres-'));
  const user = await unprivilegedUser(workFolder);
  await chmod(workFolder, 0o755);
  if (user !== null) await chown(workFolder, user.uid, user.gid);
  const programs = await usablePrograms(await ensurePostgresPrograms(terminalLog), user, workFolder);
  const dataFolder = path.join(workFolder, 'data');
  const [initdb = '', ...initArguments] = asUser(user, [
    path.join(programs, 'initdb'),
    ...[
      '-D',
      dataFolder,
      '--username=switchyard',
      '--auth=trust',
      '--encoding=UTF8',
      '--locale=C',
      '--no-sync',
    ],
  ]);
  const made = await runCommand(initdb, initArguments, { timeoutMs: startTimeoutMs });
  if (made.exitCode !== 0) {
    await rm(workFolder, { recursive: true, force: true });
    throw new AppError('tooling/postgres-start', `initdb failed:\n${lastLines(made.output)}`);
  }
  const port = await freePort();
  const settings = [
    ...['listen_addresses=127.0.0.1', `port=${port}`, 'unix_socket_directories=', 'max_connections=60'],
    ...(isDurable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ];
  const commandLine = asUser(
    user,
    boundToParent([
      path.join(programs, 'postgres'),
      ...['-D', dataFolder, ...settings.flatMap((setting) => ['-c', setting])],
    ]),
  );
  let server = startServer(commandLine);
  const stop = async () => {
    await server.stop();
    await rm(workFolder, { recursive: true, force: true });
  };
  try {
    await server.ready;
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    urlOf: (database) => `postgres://switchyard@127.0.0.1:${port}/${database}`,
    restart: async () => {
      await server.stop();
      server = startServer(commandLine);
      await server.ready;
    },
    stop,
  };
}
