import os from 'node:os';
import { z } from 'zod';
import { AppError } from '../../core/platform/errors.ts';
import { fromProject } from '../paths.ts';
import type { Supervisor } from '../process/supervisor.ts';

const readySchema = z.looseObject({
  url: z.url(),
  /** Shown at its first start only. */
  adminToken: z.string().optional(),
});
export type HubAddress = z.infer<typeof readySchema>;

const readyTimeoutMs = 60_000;
/** The window comes first on a busy machine. */
const niceness = 10;

/** Starts a hub on this computer, by default on a free port, and waits for its line of JSON. */
export async function startHub(
  supervisor: Supervisor,
  options: { readonly dataFolder: string; readonly port?: number },
): Promise<HubAddress & { stop(): Promise<void> }> {
  const { child, ended, processId, stop } = supervisor.start(
    [
      process.execPath,
      fromProject('src-main', 'hub', 'main.ts'),
      ...['--data-folder', options.dataFolder, '--port', String(options.port ?? 0), '--exit-with-parent'],
    ],
    { stdio: ['pipe', 'pipe', 'pipe'], env: withoutDatabase() },
  );
  try {
    os.setPriority(processId, niceness);
  } catch {
    // It has ended already, or the system allows it to nobody: then it takes its share.
  }
  let failureOutput = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    failureOutput = (failureOutput + text).slice(-2_000);
  });
  const address = await new Promise<HubAddress>((resolve, reject) => {
    const fail = (why: string) =>
      reject(new AppError('tooling/hub-failed', `The hub did not start (${why}): ${failureOutput}`));
    const timer = setTimeout(() => fail(`no answer in ${readyTimeoutMs / 1_000} s`), readyTimeoutMs);
    let text = '';
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      text = (text + chunk).slice(-10_000);
      const line = text.split('\n').find((one) => one.startsWith('{') && one.endsWith('}'));
      if (line === undefined) return;
      clearTimeout(timer);
      resolve(readySchema.parse(JSON.parse(line)));
    });
    ended.then(
      (code) => fail(`it ended with code ${code}`),
      (error: unknown) => fail(String(error)),
    );
  });
  return { ...address, stop };
}

/** A person's own database is not the sandbox's. */
function withoutDatabase(): NodeJS.ProcessEnv {
  const { DATABASE_URL: _database, SAMSARA_API_TOKEN: _token, ...rest } = process.env;
  return rest;
}
