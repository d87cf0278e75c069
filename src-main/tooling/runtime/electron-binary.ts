import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { z } from 'zod';
import type { Log } from '../log.ts';
import { fromProject, userCacheFolder } from '../paths.ts';
import { lastLines, runCommand } from '../process/run-command.ts';

interface ElectronBinary {
  readonly executablePath: string;
  readonly electronVersion: string;
}

type ElectronSearch =
  | { readonly found: true; readonly binary: ElectronBinary }
  | { readonly found: false; readonly reason: string };

/** How long a refusal is believed, so that a closed machine does not wait for the network at every start. */
const refusalBelievedMs = 24 * 60 * 60 * 1_000;
const probeTimeoutMs = 5_000;
/** 110 MB on a slow office line. */
const downloadTimeoutMs = 10 * 60 * 1_000;

const electronFolder = fromProject('node_modules', 'electron');
const refusalSchema = z.object({ atMs: z.number(), reason: z.string() });

async function pinnedVersion(): Promise<string> {
  const text = await readFile(path.join(electronFolder, 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}

/** The same two files that the package's own installer looks at (electron 45, install.js `isInstalled`). */
async function installedBinary(electronVersion: string): Promise<ElectronBinary | null> {
  const readTrimmed = (name: string) =>
    readFile(path.join(electronFolder, name), 'utf8').then(
      (text) => text.trim(),
      () => '',
    );
  const [executableName, distVersion] = await Promise.all([
    readTrimmed('path.txt'),
    readTrimmed(path.join('dist', 'version')),
  ]);
  if (executableName === '' || distVersion.replace(/^v/, '') !== electronVersion) return null;
  return { executablePath: path.join(electronFolder, 'dist', executableName), electronVersion };
}

function downloadHost(environment: NodeJS.ProcessEnv): string {
  const mirror = environment['ELECTRON_MIRROR'] ?? environment['npm_config_electron_mirror'];
  return mirror !== undefined && URL.canParse(mirror) ? new URL(mirror).hostname : 'github.com';
}

/** A closed network may swallow packets instead of refusing them: ask for a connection before waiting for a download. */
function reachable(host: string): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port: 443 });
    const finish = (failure: string | null) => {
      socket.destroy();
      resolve(failure);
    };
    socket.setTimeout(probeTimeoutMs, () => finish(`${host} does not answer`));
    socket.on('connect', () => finish(null));
    socket.on('error', (error: NodeJS.ErrnoException) => finish(`${host}: ${error.code ?? error.message}`));
  });
}

async function download(log: Log, electronVersion: string): Promise<string | null> {
  const environment = process.env;
  const usesProxy = Boolean(environment['HTTPS_PROXY'] ?? environment['https_proxy']);
  const host = downloadHost(environment);
  const unreachable = usesProxy ? null : await reachable(host);
  if (unreachable !== null) return unreachable;
  log(`Electron ${electronVersion} is missing, downloading it from ${host}`);
  const result = await runCommand(process.execPath, ['install.js'], {
    cwd: electronFolder,
    env: { ...environment, ...(usesProxy ? { ELECTRON_GET_USE_PROXY: '1' } : {}) },
    timeoutMs: downloadTimeoutMs,
  });
  if (result.timedOut) return `no complete download in ${downloadTimeoutMs / 60_000} minutes`;
  return result.exitCode === 0 ? null : lastLines(result.output, 1);
}

const refusalPath = (electronVersion: string) =>
  path.join(userCacheFolder(), 'runtime', `electron-${electronVersion}-refused.json`);

async function rememberedRefusal(electronVersion: string): Promise<string | null> {
  if (process.env['SWITCHYARD_RETRY_ELECTRON'] === '1') return null;
  const text = await readFile(refusalPath(electronVersion), 'utf8').catch(() => 'null');
  const refusal = refusalSchema.nullable().catch(null).parse(JSON.parse(text));
  const believed = refusal !== null && Date.now() - refusal.atMs < refusalBelievedMs;
  return believed ? refusal.reason : null;
}

/** The pinned Electron: installed already, or downloaded now by the package's own installer. */
export async function findElectron({ log }: { log: Log }): Promise<ElectronSearch> {
  const electronVersion = await pinnedVersion();
  const installed = await installedBinary(electronVersion);
  if (installed !== null) return { found: true, binary: installed };

  const remembered = await rememberedRefusal(electronVersion);
  if (remembered !== null) return { found: false, reason: remembered };

  const failure = await download(log, electronVersion);
  const downloaded = failure === null ? await installedBinary(electronVersion) : null;
  const recordPath = refusalPath(electronVersion);
  if (downloaded !== null) {
    await rm(recordPath, { force: true });
    return { found: true, binary: downloaded };
  }
  const reason = failure ?? 'the download left no program behind';
  await mkdir(path.dirname(recordPath), { recursive: true });
  await writeFile(recordPath, JSON.stringify({ atMs: Date.now(), reason }));
  return { found: false, reason };
}
