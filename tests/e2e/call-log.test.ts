import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TwilioSandbox } from '../../src-main/sandbox/twilio/index.ts';
import { findViolations } from './support/axe.ts';
import { openPhoneDesk, type DeskPhone } from './support/desk-phone.ts';
import { pickDrivers } from './support/phone-drivers.ts';
import { createPhoneHands, isTone } from './support/phone-hands.ts';
import { waitUntil } from './support/phone-windows.ts';

const deskHz = 600;
const [ann, bob] = pickDrivers([deskHz]);
let sandbox: TwilioSandbox;
let desk: DeskPhone;
let page: Page;

beforeAll(async () => {
  ({ sandbox, desk } = await openPhoneDesk(deskHz));
  page = desk.window;
}, 120_000);
afterAll(async () => {
  await desk?.close();
  await sandbox?.stop();
});

const hands = createPhoneHands({ page: () => page, desk: () => desk, sandbox: () => sandbox });
const { card, connected, answer, status, deskHears, legOf, listenAt, transfer, endEveryCall } = hands;

const log = () => page.getByRole('grid', { name: 'Calls, newest first' });
const rows = () =>
  log()
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader') });
const detail = (name: string) => page.getByRole('region', { name: `Call with ${name}`, exact: true }).last();
const rowCount = (what: string, count: number) =>
  waitUntil(what, async () => (await rows().count()) === count);
const callIn = (from: string) => sandbox.telephones.callers.callIn({ from });

/** Runs in the page: the strongest of these frequencies in what is being played. */
async function playedHz(candidatesHz: readonly number[]): Promise<number | null> {
  const element = document.querySelector('audio') as
    (HTMLAudioElement & { captureStream(): MediaStream }) | null;
  if (element === null) return null;
  // It is over when the machine was slow: once more, from the beginning.
  if (element.paused) await element.play();
  const audio = new AudioContext({ sampleRate: 8_000 });
  const analyser = audio.createAnalyser();
  analyser.fftSize = 2_048;
  audio.createMediaStreamSource(element.captureStream()).connect(analyser);
  await new Promise((resolve) => setTimeout(resolve, 400));
  const levels = new Float32Array(analyser.frequencyBinCount);
  analyser.getFloatFrequencyData(levels);
  await audio.close();
  const levelAt = (hz: number) => levels[Math.round((hz * 2_048) / 8_000)] ?? -Infinity;
  const [loudest] = [...candidatesHz].sort((left, right) => levelAt(right) - levelAt(left));
  return loudest === undefined || levelAt(loudest) < -60 ? null : loudest;
}

describe('a call with several people', () => {
  it('takes one more in, holds him alone, and sends him out', async () => {
    await status(/can receive calls/);
    callIn(ann.number);
    await answer(ann.name);
    await transfer(ann.name, 'Add', bob.number);
    const parties = card(ann.name).getByRole('list', { name: 'In this call' });
    await parties.getByRole('listitem').filter({ hasText: bob.name }).getByText('in the call').waitFor();
    const [toAnn, toBob] = [listenAt(ann.number), listenAt(bob.number)];
    await waitUntil('Bob hears Ann', () => toBob.share(ann.toneHz) > 0.2);
    await waitUntil('Bob hears the desk', () => toBob.share(deskHz) > 0.2);
    await parties.getByRole('button', { name: `Hold ${bob.name}` }).click();
    await waitUntil('music for Bob', () => !toBob.isSilent() && toBob.share(ann.toneHz) < 0.1);
    await waitUntil('Ann hears the desk alone', () => isTone(toAnn.share(deskHz)));
    await parties.getByRole('button', { name: `Resume ${bob.name}` }).click();
    await waitUntil('Bob hears Ann again', () => toBob.share(ann.toneHz) > 0.2);
    const bobsLeg = legOf(bob.number);
    await parties.getByRole('button', { name: `Send ${bob.name} out of the call` }).click();
    await bobsLeg.ended;
    await parties.waitFor({ state: 'detached' });
    await deskHears(ann.toneHz);
  });

  it('swaps between two while handing over, and joins all', async () => {
    await transfer(ann.name, 'Speak first', bob.number);
    await card(ann.name).getByText(`You speak with ${bob.name}.`).waitFor({ timeout: 15_000 });
    await deskHears(bob.toneHz);
    await card(ann.name).getByRole('button', { name: 'Swap' }).click();
    await deskHears(ann.toneHz);
    const toBob = listenAt(bob.number);
    await waitUntil('music for Bob', () => !toBob.isSilent() && !isTone(toBob.share(deskHz)));
    await card(ann.name).getByRole('button', { name: 'All together' }).click();
    await waitUntil('Bob hears Ann', () => toBob.share(ann.toneHz) > 0.2);
    await waitUntil('Bob hears the desk', () => toBob.share(deskHz) > 0.2);
    expect(await findViolations(page)).toEqual([]);
    await endEveryCall();
  });
});

describe('the call log', () => {
  it('plays a recording, and says who has listened', async () => {
    callIn(ann.number);
    await answer(ann.name);
    await card(ann.name).getByRole('button', { name: 'Record' }).click();
    await card(ann.name).getByText('Recording', { exact: true }).waitFor({ timeout: 15_000 });
    const [recording] = sandbox.exchange.recordings();
    await waitUntil('three seconds of sound', () => (recording?.wav().length ?? 0) > 3 * 2 * 8_000);
    await endEveryCall();
    await page.keyboard.press('Control+7');
    await rowCount('two calls', 2);
    await rows().first().click();
    await detail(ann.name).getByRole('button', { name: 'Listen' }).click({ timeout: 20_000 });
    await waitUntil('the tone of Ann', async () => {
      const hz = await page.evaluate(playedHz, [deskHz, ann.toneHz, bob.toneHz]);
      return hz === ann.toneHz || hz === deskHz;
    });
    await detail(ann.name)
      .getByText(/^Listened to once/)
      .waitFor();
    expect(await findViolations(page)).toEqual([]);
  });

  it('keeps a result and a note, and finds the call by them', async () => {
    await detail(ann.name).getByRole('combobox', { name: 'Result' }).click();
    await page.getByRole('option', { name: 'Reached', exact: true }).click();
    await detail(ann.name).getByRole('textbox', { name: 'Note' }).fill('Lumper receipt missing');
    await detail(ann.name).getByRole('button', { name: 'Save' }).click();
    await rows().first().getByText('Reached: Lumper receipt missing').waitFor();
    const search = page.getByRole('textbox', { name: 'Search calls' });
    await search.fill('lump rec');
    await rowCount('one call', 1);
    await search.fill('zebra');
    await page.getByText('No call fits').waitFor();
    await search.fill(ann.number.slice(-4));
    await rowCount('both calls', 2);
    await search.fill('');
    await page.getByRole('button', { name: 'Recorded', exact: true }).click();
    await rowCount('the recorded one', 1);
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await rowCount('all', 2);
  });

  it('shows a missed call until it is called back from there', async () => {
    const missed = callIn(bob.number);
    await hands.ring(bob.name).waitFor({ timeout: 20_000 });
    missed.report({ kind: 'hung-up' });
    await page.getByText('Missed, not called back').click();
    await rowCount('the missed call', 1);
    await rows().first().click();
    await detail(bob.name).getByRole('button', { name: 'Call back' }).click();
    await connected(bob.name);
    await deskHears(bob.toneHz);
    await rowCount('nobody who waits', 0);
    await page.keyboard.press('Control+Shift+X');
    await hands.nobodyIsInACall();
  });
});

describe('the settings of the phone', () => {
  it('say what is wrong with an account before anybody is asked, and rename the desk at once', async () => {
    await page.keyboard.press('Control+,');
    const phone = page.getByRole('region', { name: 'Phone' });
    await phone.getByRole('textbox', { name: 'Account SID' }).fill('AC12');
    await phone.getByRole('button', { name: 'Save and check' }).click();
    await phone.getByText(/^It starts with AC/).waitFor();
    const name = phone.getByRole('textbox', { name: 'Name of this desk' });
    await name.fill('night');
    await name.press('Tab');
    // It rings under its new name.
    await waitUntil('a ring at the desk called night', async () => {
      const call = sandbox.exchange.dial({ to: 'client:night', from: ann.number, parent: null });
      await new Promise((resolve) => setTimeout(resolve, 300));
      const isRinging = call.facts().status === 'ringing';
      call.hangUp();
      return isRinging;
    });
    await status(/can receive calls/);
  });
});
