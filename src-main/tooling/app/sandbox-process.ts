import { z } from 'zod';
import { AppError } from '../../core/platform/errors.ts';
import { fromProject } from '../paths.ts';
import type { Supervisor } from '../process/supervisor.ts';

const readySchema = z.looseObject({
  samsaraUrl: z.url(),
  token: z.string().min(1),
  /** With `--twilio-port`: the telephone account. */
  twilio: z
    .looseObject({
      url: z.url(),
      accountSid: z.string(),
      authToken: z.string(),
      apiKeySid: z.string(),
      apiKeySecret: z.string(),
      applicationSid: z.string(),
    })
    .optional(),
});
export type SandboxAddress = z.infer<typeof readySchema>;

const readyTimeoutMs = 30_000;

function firstJsonLine(text: string): SandboxAddress | null {
  for (const line of text.split('\n').slice(0, -1)) {
    if (!line.startsWith('{')) continue;
    return readySchema.parse(JSON.parse(line));
  }
  return null;
}

/**
 * Starts the stand-in for Samsara (with `--twilio-port` also Twilio's) on a free port and waits for its one line of JSON on stdout.
 * `sandboxArguments` are those of `npm run sandbox`, e.g. `['--vehicles', '1000']`.
 */
export async function startSandbox(
  supervisor: Supervisor,
  sandboxArguments: readonly string[] = [],
): Promise<SandboxAddress & { stop(): Promise<void> }> {
  const hasPort = sandboxArguments.includes('--samsara-port');
  const { child, ended, stop } = supervisor.start(
    [
      process.execPath,
      fromProject('src-main', 'sandbox', 'index.ts'),
      ...(hasPort ? [] : ['--samsara-port', '0']),
      '--exit-with-parent',
      ...sandboxArguments,
    ],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );
  let failureOutput = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    failureOutput = (failureOutput + text).slice(-4_000);
  });
  const address = await new Promise<SandboxAddress>((resolve, reject) => {
    const fail = (why: string) =>
      reject(
        new AppError(
          'tooling/sandbox-failed',
          `The sandbox did not start (${why}): ${failureOutput.split('\n')[0] ?? ''}`,
        ),
      );
    const timer = setTimeout(() => fail(`no answer in ${readyTimeoutMs / 1_000} s`), readyTimeoutMs);
    let text = '';
    let isReady = false;
    child.stdout?.setEncoding('utf8').on('data', (chunk: string) => {
      if (isReady) return; // Keep reading, or the sandbox would block on a full pipe.
      text += chunk;
      const found = firstJsonLine(text);
      if (found === null) return;
      isReady = true;
      clearTimeout(timer);
      resolve(found);
    });
    ended.then(
      (code) => fail(`it ended with code ${code}`),
      (error: unknown) => fail(String(error)),
    );
  });
  return { ...address, stop };
}
