import type { HotkeyAction, PhoneOrder, SoftphoneCall } from './contract.ts';

type DeskAction = PhoneOrder | { readonly kind: 'toggleDoNotDisturb' };

const isOffered = ({ leg }: SoftphoneCall) => leg.kind === 'offered';
const isLive = ({ leg }: SoftphoneCall) => leg.kind !== 'ended' && leg.kind !== 'offered';
const isHeld = ({ leg }: SoftphoneCall) => leg.kind === 'held' || (leg.kind === 'reconnecting' && leg.isHeld);

/** The phone call a key or the tray means: the one a person speaks in, else the one that was begun last. */
export function callInFront(calls: readonly SoftphoneCall[]): SoftphoneCall | null {
  const live = calls.filter(isLive);
  return live.find((call) => !isHeld(call)) ?? live.at(-1) ?? null;
}

/** What a key pressed somewhere on this computer asks for; `null`: nothing that could be meant. */
export function actionOfHotkey(action: HotkeyAction, calls: readonly SoftphoneCall[]): DeskAction | null {
  const offered = calls.find(isOffered);
  const front = callInFront(calls);
  switch (action) {
    case 'answer':
      return offered ? { kind: 'answer', callId: offered.callId } : null;
    case 'hangUp':
      if (front !== null) return { kind: 'hangUp', callId: front.callId };
      return offered ? { kind: 'decline', callId: offered.callId } : null;
    case 'mute':
      return front && { kind: 'setMuted', callId: front.callId, isMuted: !front.isMuted, forMs: null };
    case 'hold':
      return front && { kind: 'setHeld', callId: front.callId, isHeld: !isHeld(front) };
    case 'doNotDisturb':
      return { kind: 'toggleDoNotDisturb' };
  }
}
