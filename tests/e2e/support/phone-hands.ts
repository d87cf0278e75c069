import type { Page } from 'playwright';
import type { Call } from '../../../src-main/sandbox/twilio/exchange/index.ts';
import type { TwilioSandbox } from '../../../src-main/sandbox/twilio/index.ts';
import { listenTo, type DeskPhone } from './desk-phone.ts';
import { waitUntil } from './phone-windows.ts';

export const isTone = (share: number): boolean => share > 0.6;

interface PhoneHandsDeps {
  /** The desk's window: another one after it was closed. */
  readonly page: () => Page;
  readonly desk: () => Pick<DeskPhone, 'hears'>;
  readonly sandbox: () => TwilioSandbox;
}

/** All tones that are heard, for the message of a failure. */
async function heardTones(desk: Pick<DeskPhone, 'hears'>): Promise<string> {
  const candidatesHz = Array.from({ length: 25 }, (_, index) => 450 + index * 50);
  const heard = await Promise.all(candidatesHz.map(async (hz) => [hz, await desk.hears(hz)]));
  return JSON.stringify(heard.filter(([, share = 0]) => share > 0.1));
}

/** The leg of a telephone that is live now. */
function legOf(sandbox: TwilioSandbox, number: string): Call {
  const found = sandbox.exchange.calls().findLast((call) => {
    const { from, to, status: state, direction } = call.facts();
    return state === 'in-progress' && (direction === 'inbound' ? from : to) === number;
  });
  if (found === undefined) throw new Error(`${number} is in no call`);
  return found;
}

/** What a dispatcher sees and does at the phone of one desk. */
export function createPhoneHands({ page, desk, sandbox }: PhoneHandsDeps) {
  const panel = () => page().getByRole('complementary', { name: 'Phone' });
  const card = (name: string) => panel().getByRole('region', { name: `Call with ${name}`, exact: true });
  const ring = (name: string) => panel().getByRole('region', { name: `${name} is calling` });
  const withPanelText = async <T>(done: Promise<T>): Promise<T> =>
    done.catch(async (error: unknown) => {
      throw new Error(`${String(error)}; the panel says: ${await panel().innerText()}`);
    });
  const connected = (name: string) =>
    withPanelText(card(name).getByText('Connected').waitFor({ timeout: 20_000 }));
  const closeWrapUps = async () => {
    const buttons = panel().getByRole('button', { name: 'Close', exact: true });
    while ((await buttons.count()) > 0) await buttons.first().click();
  };
  const nobodyIsInACall = () =>
    waitUntil('the end of every call', () =>
      sandbox()
        .exchange.calls()
        .every((call) => call.facts().endedAtMs !== null),
    );
  return {
    panel,
    card,
    ring,
    connected,
    closeWrapUps,
    nobodyIsInACall,
    withPanelText,
    status: (words: RegExp) => page().getByRole('button', { name: words }).waitFor({ timeout: 30_000 }),
    deskHears: (toneHz: number) =>
      waitUntil(`${String(toneHz)} Hz at the desk`, async () => isTone(await desk().hears(toneHz))).catch(
        async (error: unknown) => {
          throw new Error(`${String(error)}; ${await heardTones(desk())}`);
        },
      ),
    legOf: (number: string) => legOf(sandbox(), number),
    /** What a telephone hears from now on. */
    listenAt: (number: string) => listenTo(legOf(sandbox(), number), 'heard'),
    async endEveryCall() {
      for (const call of sandbox().exchange.calls()) call.hangUp();
      await nobodyIsInACall();
      await closeWrapUps();
    },
    async callFromDialPad(number: string) {
      const field = panel().getByRole('textbox', { name: 'Name, number or truck' });
      if (!(await field.isVisible())) await page().keyboard.press('Control+Shift+P');
      await field.fill(number);
      await page().keyboard.press('Enter');
    },
    /** Answers by the key of the desk. */
    async answer(name: string) {
      await ring(name).waitFor({ timeout: 20_000 });
      await page().keyboard.press('Control+Shift+A');
      await connected(name);
    },
    async transfer(name: string, how: 'Speak first' | 'Hand over' | 'Add', entered: string) {
      await card(name).getByRole('button', { name: 'Transfer or add somebody' }).click();
      const dialog = page().getByRole('dialog', { name: 'Transfer or add somebody' });
      await dialog.getByText(how, { exact: true }).click();
      await dialog.getByRole('textbox').fill(entered);
      await page().keyboard.press('Enter');
    },
  };
}
