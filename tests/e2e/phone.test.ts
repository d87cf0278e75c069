import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TwilioSandbox } from '../../src-main/sandbox/twilio/index.ts';
import { findViolations } from './support/axe.ts';
import { openPhoneDesk, type DeskPhone } from './support/desk-phone.ts';
import { pickDrivers } from './support/phone-drivers.ts';
import { createPhoneHands, isTone } from './support/phone-hands.ts';
import { waitUntil } from './support/phone-windows.ts';

const deskHz = 600;
let sandbox: TwilioSandbox;
let desk: DeskPhone;
/** The desk's window: another one after it was closed. */
let page: Page;

const [ann, bob] = pickDrivers([deskHz]);

beforeAll(async () => {
  ({ sandbox, desk } = await openPhoneDesk(deskHz));
  page = desk.window;
}, 120_000);
afterAll(async () => {
  await desk?.close();
  await sandbox?.stop();
});

const hands = createPhoneHands({ page: () => page, desk: () => desk, sandbox: () => sandbox });
const { panel, card, ring, connected, answer, status, deskHears, legOf, listenAt } = hands;
const { callFromDialPad, closeWrapUps, endEveryCall, nobodyIsInACall, transfer, withPanelText } = hands;

/** Of the shown window, which Playwright loses with its renderer. */
const shownText = () =>
  desk.app.evaluate(async ({ BrowserWindow }) => {
    const shown = BrowserWindow.getAllWindows().find((window) => window.isVisible());
    return (await shown?.webContents.executeJavaScript('document.body.innerText').catch(() => '')) as string;
  });

describe('the phone', () => {
  it('registers by itself, and the status bar says that calls can be received', async () => {
    await status(/can receive calls/);
  });

  it('calls a driver with sound both ways, sends keys, mutes, and hangs up', async () => {
    await callFromDialPad(ann.number);
    await connected(ann.name);
    // What stayed there would be dialled once more.
    expect(await panel().getByRole('textbox', { name: 'Name, number or truck' }).inputValue()).toBe('');
    await deskHears(ann.toneHz);
    const leg = legOf(ann.number);
    const toAnn = listenAt(ann.number);
    await waitUntil('the tone of the desk', () => isTone(toAnn.share(deskHz)));
    await page.keyboard.press('Control+Shift+U');
    await waitUntil('silence', () => toAnn.isSilent());
    // In the silence: a telephone hears keys in the sound, and would not tell them from the desk's tone.
    await card(ann.name).getByRole('button', { name: 'Keypad' }).click();
    await page.getByRole('dialog', { name: 'Keypad' }).getByRole('button', { name: '1' }).waitFor();
    await page.keyboard.type('42#');
    const digits = () => sandbox.telephones.digitsHeard().map(([, digit]) => digit);
    await waitUntil('the keys', () => digits().includes('#'));
    // A key counts twice where a busy machine cut its tone in two.
    expect(digits().filter((digit, index, all) => digit !== all[index - 1])).toEqual(['4', '2', '#']);
    await page.keyboard.press('Escape');
    await card(ann.name).getByRole('button', { name: 'Unmute' }).click();
    await waitUntil('the tone again', () => isTone(toAnn.share(deskHz)));
    await page.keyboard.press('Control+Shift+X');
    await leg.ended;
    await card(ann.name).waitFor({ state: 'detached' });
    await closeWrapUps();
  });

  it('rings with who calls and the truck, and is answered by keyboard', async () => {
    await endEveryCall();
    sandbox.telephones.callers.callIn({ from: ann.number });
    await ring(ann.name).waitFor({ timeout: 15_000 });
    await ring(ann.name).getByText(`Truck ${ann.truck}`).waitFor();
    await ring(ann.name).getByText(/ago/).first().waitFor();
    expect(await findViolations(page)).toEqual([]);
    await page.keyboard.press('Control+Shift+A');
    await connected(ann.name);
    await deskHears(ann.toneHz);
  });

  it('goes on when the window dies, and when it is closed', async () => {
    const toAnn = listenAt(ann.number);
    await desk.app.evaluate(
      ({ BrowserWindow }) =>
        new Promise<void>((resolve) => {
          const shown = BrowserWindow.getAllWindows().find((window) => window.isVisible());
          shown?.webContents.once('did-finish-load', () => resolve());
          shown?.webContents.forcefullyCrashRenderer();
        }),
    );
    await waitUntil('the call in the new page', async () => (await shownText()).includes('Connected'));
    await waitUntil('the desk is still heard', () => isTone(toAnn.share(deskHz)));
    const reopened = desk.app.waitForEvent('window');
    await desk.app.evaluate(({ app, BrowserWindow }) => {
      const shown = BrowserWindow.getAllWindows().find((window) => window.isVisible());
      shown?.once('closed', () => app.emit('second-instance', {}, []));
      shown?.close();
    });
    page = await reopened;
    await connected(ann.name);
    await deskHears(ann.toneHz);
    await waitUntil('the desk is still heard', () => isTone(toAnn.share(deskHz)));
  });

  it('goes on when the socket breaks, also with a token that has expired meanwhile', async () => {
    sandbox.faults.switchOn('20104');
    sandbox.faults.switchOn('drop-socket');
    await card(ann.name)
      .getByText(/^Reconnecting/)
      .waitFor({ timeout: 15_000 });
    await deskHears(ann.toneHz);
    sandbox.faults.switchOff('20104');
    await connected(ann.name);
    await status(/in a call/);
    await deskHears(ann.toneHz);
  });

  it('is taken up again when the hidden window dies', async () => {
    const leg = legOf(ann.number);
    const before = desk.host();
    await desk.app.evaluate(({ BrowserWindow }) => {
      const hidden = BrowserWindow.getAllWindows().find((window) => !window.isVisible());
      hidden?.webContents.forcefullyCrashRenderer();
    });
    await waitUntil('another hidden window', () =>
      desk.app.windows().some((window) => window !== before && window.url().includes('phone-host')),
    );
    await connected(ann.name);
    await deskHears(ann.toneHz);
    expect(leg.facts().status).toBe('in-progress');
  });

  it('takes a second call without dropping the first, swaps, and joins both', async () => {
    sandbox.telephones.callers.callIn({ from: bob.number });
    await ring(bob.name).getByText(`Answering holds ${ann.name}.`).waitFor({ timeout: 15_000 });
    await ring(bob.name).getByRole('button', { name: 'Answer' }).click();
    await connected(bob.name);
    await card(ann.name).getByText('On hold').waitFor();
    await deskHears(bob.toneHz);
    const toAnn = listenAt(ann.number);
    await waitUntil('music for who is held', () => !toAnn.isSilent() && !isTone(toAnn.share(deskHz)));
    await card(ann.name).getByRole('button', { name: 'Speak with this one' }).click();
    await deskHears(ann.toneHz);
    await card(bob.name).getByText('On hold').waitFor();
    await connected(ann.name);
    const join = card(bob.name).getByRole('button', { name: /^Join with/ });
    await withPanelText(join.click({ timeout: 10_000 }));
    const toBob = listenAt(bob.number);
    await waitUntil('Bob hears Ann', () => toBob.share(ann.toneHz) > 0.2);
    await waitUntil('Bob hears the desk', () => toBob.share(deskHz) > 0.2);
    expect(await page.getByRole('alert').allInnerTexts()).toEqual([]);
    await page.keyboard.press('Control+Shift+X');
    await waitUntil('the others go on', () => isTone(toBob.share(ann.toneHz)));
  });

  it('records, and hands a call over after speaking first', async () => {
    await endEveryCall();
    sandbox.telephones.callers.callIn({ from: ann.number });
    await answer(ann.name);
    await card(ann.name).getByRole('button', { name: 'Record' }).click();
    await card(ann.name).getByText('Recording', { exact: true }).waitFor({ timeout: 10_000 });
    expect(await findViolations(page)).toEqual([]);
    expect(sandbox.exchange.recordings()).toHaveLength(1);
    await transfer(ann.name, 'Speak first', bob.number);
    await card(ann.name).getByText(`You speak with ${bob.name}.`).waitFor({ timeout: 15_000 });
    await deskHears(bob.toneHz);
    const toAnn = listenAt(ann.number);
    await waitUntil('music for Ann', () => !toAnn.isSilent() && !isTone(toAnn.share(deskHz)));
    await card(ann.name).getByRole('button', { name: 'Hand over' }).click();
    await waitUntil('Ann hears Bob', () => isTone(toAnn.share(bob.toneHz)));
    await card(ann.name).waitFor({ state: 'detached' });
    legOf(ann.number).hangUp();
    await nobodyIsInACall();
  });

  it('hands a call over at once, and gets the caller back when the other is busy', async () => {
    await endEveryCall();
    sandbox.telephones.phones.change(bob.number, { behavior: 'busy' });
    sandbox.telephones.callers.callIn({ from: ann.number });
    await answer(ann.name);
    await transfer(ann.name, 'Hand over', bob.number);
    await answer(ann.name);
    await deskHears(ann.toneHz);
    await page.keyboard.press('Control+Shift+X');
    await nobodyIsInACall();
  });
});
