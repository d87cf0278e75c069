import { z } from 'zod';
import type { Runtime } from '../../../src-main/tooling/runtime/index.ts';
import type { Supervisor } from '../../../src-main/tooling/process/supervisor.ts';
import { connectToPage, type DevtoolsPage } from '../frames/devtools.ts';

/** An app of the bench or ours, started as a person starts it: nothing waits for the one who watches. */
export interface ElectronWindow {
  /** Unix time, as the page's `performance.timeOrigin + performance.now()`. */
  readonly startedAtMs: number;
  readonly processId: number;
  readonly page: DevtoolsPage;
  stop(): Promise<void>;
}

const startTimeoutMs = 60_000;
const pollMs = 25;
const targetsSchema = z.array(
  z.object({ url: z.string(), title: z.string(), webSocketDebuggerUrl: z.string().optional() }),
);

const pause = (durationMs: number) => new Promise((resolve) => setTimeout(resolve, durationMs));

function readDevtoolsAddress(errorOutput: NodeJS.ReadableStream): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    const timer = setTimeout(() => reject(new Error(`the window did not open: ${text}`)), startTimeoutMs);
    errorOutput.on('data', (chunk: Buffer) => {
      text = (text + chunk.toString()).slice(-10_000);
      const address = /DevTools listening on ws:\/\/([^/]+)/.exec(text)?.[1];
      if (address === undefined) return;
      clearTimeout(timer);
      resolve(address);
    });
  });
}

/**
 * The title says that the page itself is there: whoever connects while it is still on its way from the blank page may
 * never get an answer (seen with Electron 25).
 */
async function findPage(address: string): Promise<string> {
  const deadlineMs = Date.now() + startTimeoutMs;
  let targets: z.infer<typeof targetsSchema> = [];
  while (Date.now() < deadlineMs) {
    const answer = await fetch(`http://${address}/json/list`);
    targets = targetsSchema.parse(await answer.json());
    const page = targets.find(
      ({ url, title }) => url.startsWith('app://') && title !== '' && !title.includes('://'),
    );
    if (page?.webSocketDebuggerUrl !== undefined) return page.webSocketDebuggerUrl;
    await pause(pollMs);
  }
  const seen = targets.map(({ url, title }) => `${url} "${title}"`).join(', ');
  throw new Error(`the window has no page, only: ${seen || 'nothing'}`);
}

export async function openElectronWindow(input: {
  readonly supervisor: Supervisor;
  readonly runtime: Runtime;
  readonly appFolder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly chromiumFlags: readonly string[];
}): Promise<ElectronWindow> {
  const { supervisor, runtime, appFolder, environment, chromiumFlags } = input;
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('SAMSARA_'));
  const startedAtMs = Date.now();
  const { child, processId, stop } = supervisor.start(
    [runtime.executablePath, ...chromiumFlags, '--remote-debugging-port=0', appFolder],
    { env: { ...Object.fromEntries(inherited), ...environment }, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  if (child.stderr === null) throw new Error('the window has no error output to read its address from');
  try {
    const page = await connectToPage(await findPage(await readDevtoolsAddress(child.stderr)));
    const close = async () => {
      page.close();
      await stop();
    };
    return { startedAtMs, processId, page, stop: close };
  } catch (error) {
    await stop();
    throw error;
  }
}
