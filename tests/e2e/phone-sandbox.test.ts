import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '../../src-main/sandbox/twilio/exchange/index.ts';
import { createTwilioSandbox, phoneToneHz, type TwilioSandbox } from '../../src-main/sandbox/twilio/index.ts';
import {
  makeAccessToken,
  openPhoneWindows,
  waitUntil,
  type Phone,
  type PhoneWindows,
} from './support/phone-windows.ts';

const driver = '+13125550142';
const driverHz = phoneToneHz(driver);
const firstHz = 600;
const secondHz = 1_425;
let sandbox: TwilioSandbox;
let windows: PhoneWindows;
let lastCall: Call;

/** The plainest call flow: a client is put through to whom it asks for, with a true ringing state. */
async function putThrough(call: Call, parameters: Readonly<Record<string, string>>) {
  lastCall = call;
  const child = sandbox.exchange.dial({
    to: parameters['To'] ?? '',
    from: call.facts().from,
    parent: call,
    parameters: { load: 'L-7' },
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
  windows = await openPhoneWindows(await sandbox.start(), [firstHz, secondHz]);
});
afterAll(async () => {
  await windows?.close();
  await sandbox?.stop();
});

const isNear = (hz: number, wantedHz: number) => Math.abs(hz - wantedHz) <= 15;
const tokenOf = (identity: string) => makeAccessToken(sandbox.account, identity);
const hears = (phone: Phone, wantedHz: number) =>
  waitUntil(`${String(wantedHz)} Hz`, async () => isNear((await phone.do('hear')).hz, wantedHz));

describe('the telephone side of the sandbox, with the real SDK', () => {
  it('carries sound to a client, hears keys, and ends when the client hangs up', async () => {
    const { first } = windows;
    await first.do('connect', tokenOf('ann'), { To: driver });
    await first.waitForEvent('accept');
    expect(await first.events()).toEqual(['ringing false', 'accept']);
    await hears(first, driverHz);
    const recording = sandbox.exchange.record(
      { call: lastCall },
      { channelCount: 2, source: 'StartCallRecordingAPI' },
    );
    await first.do('sendDigits', '42#');
    await waitUntil('the keys', () => sandbox.telephones.digitsHeard().length === 3);
    expect(sandbox.telephones.digitsHeard().map(([, digit]) => digit)).toEqual(['4', '2', '#']);
    await first.do('hangUp');
    await lastCall.ended;
    expect(recording.facts().status).toBe('completed');
  });
});
