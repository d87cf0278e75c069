import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { _electron } from 'playwright';
import AccessToken from 'twilio/lib/jwt/AccessToken.js';
import type { TwilioSandbox } from '../../../src-main/sandbox/twilio/index.ts';
import type { Provisioned } from '../../../src-main/tooling/app/provision.ts';
import { temporaryProfile } from '../../../src-main/tooling/app/provision.ts';
import { writeLauncherScript, writePlaywrightLoader } from '../../../src-main/tooling/app/launcher-script.ts';
import { fromProject } from '../../../src-main/tooling/paths.ts';
import { endProcessTree, type Supervisor } from '../../../src-main/tooling/process/supervisor.ts';
import { collectGarbage } from './collect-garbage.ts';
import { everyCallEnded, startBenchSandbox, telephone, type BenchPhone } from './contestant.ts';
import { watchPages } from './sound-start.ts';

const identity = 'bare';
const officeNumber = '+13125550100';

interface SdkCall {
  accept(): void;
  disconnect(): void;
  on(event: string, listener: () => void): void;
}
interface SdkDevice {
  register(): Promise<void>;
  connect(options: object): Promise<SdkCall>;
  on(event: string, listener: (call: SdkCall) => void): void;
}
interface PageOptions {
  readonly token: string;
  readonly host: string;
  readonly telephone: string;
}

/** Runs in the page, before the SDK: it takes `wss:` only, and takes it when it is loaded. */
function wrapWebSocket(host: string): void {
  const Original = globalThis.WebSocket;
  globalThis.WebSocket = class extends Original {
    constructor(url: string | URL, protocols?: string | string[]) {
      const text = String(url);
      super(text.startsWith(`wss://${host}/`) ? text.replace('wss:', 'ws:') : text, protocols);
    }
  };
}

/** Runs in the page: the SDK as its documentation uses it, with local sounds. */
async function installPhone({ token, host, telephone: number }: PageOptions): Promise<void> {
  const { Twilio } = globalThis as unknown as {
    Twilio: { Device: new (token: string, options: object) => SdkDevice };
  };
  const soundNames = ['incoming', 'outgoing', 'disconnect', 'dtmfs', 'dtmfh'];
  for (const digit of '0123456789') soundNames.push(`dtmf${digit}`);
  const device = new Twilio.Device(token, {
    chunderw: host,
    publishEvents: false,
    sounds: Object.fromEntries(soundNames.map((name) => [name, '/silence.wav'])),
  });
  const button = (id: string) => document.getElementById(id) as HTMLButtonElement;
  let call: SdkCall | null = null;
  const take = (made: SdkCall) => {
    call = made;
    made.on('disconnect', () => (button('answer').disabled = true));
  };
  button('call').onclick = () => void device.connect({ params: { To: number } }).then(take);
  button('answer').onclick = () => call?.accept();
  button('hangUp').onclick = () => call?.disconnect();
  device.on('incoming', (incoming) => {
    take(incoming);
    button('answer').disabled = false;
  });
  await device.register();
}

const html = (host: string) => `<!doctype html><meta charset="utf-8"><title>bare phone</title>
<script>(${wrapWebSocket.toString()})(${JSON.stringify(host)})</script>
<script src="/twilio.js"></script>
<button id="call">Call</button><button id="answer" disabled>Answer</button><button id="hangUp">Hang up</button>`;

async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
}

/**
 * How the far end is reached. A call that is dialled cannot be held, swapped or joined, so whoever needs that calls the far
 * end into a conference, with one question more to the telephone service.
 */
export type BareCallFlow = 'conference' | 'directDial';

/** Calls somebody into a conference, as the vendor's documentation has it. */
async function callIntoConference(sandbox: TwilioSandbox, sandboxUrl: string, name: string, to: string) {
  const { sid, apiKeySid, apiKeySecret } = sandbox.account;
  const answer = await fetch(
    `${sandboxUrl}/2010-04-01/Accounts/${sid}/Conferences/${name}/Participants.json`,
    {
      method: 'POST',
      headers: { authorization: `Basic ${Buffer.from(`${apiKeySid}:${apiKeySecret}`).toString('base64')}` },
      body: new URLSearchParams({ From: officeNumber, To: to, EarlyMedia: 'true', Beep: 'false' }),
    },
  );
  if (!answer.ok) throw new Error(`nobody could be called: ${String(answer.status)} ${await answer.text()}`);
}

/** The page, and the plainest call flow that puts both directions through. */
async function serve(sandbox: TwilioSandbox, sandboxUrl: string) {
  const sandboxHost = new URL(sandboxUrl).host;
  let flow: BareCallFlow = 'conference';
  const answerCall = (form: URLSearchParams): string => {
    const to = form.get('To') ?? '';
    if (form.get('From') === telephone) return `<Dial><Client>${identity}</Client></Dial>`;
    if (flow === 'directDial') return `<Dial callerId="${officeNumber}">${to}</Dial>`;
    const name = form.get('CallSid') ?? '';
    void callIntoConference(sandbox, sandboxUrl, name, to);
    return `<Dial><Conference beep="false" endConferenceOnExit="true">${name}</Conference></Dial>`;
  };
  const sdk = await readFile(fromProject('node_modules', '@twilio', 'voice-sdk', 'dist', 'twilio.min.js'));
  const silence = await readFile(fromProject('resources', 'sounds', 'silence.wav'));
  const server = createServer((request, response) => {
    const send = (type: string, body: string | Buffer) => response.setHeader('Content-Type', type).end(body);
    if (request.method === 'POST') {
      void readForm(request).then((form) => send('text/xml', `<Response>${answerCall(form)}</Response>`));
    } else if (request.url === '/twilio.js') send('text/javascript', sdk);
    else if (request.url === '/silence.wav') send('audio/wav', silence);
    else send('text/html', html(sandboxHost));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
  const { applications, incomingNumbers } = sandbox.account;
  const webhook = { url, method: 'POST' } as const;
  for (const answered of [...applications.values(), ...incomingNumbers.values()]) answered.voice = webhook;
  return { url, stop: () => void server.close(), use: (next: BareCallFlow) => void (flow = next) };
}

function mintToken({ account }: TwilioSandbox): string {
  const { sid, apiKeySid, apiKeySecret, applications } = account;
  const token = new AccessToken(sid, apiKeySid, apiKeySecret, { identity, ttl: 3_600 });
  const outgoingApplicationSid = [...applications.keys()][0] ?? '';
  token.addGrant(new AccessToken.VoiceGrant({ incomingAllow: true, outgoingApplicationSid }));
  return token.toJwt();
}

/** A page with nothing but the SDK, in the runtime the app runs in. It ends with the supervisor. */
export async function openBarePhone(input: {
  readonly supervisor: Supervisor;
  readonly provisioned: Provisioned;
}): Promise<BenchPhone & { use(flow: BareCallFlow): void }> {
  const { supervisor, provisioned } = input;
  const { runtime, environment, chromiumFlags } = provisioned;
  const { sandbox, url } = await startBenchSandbox();
  supervisor.onStop(() => sandbox.stop());
  const site = await serve(sandbox, url);
  supervisor.onStop(() => Promise.resolve(site.stop()));
  const profile = await temporaryProfile(supervisor);
  const { executablePath } = runtime;
  const app = await _electron.launch({
    executablePath: await writeLauncherScript({ folder: profile, executablePath, user: null }),
    args: [
      ...(await writePlaywrightLoader(profile)),
      ...chromiumFlags,
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      fromProject('tests', 'bench', 'calls', 'bare-app'),
    ],
    env: {
      ...(process.env as Record<string, string>),
      ...environment,
      SWITCHYARD_USER_DATA: profile,
      SWITCHYARD_BENCH_URL: site.url,
    },
    chromiumSandbox: !chromiumFlags.includes('--no-sandbox'),
  });
  const processId = app.process().pid ?? 0;
  supervisor.onStop(async () => {
    await app.close().catch(() => undefined);
    await endProcessTree(processId);
  });
  const page = await app.firstWindow();
  await page.waitForLoadState('load');
  const watch = await watchPages({ withButtons: page, withSound: page });
  await page.evaluate(installPhone, { token: mintToken(sandbox), host: new URL(url).host, telephone });
  return {
    ...watch,
    processId,
    sandbox,
    use: site.use,
    collectGarbage: () => collectGarbage([page]),
    async call() {
      await page.click('#call');
      return watch.clickedAtMs();
    },
    async answer() {
      await page.click('#answer');
      return watch.clickedAtMs();
    },
    async hangUp() {
      await page.click('#hangUp');
      await everyCallEnded(sandbox);
    },
  };
}
