import type { LiveCall } from '../../src-main/core/operations/twilio/calls/contract.ts';
import type { CallList } from './call-list.ts';
import { isOver, type DeskCall, type FarEnd } from './desk-call.ts';
import { unknownCall } from './order-error.ts';

/** Of an incoming phone call the caller is there already. */
export function farEndOf({ direction, phase }: Pick<LiveCall, 'direction' | 'phase'>): FarEnd {
  if (direction === 'incoming' || phase === 'active') return 'answered';
  if (phase === 'dialling') return 'coming';
  return phase === 'ringing' ? 'ringing' : 'unknown';
}

/** Everybody who is there hears music. */
export function isHeldNow({ parties }: Pick<LiveCall, 'parties'>): boolean {
  const there = parties.filter(({ state }) => state === 'joined');
  return there.length > 0 && there.every(({ isHeld }) => isHeld);
}

/** A leg of this desk that no host holds: it was another page's, which died. */
export const isOrphan = ({ ownLeg, phase }: Pick<LiveCall, 'ownLeg' | 'phase'>): boolean =>
  phase !== 'ended' && (ownLeg === 'connecting' || ownLeg === 'open' || ownLeg === 'reconnecting');

/** What the core's call flow tells of the phone calls: whether the far end answered, who is held, what was lost. */
export function createLiveCalls(deps: {
  readonly calls: CallList;
  readonly takeUp: (callId: string) => Promise<void>;
}) {
  const { calls } = deps;
  /** Phone calls that this page has held: what ended here is not taken up again. */
  const known = new Set<string>();
  let last: readonly LiveCall[] = [];

  const tell = (call: DeskCall, live: LiveCall) => {
    const farEnd = farEndOf(live);
    if (farEnd !== call.farEnd) calls.apply(call.callId, { kind: 'farEndTold', farEnd });
    const isHeld = isHeldNow(live);
    if (isHeld !== call.isHeld) calls.apply(call.callId, { kind: 'heldTold', isHeld });
  };

  const takeUp = async (live: LiveCall) => {
    known.add(live.id);
    calls.add(
      {
        callId: live.id,
        direction: live.direction,
        address: live.number,
        title: live.party?.name ?? live.numberText,
      },
      { birth: 'rejoined' },
    );
    if (live.isMuted) calls.apply(live.id, { kind: 'muteChanged', isMuted: true, untilMs: null });
    await deps.takeUp(live.id);
  };

  return {
    remember: (callId: string) => void known.add(callId),
    follow(liveCalls: readonly LiveCall[]) {
      last = liveCalls;
      for (const live of liveCalls) {
        const call = calls.find(live.id);
        if (call && !isOver(call)) tell(call, live);
        else if (!known.has(live.id) && isOrphan(live)) void takeUp(live);
      }
    },
    /** By a person's wish. */
    async rejoin(callId: string) {
      const live = last.find(({ id }) => id === callId);
      if (live === undefined) throw unknownCall();
      await takeUp(live);
    },
    /** Then a hang-up here is the end for both; otherwise the others go on. */
    isAloneWithFarEnd(callId: string) {
      const live = last.find(({ id }) => id === callId);
      if (live === undefined) return true;
      const there = live.parties.filter(({ state }) => state === 'joined' || state === 'ringing');
      return there.length <= 1 && live.joinedDesks.length <= 1;
    },
  };
}

export type LiveCalls = ReturnType<typeof createLiveCalls>;
