import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { TwilioSandbox } from '../../src-main/sandbox/twilio/index.ts';
import { openPhoneDesk, type DeskPhone } from './support/desk-phone.ts';
import { pickDrivers } from './support/phone-drivers.ts';
import { createPhoneHands, isTone } from './support/phone-hands.ts';
import { waitUntil } from './support/phone-windows.ts';
import { findDescendants } from './support/processes.ts';

const deskHz = 600;
const [ann] = pickDrivers([deskHz]);
let sandbox: TwilioSandbox;
let desk: DeskPhone;
let page: Page;

beforeAll(async () => {
  ({ sandbox, desk } = await openPhoneDesk(deskHz));
  page = desk.window;
}, 120_000);
afterEach(() => {
  for (const name of sandbox.faults.names()) sandbox.faults.switchOff(name);
});
afterAll(async () => {
  await desk?.close();
  await sandbox?.stop();
});

const hands = createPhoneHands({ page: () => page, desk: () => desk, sandbox: () => sandbox });
const { panel, card, connected, status, deskHears, legOf, listenAt, callFromDialPad } = hands;

/** Rings of the telephone service that nobody answers: they only measure. */
const testRings = () =>
  sandbox.exchange.calls().filter((call) => call.facts().to.startsWith('client:')).length;

const power = (what: 'suspend' | 'resume') =>
  desk.app.evaluate(({ powerMonitor }, event) => void powerMonitor.emit(event), what);

/** Runs in the hidden window: a device with this in its name is not plugged in any more; `null`: all are. */
function plugOut(name: string | null): void {
  const { mediaDevices } = navigator;
  const scope = mediaDevices as MediaDevices & { asChromium?: MediaDevices['enumerateDevices'] };
  const asChromium = (scope.asChromium ??= mediaDevices.enumerateDevices.bind(mediaDevices));
  mediaDevices.enumerateDevices = async () =>
    (await asChromium()).filter(
      ({ kind, label }) => name === null || kind !== 'audioinput' || !label.includes(name),
    );
  mediaDevices.dispatchEvent(new Event('devicechange'));
}

describe('whether calls can be received', () => {
  it('is measured by a ring of the telephone service, also when a person asks for it', async () => {
    await status(/can receive calls/);
    await waitUntil('the first test ring', () => testRings() > 0);
    await page.getByRole('button', { name: /can receive calls/ }).click();
    await page.getByText(/^came through/).waitFor();
    const before = testRings();
    await page.getByRole('button', { name: 'Measure again' }).click();
    await waitUntil('another test ring', () => testRings() > before);
    await page.getByText(/^came through/).waitFor();
    await page.keyboard.press('Escape');
  });

  it('is measured anew after sleep, and is denied with the reason while it cannot', async () => {
    await power('suspend');
    // The network comes back later than the computer.
    sandbox.faults.switchOn('region-down');
    const socket = desk.host().waitForEvent('websocket');
    await power('resume');
    await socket;
    await status(/cannot receive calls/);
    await page
      .getByText(/not registered with the telephone service/)
      .first()
      .waitFor({ state: 'attached' });
    sandbox.faults.switchOff('region-down');
    await status(/^(?!.*cannot).*can receive calls/);
  });

  it('is denied without a microphone', async () => {
    await desk.host().evaluate(plugOut, '');
    await status(/cannot receive calls/);
    await page.getByText('There is no microphone plugged in.').first().waitFor({ state: 'attached' });
    await desk.host().evaluate(plugOut, null);
    await status(/^(?!.*cannot).*can receive calls/);
  });
});

describe('a call', () => {
  it('goes over to another microphone when the chosen one is pulled out, and back', async () => {
    await page.keyboard.press('Control+Shift+P');
    await panel().getByRole('tab', { name: 'Devices' }).click();
    await panel().getByRole('combobox', { name: 'Microphone' }).click();
    await page.getByRole('option', { name: 'Fake Audio Input 2' }).click();
    await panel().getByRole('tab', { name: 'Dial', exact: true }).click();
    await callFromDialPad(ann.number);
    await connected(ann.name);
    await deskHears(ann.toneHz);
    const toAnn = listenAt(ann.number);
    await waitUntil('the tone of the desk', () => isTone(toAnn.share(deskHz)));

    await desk.host().evaluate(plugOut, 'Fake Audio Input 2');
    await panel().getByRole('tab', { name: 'Devices' }).click();
    await panel()
      .getByText(/^Fake Audio Input 2 is not plugged in/)
      .waitFor();
    await waitUntil('the tone by the other one', () => isTone(toAnn.share(deskHz)));
    await desk.host().evaluate(plugOut, null);
    await panel()
      .getByText(/is not plugged in/)
      .waitFor({ state: 'detached' });
    await waitUntil('the tone by the first one', () => isTone(toAnn.share(deskHz)));
  });

  it('says when no sound arrives, and is taken up again', async () => {
    const toAnn = listenAt(ann.number);
    sandbox.faults.switchOn('lose-media');
    await card(ann.name)
      .getByText(/^(No sound arrives|Reconnecting)/)
      .first()
      .waitFor({ timeout: 20_000 });
    sandbox.faults.switchOff('lose-media');
    await connected(ann.name);
    await deskHears(ann.toneHz);
    await waitUntil('the tone of the desk', () => isTone(toAnn.share(deskHz)));
  });

  it('goes on while the socket is away', async () => {
    const toAnn = listenAt(ann.number);
    sandbox.faults.switchOn('region-down');
    await card(ann.name)
      .getByText(/^Reconnecting/)
      .waitFor({ timeout: 15_000 });
    await deskHears(ann.toneHz);
    await waitUntil('the tone of the desk', () => isTone(toAnn.share(deskHz)));
    sandbox.faults.switchOff('region-down');
    await connected(ann.name);
  });

  it('goes on while the core is away, and is known to the next one', async () => {
    const toAnn = listenAt(ann.number);
    const findCore = () => findDescendants(desk.processId, 'core-node.cjs')[0];
    const before = findCore();
    process.kill(before ?? 0, 'SIGKILL');
    await waitUntil('another core', () => ![undefined, before].includes(findCore()));
    await deskHears(ann.toneHz);
    await waitUntil('the tone of the desk', () => isTone(toAnn.share(deskHz)));
    await connected(ann.name);
    await card(ann.name).getByRole('button', { name: 'Hold' }).click();
    await card(ann.name).getByText('On hold').waitFor({ timeout: 15_000 });
    await waitUntil('music', () => !toAnn.isSilent() && !isTone(toAnn.share(deskHz)));
    await card(ann.name).getByRole('button', { name: 'Resume' }).click();
    await connected(ann.name);
  });

  it('that is hung up in an outage is ended by REST as soon as that is back', async () => {
    const leg = legOf(ann.number);
    sandbox.faults.switchOn('rest-5xx');
    sandbox.faults.switchOn('region-down');
    await card(ann.name)
      .getByText(/^Reconnecting/)
      .waitFor({ timeout: 15_000 });
    await page.keyboard.press('Control+Shift+X');
    await card(ann.name).waitFor({ state: 'detached' });
    expect(leg.isLive()).toBe(true);
    // Signalling stays away: nothing but REST can end it.
    sandbox.faults.switchOff('rest-5xx');
    await waitUntil('the end of the call', () => !leg.isLive());
    sandbox.faults.switchOff('region-down');
    await status(/^(?!.*cannot).*can receive calls/);
  });
});
