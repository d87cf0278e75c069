import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '../../src-main/sandbox/twilio/exchange/index.ts';
import { createTwilioSandbox, type TwilioSandbox } from '../../src-main/sandbox/twilio/index.ts';
import { sendRaw } from './support/desk.ts';
import { launchApp, type LaunchedApp } from './support/launch.ts';

const driver = '+13125550142';
const callId = '0198b6d2-0000-7000-8000-000000000001';
let sandbox: TwilioSandbox;
let desk: LaunchedApp;
let lastCall: Call | null = null;

/** The desk's leg is put through to the number it asks for. */
async function putThrough(call: Call, parameters: Readonly<Record<string, string>>) {
  lastCall = call;
  const child = sandbox.exchange.dial({
    to: parameters['target'] ?? driver,
    from: '+13125550100',
    parent: call,
  });
  call.showRinging();
  if (await child.answered) {
    call.answer();
    await Promise.race([sandbox.exchange.bridge(call, child).ended, call.ended]);
    child.hangUp();
  }
  call.hangUp();
}

beforeAll(async () => {
  sandbox = createTwilioSandbox({
    voiceUrl: 'http://127.0.0.1:9/voice',
    planDefaults: { behavior: 'answers', ringMs: 300, saysTone: true },
  });
  sandbox.exchange.scripts.use({
    runTwiml: (call, { parameters = {} }) => putThrough(call, parameters),
    runDocument: () => Promise.reject(new Error('not used')),
  });
  const url = await sandbox.start();
  const { sid: accountSid, authToken, apiKeySid, apiKeySecret, applications } = sandbox.account;
  const applicationSid = [...applications.keys()][0];
  const account = { accountSid, authToken, apiKeySid, apiKeySecret, applicationSid };
  desk = await launchApp({
    sandbox: { vehicles: 4 },
    env: { SWITCHYARD_SANDBOX_PHONE: JSON.stringify({ url, ...account, numbers: ['+13125550100'] }) },
    flags: [
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      '--allow-loopback-in-peer-connection',
    ],
  });
});
afterAll(async () => {
  await desk?.close();
  await sandbox?.stop();
});

interface State {
  readonly host: string;
  readonly registration: string;
  readonly calls: readonly { readonly callId: string; readonly leg: { readonly kind: string; ending?: string } }[];
}

const request = (id: string, url: string, input: unknown) =>
  JSON.stringify({ i: id, p: { u: url, b: { json: input }, h: { 'content-type': 'application/json' } } });

/** Asked of the shell by a desk, over a port of its own, as the screens do. */
const ask = (name: string, input: unknown, waitMs: number) =>
  sendRaw(desk.window, 'shell', [request('1', `/phone/${name}`, input)], waitMs);

/** The first item of the stream: the state as it is. */
async function readState(): Promise<State> {
  const answers = await ask('watchSoftphone', undefined, 400);
  const text = answers.filter((answer) => typeof answer === 'string').join('\n');
  const found = /\{"calls":.*?"openRequest":\{[^}]*\}/.exec(text.replaceAll('\\"', '"'))?.[0];
  return found === undefined
    ? { host: text.slice(0, 300), registration: '', calls: [] }
    : (JSON.parse(`${found}}`) as State);
}

const legKind = async () => {
  const { calls } = await readState();
  return calls.find((call) => call.callId === callId)?.leg.kind;
};

describe('the phone host', () => {
  it('registers by itself in its hidden window', async () => {
    const poll = expect.poll(readState, { timeout: 40_000, interval: 500 });
    await poll.toMatchObject({ host: 'running', registration: 'registered' });
  });

  it('dials, and is connected when sound arrives', async () => {
    const target = { type: 'number', number: driver };
    const answers = await ask('dial', { callId, target }, 3_000);
    expect(JSON.stringify(answers)).not.toContain('"code"');
    await expect.poll(legKind, { timeout: 15_000, interval: 300 }).toMatch(/connected|ringing/);
    expect(lastCall).not.toBeNull();
  });

  it('goes on when the desk’s window dies in mid-call, and hangs up on wish', async () => {
    await desk.app.evaluate(
      ({ BrowserWindow }) =>
        new Promise<void>((resolve) => {
          const shown = BrowserWindow.getAllWindows().find((window) => window.isVisible());
          shown?.webContents.once('did-finish-load', () => resolve());
          shown?.webContents.forcefullyCrashRenderer();
        }),
    );
    expect(lastCall?.facts().status).toBe('in-progress');
  });
});
