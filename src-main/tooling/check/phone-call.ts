import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright';
import type { Desk } from './desk.ts';

/** A simulated telephone that answers and speaks (src-main/sandbox/twilio/media/phones.ts decides by the number). */
const telephone = '+13125550143';
const stepTimeoutMs = 30_000;
const pollMs = 100;

export interface PhoneCallFigures {
  /** From the wish to call until the far end had answered and its sound arrived. */
  readonly connectedMs: number;
  /** Energy of what was heard, as the browser's decoder sums it up; silence is 0. */
  readonly heardEnergy: number;
}

/** What is used of the browser; the types of this folder know Node only. */
interface Connection {
  setRemoteDescription(this: Connection, description: unknown): Promise<void>;
  getStats(): Promise<ReadonlyMap<string, Readonly<Record<string, unknown>>>>;
}
interface HostPage {
  readonly RTCPeerConnection: { readonly prototype: Connection };
  checkedConnections: Connection[];
}

/** Runs in the hidden window: keeps every connection that is made from now on. */
function keepConnections(): void {
  const page = globalThis as unknown as HostPage;
  const kept: Connection[] = (page.checkedConnections = []);
  const { prototype } = page.RTCPeerConnection;
  const { setRemoteDescription } = prototype;
  prototype.setRemoteDescription = function (description) {
    kept.push(this);
    return setRemoteDescription.call(this, description);
  };
}

/** Runs in the hidden window. */
async function readHeardEnergy(): Promise<number> {
  const { checkedConnections } = globalThis as unknown as HostPage;
  let energy = 0;
  for (const connection of checkedConnections) {
    for (const report of (await connection.getStats()).values()) {
      if (report['type'] === 'inbound-rtp') energy += Number(report['totalAudioEnergy'] ?? 0);
    }
  }
  return energy;
}

async function until<T>(what: string, read: () => Promise<T>, isReached: (value: T) => boolean): Promise<T> {
  const deadlineMs = Date.now() + stepTimeoutMs;
  for (;;) {
    const value = await read();
    if (isReached(value)) return value;
    if (Date.now() > deadlineMs) throw new Error(`${what} after ${stepTimeoutMs / 1_000} s`);
    await pause(pollMs);
  }
}

/** Places one phone call through the app, as a dispatcher would, and waits until sound was heard. */
export async function placePhoneCall({ app, page }: Desk): Promise<PhoneCallFigures> {
  const findHost = () => app.windows().find((window) => window.url().includes('phone-host'));
  const host = await until(
    'the phone has no hidden window',
    () => Promise.resolve(findHost()),
    (found): found is Page => found !== undefined,
  );
  if (host === undefined) throw new Error('the phone has no hidden window');
  await page.getByRole('button', { name: /can receive calls/ }).waitFor({ timeout: stepTimeoutMs });
  await host.evaluate(keepConnections);
  await page.keyboard.press('Control+Shift+P');
  const phone = page.getByRole('complementary', { name: 'Phone' });
  await phone.getByRole('textbox', { name: 'Name, number or truck' }).fill(telephone);
  const startedAtMs = performance.now();
  await page.keyboard.press('Enter');
  await phone.getByText('Connected').waitFor({ timeout: stepTimeoutMs });
  const connectedMs = Math.round(performance.now() - startedAtMs);
  const heardEnergy = await until(
    'nothing was heard in the phone call',
    () => host.evaluate(readHeardEnergy),
    (energy) => energy > 0,
  );
  await page.keyboard.press('Control+Shift+X');
  await phone.getByRole('button', { name: 'Close', exact: true }).click({ timeout: stepTimeoutMs });
  await page.keyboard.press('Control+Shift+P');
  return { connectedMs, heardEnergy };
}
