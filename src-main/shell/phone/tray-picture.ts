import type { SoftphoneCall, Softphone } from './contract.ts';
import { callInFront } from './hotkey-order.ts';

export type TrayTone = 'ready' | 'notReady' | 'doNotDisturb' | 'ringing' | 'inCall' | 'muted';

/** What the tray shows: the most pressing thing first. */
export function trayPicture(softphone: Softphone): {
  readonly tone: TrayTone;
  readonly call: SoftphoneCall | null;
} {
  const offered = softphone.calls.find(({ leg }) => leg.kind === 'offered') ?? null;
  if (offered) return { tone: 'ringing', call: offered };
  const front = callInFront(softphone.calls);
  if (front) return { tone: front.isMuted ? 'muted' : 'inCall', call: front };
  const isReady = softphone.host === 'running' && softphone.registration === 'registered';
  if (!isReady) return { tone: 'notReady', call: null };
  return { tone: softphone.isDoNotDisturbOn ? 'doNotDisturb' : 'ready', call: null };
}

/** Blue, green, red: as bitmaps of Chromium order them. */
const colours: Readonly<Record<TrayTone, readonly [number, number, number]>> = {
  ready: [0x4e, 0xa8, 0x2f],
  notReady: [0x31, 0x31, 0xe0],
  doNotDisturb: [0x8e, 0x8e, 0x8e],
  ringing: [0x1a, 0x9a, 0xf5],
  inCall: [0xe0, 0x7c, 0x22],
  muted: [0x1f, 0x6a, 0xff],
};

/** A dot in the lower right corner of a square bitmap of four bytes a pixel; the original is left alone. */
export function withDot(bitmap: Uint8Array, sidePixels: number, tone: TrayTone): Uint8Array {
  const painted = Uint8Array.from(bitmap);
  const radius = sidePixels * 0.26;
  const centre = sidePixels - radius - 0.5;
  const [blue, green, red] = colours[tone];
  for (let y = 0; y < sidePixels; y += 1) {
    for (let x = 0; x < sidePixels; x += 1) {
      const isInside = (x - centre) ** 2 + (y - centre) ** 2 <= radius ** 2;
      if (isInside) painted.set([blue, green, red, 0xff], (y * sidePixels + x) * 4);
    }
  }
  return painted;
}
