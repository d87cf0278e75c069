import type { LiveCall } from '../../src-main/core/operations/twilio/calls/contract.ts';
import type { SoftphoneCall, SoftphoneLeg } from '../../src-main/shell/phone/contract.ts';

/** A call with a leg at this desk; `live` is what the core knows of it, `null` while it has not told. */
export interface DeskCall extends SoftphoneCall {
  readonly live: LiveCall | null;
}

export interface CallPicture {
  /** Ringing here, the oldest first. */
  readonly ringing: readonly DeskCall[];
  /** The one a person speaks in. */
  readonly front: DeskCall | null;
  /** The others that go on, in the order in which they began. */
  readonly others: readonly DeskCall[];
  /** They live without this desk, which may join again. */
  readonly rejoinable: readonly LiveCall[];
}

const isHeldLeg = (leg: SoftphoneLeg): boolean =>
  leg.kind === 'held' || (leg.kind === 'reconnecting' && leg.isHeld);

export const isHeld = ({ leg }: Pick<SoftphoneCall, 'leg'>): boolean => isHeldLeg(leg);
export const isRinging = ({ leg }: Pick<SoftphoneCall, 'leg'>): boolean => leg.kind === 'offered';
export const isGoingOn = ({ leg }: Pick<SoftphoneCall, 'leg'>): boolean =>
  leg.kind !== 'ended' && leg.kind !== 'offered';
/** The far end has answered, so there is somebody to hold or to hand over. */
export const isAnswered = ({ leg }: Pick<SoftphoneCall, 'leg'>): boolean =>
  leg.kind === 'connected' ||
  leg.kind === 'openWithoutSound' ||
  isHeldLeg(leg) ||
  leg.kind === 'reconnecting';

/** The same rule as that of the keys outside of the desk (shell/phone/hotkey-order.ts): the front is never held while another is not. */
export function pictureOf(own: readonly SoftphoneCall[], live: readonly LiveCall[]): CallPicture {
  const byId = new Map(live.map((call) => [call.id, call]));
  const calls = own
    .map((call): DeskCall => ({ ...call, live: byId.get(call.callId) ?? null }))
    .sort((a, b) => a.begunAtMs - b.begunAtMs);
  const goingOn = calls.filter(isGoingOn);
  const front = goingOn.find((call) => !isHeld(call)) ?? goingOn.at(-1) ?? null;
  const ownIds = new Set(own.filter(({ leg }) => leg.kind !== 'ended').map(({ callId }) => callId));
  return {
    ringing: calls.filter(isRinging),
    front,
    others: goingOn.filter((call) => call !== front),
    rejoinable: live.filter(({ id, canRejoin }) => canRejoin && !ownIds.has(id)),
  };
}

/** Calls whose leg here has ended between two states, and of which something is left to say. */
export function justEnded(
  before: readonly SoftphoneCall[],
  now: readonly SoftphoneCall[],
): readonly SoftphoneCall[] {
  const nowById = new Map(now.map((call) => [call.callId, call]));
  return before.flatMap((was) => {
    if (was.leg.kind === 'ended') return [];
    const is = nowById.get(was.callId);
    if (is !== undefined && is.leg.kind !== 'ended') return [];
    const ended = is ?? was;
    // One that only rang here is in the call log; there is nothing to wrap up.
    return ended.connectedAtMs === null && ended.direction === 'incoming' ? [] : [ended];
  });
}
