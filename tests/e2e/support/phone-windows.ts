import { createHmac } from 'node:crypto';
import { chmod, copyFile, mkdir, readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { _electron, type Page } from 'playwright';
import { inject } from 'vitest';
import type { Account } from '../../../src-main/sandbox/twilio/exchange/index.ts';
import { encodeWav } from '../../../src-main/sandbox/twilio/exchange/wav.ts';
import { fromProject } from '../../../src-main/tooling/paths.ts';
import { endProcessTree } from '../../../src-main/tooling/process/supervisor.ts';
import { createProfile } from './launch.ts';
import { installPhone, wrapWebSocket, type PhonePage } from './phone-page.ts';

const base64 = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');

/** An access token as the vendor's library makes it. */
export function makeAccessToken(
  account: Account,
  identity: string,
  options: { readonly lifeSeconds?: number; readonly secret?: string } = {},
): string {
  const nowSeconds = Math.floor(Date.now() / 1_000);
  const [applicationSid = ''] = account.applications.keys();
  const head = base64({ alg: 'HS256', typ: 'JWT', cty: 'twilio-fpa;v=1' });
  const body = base64({
    jti: `${account.apiKeySid}-${String(nowSeconds)}`,
    iss: account.apiKeySid,
    sub: account.sid,
    iat: nowSeconds,
    exp: nowSeconds + (options.lifeSeconds ?? 3_600),
    grants: {
      identity,
      voice: { incoming: { allow: true }, outgoing: { application_sid: applicationSid } },
    },
  });
  const secret = options.secret ?? account.apiKeySecret;
  return `${head}.${body}.${createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url')}`;
}

/** Serves the page, the vendor's SDK and a sound of nothing. */
async function servePage(sandboxHost: string) {
  const sdk = await readFile(fromProject('node_modules', '@twilio', 'voice-sdk', 'dist', 'twilio.min.js'));
  const silence = encodeWav(new Int16Array(800), 1);
  const html = `<!doctype html><meta charset="utf-8"><title>phone</title>
    <script>(${wrapWebSocket.toString()})(${JSON.stringify(sandboxHost)})</script>
    <script src="/twilio.js"></script>`;
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    if (url === '/twilio.js') response.setHeader('Content-Type', 'text/javascript').end(sdk);
    else if (url === '/silence.wav') response.setHeader('Content-Type', 'audio/wav').end(silence);
    else response.setHeader('Content-Type', 'text/html').end(html);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${String(port)}/`, stop: () => void server.close() };
}

/** One page with the SDK in it. */
export interface Phone {
  do<K extends keyof PhonePage>(
    name: K,
    ...values: PhonePage[K] extends (...values: infer V) => unknown ? V : never
  ): Promise<PhonePage[K] extends (...values: never[]) => infer R ? Awaited<R> : never>;
  events(): Promise<string[]>;
  /** Polls; `page.waitForFunction` takes a promise for a yes. */
  waitForEvent(event: string, count?: number): Promise<void>;
  reload(): Promise<void>;
}

const waitMsMax = 15_000;

export async function waitUntil(what: string, isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const deadlineMs = performance.now() + waitMsMax;
  while (!(await isTrue())) {
    if (performance.now() > deadlineMs) throw new Error(`waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function phoneOf(page: Page, install: () => Promise<void>): Phone {
  const events = () => page.evaluate(() => (globalThis as unknown as { phone: PhonePage }).phone.events);
  return {
    events,
    do: (name, ...values) =>
      page.evaluate(
        ([method, given]) => {
          const { phone } = globalThis as unknown as {
            phone: Record<string, (...all: unknown[]) => unknown>;
          };
          return phone[method as string]?.(...(given as unknown[]));
        },
        [name, values] as const,
      ) as never,
    async waitForEvent(event, count = 1) {
      const hasHappened = async () => (await events()).filter((told) => told === event).length >= count;
      await waitUntil(event, hasHappened).catch(async (error: unknown) => {
        throw new Error(`${String(error)}; there was: ${(await events()).join(', ')}`);
      });
    },
    async reload() {
      await page.reload();
      await install();
    },
  };
}

export interface PhoneWindows {
  readonly first: Phone;
  readonly second: Phone;
  close(): Promise<void>;
}

/** Opens two windows in the runtime's Electron, each saying a tone of its own. */
export async function openPhoneWindows(
  sandboxUrl: string,
  tonesHz: readonly [first: number, second: number],
): Promise<PhoneWindows> {
  const { launcherPath, launcherArguments, workFolder, displayEnvironment } = inject('e2e');
  const sandboxHost = new URL(sandboxUrl).host;
  const site = await servePage(sandboxHost);
  const profile = await createProfile();
  const appFolder = path.join(workFolder, 'phone-app');
  await mkdir(appFolder, { recursive: true });
  for (const name of ['package.json', 'main.cjs']) {
    await copyFile(fromProject('tests', 'e2e', 'support', 'phone-app', name), path.join(appFolder, name));
    await chmod(path.join(appFolder, name), 0o644);
  }
  await chmod(appFolder, 0o755);
  const app = await _electron.launch({
    executablePath: launcherPath,
    args: [...launcherArguments, appFolder],
    cwd: profile,
    env: {
      PATH: process.env['PATH'] ?? '',
      ...displayEnvironment,
      HOME: path.join(profile, 'home'),
      PHONE_PAGE_URL: site.url,
      PHONE_USER_DATA: profile,
    },
    chromiumSandbox: true,
    timeout: 45_000,
  });
  await waitUntil('two windows', () => app.windows().length === 2);
  const pageOf = (name: string) => app.windows().find((page) => page.url().endsWith(`?${name}`));
  await waitUntil('two pages', () => pageOf('first') !== undefined && pageOf('second') !== undefined);
  const open = async (name: 'first' | 'second', toneHz: number): Promise<Phone> => {
    const page = pageOf(name);
    if (page === undefined) throw new Error(`no page ${name}`);
    const install = async () => {
      await page.waitForLoadState('load');
      await page.evaluate(installPhone, { sandboxHost, toneHz });
    };
    await install();
    return phoneOf(page, install);
  };
  return {
    first: await open('first', tonesHz[0]),
    second: await open('second', tonesHz[1]),
    async close() {
      const processId = app.process().pid ?? 0;
      await Promise.race([
        app.close().catch(() => undefined), // It may be gone already.
        new Promise((resolve) => setTimeout(resolve, 5_000).unref()),
      ]);
      if (processId !== 0) await endProcessTree(processId);
      site.stop();
    },
  };
}
