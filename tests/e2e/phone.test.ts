import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Call } from '../../src-main/sandbox/twilio/exchange/index.ts';
import { createTwilioSandbox, phoneToneHz, type TwilioSandbox } from '../../src-main/sandbox/twilio/index.ts';
import {
  launchDeskPhone,
  listenTo,
  officeNumber,
  phoneEnvironment,
  type DeskPhone,
} from './support/desk-phone.ts';
import { waitUntil } from './support/phone-windows.ts';

const driver = '+13125550142';
const deskHz = 600;
let sandbox: TwilioSandbox;
let desk: DeskPhone;
let lastCall: Call;

/** The desk's leg is put through to the number it asks for. */
async function putThrough(call: Call, parameters: Readonly<Record<string, string>>) {
  lastCall = call;
  const child = sandbox.exchange.dial({
    to: parameters['target'] ?? driver,
    from: officeNumber,
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
  desk = await launchDeskPhone({ toneHz: deskHz, env: phoneEnvironment(sandbox, url) });
});
afterAll(async () => {
  await desk?.close();
  await sandbox?.stop();
});

const hears = (toneHz: number) =>
  waitUntil(`${String(toneHz)} Hz at the desk`, async () => (await desk.hears(toneHz)) > 0.6);

describe('the phone', () => {
  it('registers by itself, and the status bar says that calls can be received', async () => {
    await desk.window.getByRole('button', { name: /can receive calls/ }).waitFor({ timeout: 30_000 });
  });

  it('calls a driver from the dial pad with sound both ways, mutes, and hangs up', async () => {
    const { window, panel } = desk;
    await window.keyboard.press('Control+Shift+P');
    await panel.getByRole('textbox', { name: 'Name, number or truck' }).fill(driver);
    await window.keyboard.press('Enter');
    const card = panel.getByRole('region', { name: /^Call with/ });
    await card.getByText('Connected').waitFor({ timeout: 20_000 });
    await hears(phoneToneHz(driver));
    const heard = listenTo(lastCall);
    await waitUntil('the tone of the desk', () => heard.share(deskHz) > 0.6);
    await card.getByRole('button', { name: 'Mute', exact: true }).click();
    await waitUntil('silence', () => heard.isSilent());
    await card.getByRole('button', { name: 'Unmute' }).click();
    await waitUntil('the tone again', () => heard.share(deskHz) > 0.6);
    await card.getByRole('button', { name: 'Hang up' }).click();
    await lastCall.ended;
    expect(lastCall.facts().status).toBe('completed');
    await card.waitFor({ state: 'detached' });
  });
});
