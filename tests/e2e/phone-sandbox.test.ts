import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '../../src-main/sandbox/twilio/exchange/index.ts';
import { createTwilioSandbox, phoneToneHz, type TwilioSandbox } from '../../src-main/sandbox/twilio/index.ts';
import { shareAt } from '../../src-main/sandbox/twilio/media/goertzel.ts';
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

/** The last fifth of a second of what the party of a call said. */
function listenTo(call: Call): () => Int16Array {
  const frames: Int16Array[] = [];
  call.tap((said) => {
    frames.push(said);
    if (frames.length > 10) frames.shift();
  });
  return () => Int16Array.from(frames.flatMap((frame) => [...frame]));
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

/** Strongest of the frequencies in one channel of a recording's last half second. */
function loudestHz(wav: Buffer, channel: 0 | 1, candidatesHz: readonly number[]): number | undefined {
  const all = new Int16Array(wav.buffer.slice(wav.byteOffset + 44, wav.byteOffset + wav.byteLength));
  const samples = all.filter((_, index) => index % 2 === channel).slice(-4_000);
  return [...candidatesHz].sort((left, right) => shareAt(samples, right) - shareAt(samples, left))[0];
}

describe('the telephone side of the sandbox, with the real SDK', () => {
  it('carries sound both ways to a driver, hears keys, records both sides, and ends with the client', async () => {
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
    await new Promise((resolve) => setTimeout(resolve, 700));
    await first.do('hangUp');
    await lastCall.ended;
    expect(recording.facts().status).toBe('completed');
    const tonesHz = [firstHz, secondHz, driverHz];
    expect(loudestHz(recording.wav(), 0, tonesHz)).toBe(firstHz);
    expect(loudestHz(recording.wav(), 1, tonesHz)).toBe(driverHz);
    await first.waitForEvent('disconnect');
  });

  it('rings every window of an identity, lets one answer and cancels the other; mute is silence', async () => {
    const { first, second } = windows;
    await first.do('register', tokenOf('ann'));
    await second.do('register', tokenOf('ann'));
    const call = sandbox.exchange.dial({
      to: 'client:ann',
      from: '+13125550142',
      parent: null,
      parameters: { load: 'L-7' },
    });
    await first.waitForEvent('incoming +13125550142');
    await second.waitForEvent('incoming +13125550142');
    expect(await second.do('customParameters')).toEqual({ load: 'L-7' });
    await second.do('accept');
    await first.waitForEvent('cancel');
    expect(await call.answered).toBe(true);
    const heard = listenTo(call);
    await waitUntil('the tone of the second window', () => shareAt(heard(), secondHz) > 0.9);
    void call.play(sandbox.exchange.sounds.tone(900));
    await hears(second, 900);
    await second.do('mute', true);
    await waitUntil('silence', () => heard().every((sample) => Math.abs(sample) < 50));
    await second.do('mute', false);
    await waitUntil('the tone again', () => shareAt(heard(), secondHz) > 0.9);
    call.hangUp();
    await second.waitForEvent('disconnect');
  });

  it('puts a client through to another, passes messages, and takes the call up again after a broken socket', async () => {
    const { first, second } = windows;
    await second.reload();
    await second.do('register', tokenOf('bob'));
    await first.do('connect', tokenOf('ann'), { To: 'client:bob' });
    await second.waitForEvent('incoming client:ann');
    await second.do('accept');
    await hears(second, firstHz);
    await hears(first, secondHz);
    lastCall.sendMessage({
      sid: 'KX1',
      content: '{"text":"hello"}',
      contentType: 'application/json',
      messageType: 'user-defined-message',
    });
    await first.waitForEvent('message {"text":"hello"}');
    await first.do('sendMessage', 'thanks');
    await first.waitForEvent('message sent');
    const before = await first.events();
    sandbox.faults.switchOn('drop-socket');
    await first.waitForEvent('reconnected');
    await second.waitForEvent('reconnected');
    expect((await first.events()).slice(before.length)).toContain('reconnecting 53001');
    await hears(first, secondHz);
    expect(lastCall.facts().status).toBe('in-progress');
    await second.do('hangUp');
    await lastCall.ended;
  });

  it('takes lost media up again when packets flow again', async () => {
    const { first } = windows;
    const countOf = async (event: string) => (await first.events()).filter((told) => told === event).length;
    const before = await countOf('reconnected');
    await first.do('connect', tokenOf('ann'), { To: driver });
    await hears(first, driverHz);
    sandbox.faults.switchOn('lose-media');
    await first.waitForEvent('reconnecting 53405');
    sandbox.faults.switchOff('lose-media');
    await first.waitForEvent('reconnected', before + 1);
    await hears(first, driverHz);
    await first.do('hangUp');
    await lastCall.ended;
  });
});
