import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { terminalLog } from '../../../src-main/tooling/log.ts';
import { fromProject } from '../../../src-main/tooling/paths.ts';
import { boundToParent } from '../../../src-main/tooling/process/command-line.ts';
import { ensureDisplay, ensureRuntime } from '../../../src-main/tooling/runtime/index.ts';
import { connectToPage } from './devtools.ts';
import type { DevtoolsPage } from './devtools.ts';

export interface BenchWindow {
  readonly page: DevtoolsPage;
  readonly processId: number;
  readonly runtime: string;
  stop(): Promise<void>;
}

const startTimeoutMs = 30_000;
const targetsSchema = z.array(z.object({ url: z.string(), webSocketDebuggerUrl: z.string() }));

function readDevtoolsAddress(errorOutput: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => reject(new Error(`the window did not open: ${text}`)), startTimeoutMs);
    errorOutput.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const address = /DevTools listening on ws:\/\/([^/]+)/.exec(text)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    });
  });
}

/** The window opens its page a moment after the protocol answers. */
async function findPage(address: string, url: string): Promise<string> {
  const deadlineMs = Date.now() + startTimeoutMs;
  while (Date.now() < deadlineMs) {
    const answer = await fetch(`http://${address}/json/list`);
    const target = targetsSchema.parse(await answer.json()).find((target) => target.url === url);
    if (target !== undefined) return target.webSocketDebuggerUrl;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the window has no page');
}

/** Opens the page in the Electron the app itself would run in here. */
export async function openBenchWindow(url: string): Promise<BenchWindow> {
  const runtime = await ensureRuntime({ log: terminalLog });
  const display = await ensureDisplay({ log: terminalLog });
  const profile = await mkdtemp(path.join(tmpdir(), 'switchyard-bench-'));
  const isRoot = process.getuid?.() === 0;
  const [command = '', ...commandArguments] = boundToParent([
    runtime.executablePath,
    fromProject('tests', 'bench', 'frames', 'electron-app'),
    '--remote-debugging-port=0',
    `--user-data-dir=${profile}`,
    ...(isRoot ? ['--no-sandbox'] : []),
  ]);
  const child = spawn(command, commandArguments, {
    env: { ...process.env, ...display.environment, SWITCHYARD_BENCH_URL: url },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const stop = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await ended;
    await display.stop();
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  try {
    const page = await connectToPage(await findPage(await readDevtoolsAddress(child.stderr), url));
    return { page, processId: child.pid ?? 0, runtime: `${runtime.kind} ${runtime.electronVersion}`, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
