import type { MenuItem, Notification as Shown } from 'electron';
import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TwilioSandbox } from '../../src-main/sandbox/twilio/index.ts';
import { openPhoneDesk, type DeskPhone } from './support/desk-phone.ts';
import { pickDrivers } from './support/phone-drivers.ts';
import { createPhoneHands, isTone } from './support/phone-hands.ts';
import { waitUntil } from './support/phone-windows.ts';

const deskHz = 600;
const [ann, bob] = pickDrivers([deskHz]);
let sandbox: TwilioSandbox;
let desk: DeskPhone;
let page: Page;

/** What the main process handed to the system, which cannot be asked for it. */
interface Kept {
  menu: MenuItem[];
  toolTip: string;
  notifications: Shown[];
  keys: Map<string, () => void>;
}
type Scope = typeof globalThis & { kept: Kept };

/** Where the system has no place for notifications (a display without a desktop) they are kept all the same. */
const keepWhatIsShown = () =>
  desk.app.evaluate(({ Tray, Notification, globalShortcut }) => {
    const kept: Kept = { menu: [], toolTip: '', notifications: [], keys: new Map() };
    (globalThis as Scope).kept = kept;
    const { setContextMenu, setToolTip } = Tray.prototype;
    Tray.prototype.setContextMenu = function (menu) {
      kept.menu = menu?.items ?? [];
      setContextMenu.call(this, menu);
    };
    Tray.prototype.setToolTip = function (text) {
      kept.toolTip = text;
      setToolTip.call(this, text);
    };
    Notification.isSupported = () => true;
    Notification.prototype.show = function () {
      kept.notifications.push(this);
    };
    Notification.prototype.close = function () {
      kept.notifications = kept.notifications.filter((shown) => shown !== this);
    };
    const register = globalShortcut.register.bind(globalShortcut);
    globalShortcut.register = (accelerator, pressed) => {
      kept.keys.set(accelerator, pressed);
      return register(accelerator, pressed);
    };
  });

beforeAll(async () => {
  ({ sandbox, desk } = await openPhoneDesk(deskHz));
  page = desk.window;
  await keepWhatIsShown();
}, 120_000);
afterAll(async () => {
  await desk?.close();
  await sandbox?.stop();
});

const hands = createPhoneHands({ page: () => page, desk: () => desk, sandbox: () => sandbox });
const { panel, card, ring, connected, status, listenAt, endEveryCall } = hands;

const toolTip = () => desk.app.evaluate(() => (globalThis as Scope).kept.toolTip);
const isChecked = (label: string) =>
  desk.app.evaluate(
    (_electron, wanted) => (globalThis as Scope).kept.menu.find((item) => item.label === wanted)?.checked,
    label,
  );
const choose = (label: RegExp) =>
  desk.app.evaluate((_electron, source) => {
    const item = (globalThis as Scope).kept.menu.find((each) => new RegExp(source).test(each.label));
    if (item === undefined) throw new Error(`the tray has no ${source}`);
    item.click();
  }, label.source);
const notifications = () =>
  desk.app.evaluate(() => (globalThis as Scope).kept.notifications.map(({ title }) => title));
const press = (accelerator: string) =>
  desk.app.evaluate((_electron, key) => {
    const pressed = (globalThis as Scope).kept.keys.get(key);
    if (pressed === undefined) throw new Error(`${key} is no key of the phone`);
    pressed();
  }, accelerator);
/** As the desktop does when a person presses a button of it. */
const pressNotification = (button: number) =>
  desk.app.evaluate(
    (_electron, index) => void (globalThis as Scope).kept.notifications[0]?.emit('action', {}, index),
    button,
  );
const isDeskFocused = () =>
  desk.app.evaluate(({ BrowserWindow }) => BrowserWindow.getFocusedWindow()?.id ?? null);

describe('the phone outside of its window', () => {
  it('rings in tray and notification without taking the focus, and is answered from there', async () => {
    await status(/can receive calls/);
    const focusedBefore = await isDeskFocused();
    sandbox.telephones.callers.callIn({ from: ann.number });
    await ring(ann.name).waitFor({ timeout: 20_000 });
    await waitUntil('one notification with the name', async () => {
      const titles = await notifications();
      return titles.length === 1 && titles[0]?.includes(ann.name) === true;
    });
    await waitUntil('the name in the tray', async () => (await toolTip()).includes(ann.name));
    expect(await isDeskFocused()).toBe(focusedBefore);
    await pressNotification(0);
    await connected(ann.name);
    await waitUntil('no notification', async () => (await notifications()).length === 0);
  });

  it('shows in the tray that the microphone is off, and turns it on again there', async () => {
    const toAnn = listenAt(ann.number);
    await choose(/^Mute/);
    await waitUntil('silence', () => toAnn.isSilent());
    await card(ann.name).getByText('Muted').waitFor();
    await waitUntil('the mark in the tray', async () => (await isChecked('Mute the microphone')) === true);
    await choose(/^Mute/);
    await waitUntil('the tone again', () => isTone(toAnn.share(deskHz)));
    await choose(/^Hang up/);
    await card(ann.name).waitFor({ state: 'detached' });
    await endEveryCall();
  });

  it('declines from the notification', async () => {
    const call = sandbox.telephones.callers.callIn({ from: bob.number });
    await waitUntil('the notification', async () =>
      (await notifications()).some((title) => title.includes(bob.name)),
    );
    await pressNotification(1);
    await ring(bob.name).waitFor({ state: 'detached' });
    expect((await call.ended).status).toBe('completed');
  });

  it('obeys keys while another program is in front', async () => {
    await page.keyboard.press('Control+Shift+P');
    await panel().getByRole('tab', { name: 'Devices' }).click();
    // Any setting of the phone makes it register its keys anew; this time they are seen.
    await panel().getByRole('switch', { name: 'Ring with sound' }).click();
    const prefix = 'CommandOrControl+Alt+Shift+';
    await waitUntil('the keys', () =>
      desk.app.evaluate(({ globalShortcut }, key) => {
        return (globalThis as Scope).kept.keys.has(key) && globalShortcut.isRegistered(key);
      }, `${prefix}A`),
    );
    sandbox.telephones.callers.callIn({ from: ann.number });
    await ring(ann.name).waitFor({ timeout: 20_000 });
    await press(`${prefix}A`);
    await connected(ann.name);
    const toAnn = listenAt(ann.number);
    await press(`${prefix}M`);
    await waitUntil('silence', () => toAnn.isSilent());
    await press(`${prefix}M`);
    await waitUntil('the tone', () => isTone(toAnn.share(deskHz)));
    await press(`${prefix}H`);
    await card(ann.name).getByText('On hold').waitFor({ timeout: 15_000 });
    await press(`${prefix}H`);
    await connected(ann.name);
    await press(`${prefix}X`);
    await card(ann.name).waitFor({ state: 'detached' });
    await endEveryCall();
  });

  it('fills the dial pad with the number of a link, and dials nothing', async () => {
    const before = sandbox.exchange.calls().length;
    await desk.app.evaluate(
      ({ app }, link) => void app.emit('second-instance', {}, ['switchyard', link]),
      `tel:${bob.number}`,
    );
    const field = panel().getByRole('textbox', { name: 'Name, number or truck' });
    await waitUntil('the number', async () => (await field.inputValue()) === bob.number);
    expect(sandbox.exchange.calls()).toHaveLength(before);
  });
});
