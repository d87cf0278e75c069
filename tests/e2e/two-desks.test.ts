import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TwilioSandbox } from '../../src-main/sandbox/twilio/index.ts';
import {
  createAnsweringSandbox,
  launchDeskPhone,
  phoneEnvironment,
  type DeskPhone,
} from './support/desk-phone.ts';
import { createProfile } from './support/launch.ts';
import { phoneFleet, pickDrivers } from './support/phone-drivers.ts';
import { createPhoneHands, isTone } from './support/phone-hands.ts';
import { waitUntil } from './support/phone-windows.ts';

const [firstHz, secondHz] = [600, 1_100];
const [ann] = pickDrivers([firstHz, secondHz]);
const group = { phoneDeskGroup: ['desk', 'desk2'], phoneRingSeconds: 5 };
let sandbox: TwilioSandbox;
let first: DeskPhone;
let second: DeskPhone;

async function launchDesk(toneHz: number, url: string, settings: object): Promise<DeskPhone> {
  const userDataFolder = await createProfile();
  await writeFile(path.join(userDataFolder, 'settings.json'), JSON.stringify({ ...group, ...settings }));
  const env = phoneEnvironment(sandbox, url);
  // Both know the drivers by name.
  return launchDeskPhone({ toneHz, userDataFolder, sandbox: phoneFleet, env });
}

beforeAll(async () => {
  sandbox = createAnsweringSandbox();
  const url = await sandbox.start();
  first = await launchDesk(firstHz, url, {});
  second = await launchDesk(secondHz, url, { phoneIdentity: 'desk2', phoneAnswersService: false });
}, 180_000);
afterAll(async () => {
  await first?.close();
  await second?.close();
  await sandbox?.stop();
});

const handsOf = (desk: () => DeskPhone) =>
  createPhoneHands({ page: () => desk().window, desk, sandbox: () => sandbox });
const atFirst = handsOf(() => first);
const atSecond = handsOf(() => second);
const { legOf, listenAt, nobodyIsInACall } = atFirst;

async function showLog(page: Page): Promise<void> {
  await page.keyboard.press('Control+7');
  await page.getByRole('grid', { name: 'Calls, newest first' }).waitFor();
}
const newestCall = (page: Page) =>
  page.getByRole('grid', { name: 'Calls, newest first' }).getByRole('row').nth(1).innerText();

async function afterwards(): Promise<void> {
  for (const call of sandbox.exchange.calls()) call.hangUp();
  await nobodyIsInACall();
  for (const hands of [atFirst, atSecond]) await hands.closeWrapUps();
}

describe('two desks', () => {
  it('ring together, one answers, and the log of the other says so', async () => {
    for (const hands of [atFirst, atSecond]) await hands.status(/can receive calls/);
    sandbox.telephones.callers.callIn({ from: ann.number });
    await atFirst.ring(ann.name).waitFor({ timeout: 20_000 });
    await atSecond.answer(ann.name);
    await atFirst.ring(ann.name).waitFor({ state: 'detached' });
    await atSecond.deskHears(ann.toneHz);
    const toAnn = listenAt(ann.number);
    await waitUntil('Ann hears the second desk', () => isTone(toAnn.share(secondHz)));
    legOf(ann.number).hangUp();
    await nobodyIsInACall();
    await showLog(first.window);
    await waitUntil('the word in the log', async () =>
      (await newestCall(first.window)).includes('Answered elsewhere'),
    );
    await afterwards();
  });

  it('know of each other also where the other one serves the calls', async () => {
    sandbox.telephones.callers.callIn({ from: ann.number });
    await atSecond.ring(ann.name).waitFor({ timeout: 20_000 });
    await atFirst.answer(ann.name);
    await atSecond.ring(ann.name).waitFor({ state: 'detached' });
    await showLog(second.window);
    await waitUntil('the word in the log', async () =>
      (await newestCall(second.window)).includes('Answered elsewhere'),
    );
  });

  it('hand a call over after speaking first', async () => {
    await atFirst.deskHears(ann.toneHz);
    const toAnn = listenAt(ann.number);
    await atFirst.transfer(ann.name, 'Speak first', 'desk2');
    await atSecond.ring('desk').waitFor({ timeout: 20_000 });
    await second.window.keyboard.press('Control+Shift+A');
    await atFirst.card(ann.name).getByText('You speak with desk2.').waitFor({ timeout: 20_000 });
    await atFirst.deskHears(secondHz);
    await waitUntil('music for Ann', () => !toAnn.isSilent() && !isTone(toAnn.share(firstHz)));
    await atFirst.card(ann.name).getByRole('button', { name: 'Hand over' }).click();
    await atFirst.card(ann.name).waitFor({ state: 'detached' });
    await waitUntil('Ann hears the second desk', () => isTone(toAnn.share(secondHz)));
    await atSecond.deskHears(ann.toneHz);
    await afterwards();
  });

  it('get a caller back whom nobody takes over', async () => {
    sandbox.telephones.callers.callIn({ from: ann.number });
    await atFirst.answer(ann.name);
    const toAnn = listenAt(ann.number);
    await atFirst.transfer(ann.name, 'Hand over', 'desk2');
    await atFirst.card(ann.name).waitFor({ state: 'detached' });
    await waitUntil('music for Ann', () => !toAnn.isSilent() && !isTone(toAnn.share(firstHz)));
    // The other desk lets it ring; then it rings at both again.
    await atFirst.ring(ann.name).waitFor({ timeout: 30_000 });
    expect(legOf(ann.number).isLive()).toBe(true);
    await atFirst.answer(ann.name);
    await atFirst.deskHears(ann.toneHz);
    await afterwards();
  });
});
