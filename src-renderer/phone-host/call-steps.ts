import type { CallList } from './call-list.ts';
import type { CoreCalls } from './core-calls.ts';
import { isOffered, isOver, othersToHold, type DeskCall } from './desk-call.ts';
import type { Lines } from './lines.ts';
import { failureOf, notNow, OrderError, unknownCall, within } from './order-error.ts';

/** Nobody waits longer for a hold before answering: the microphone is muted there instead. */
const holdWithinMs = 3_000;
/** The SDK says `disconnect` at once, or it never will (sdk-defects.md). */
const hangUpWithinMs = 1_000;
const restAttemptCountMax = 8;

/** A leg that is not open by then never will be: the SDK waits for ever. */
export const openWithinMs = 15_000;

export const tooLate = () =>
  new OrderError('softphone/timeout', 'The telephone service did not answer in time.');

export interface StepDeps {
  readonly calls: CallList;
  readonly lines: Lines;
  readonly core: CoreCalls;
  readonly isAloneWithFarEnd: (callId: string) => boolean;
}

/** What lives here under this id, and its line. */
export function createLookup({ calls, lines }: Pick<StepDeps, 'calls' | 'lines'>) {
  const get = (callId: string): DeskCall => {
    const call = calls.find(callId);
    if (call === undefined || isOver(call)) throw unknownCall();
    return call;
  };
  const line = (callId: string) => {
    get(callId);
    const found = lines.find(callId);
    if (found === undefined) throw notNow();
    return found;
  };
  return { get, line };
}

/** Mute and hold: who hears whom at this desk. */
export function createHearing({ calls, lines, core }: StepDeps) {
  const { line } = createLookup({ calls, lines });
  const muteTimers = new Map<string, ReturnType<typeof setTimeout>>();

  const setMuted = (callId: string, isMuted: boolean, forMs: number | null) => {
    line(callId).leg.mute(isMuted);
    clearTimeout(muteTimers.get(callId));
    const isTimed = isMuted && forMs !== null;
    calls.apply(callId, { kind: 'muteChanged', isMuted, untilMs: isTimed ? Date.now() + forMs : null });
    if (!isTimed) return;
    const unmute = () => {
      const call = calls.find(callId);
      if (call && !isOver(call) && lines.find(callId)) setMuted(callId, false, null);
    };
    muteTimers.set(callId, setTimeout(unmute, forMs));
  };

  const setHeld = async (callId: string, isHeld: boolean) => {
    await core.hold(callId, isHeld);
    calls.apply(callId, { kind: 'heldTold', isHeld });
  };

  /** Nobody overhears the next phone call: held, or, where that cannot be, muted. */
  const putAside = (callId: string): Promise<unknown> =>
    Promise.all(
      othersToHold(calls.all(), callId).map(async (other) => {
        try {
          await within(holdWithinMs, setHeld(other.callId, true), tooLate);
        } catch {
          if (lines.find(other.callId)) setMuted(other.callId, true, null);
        }
      }),
    );
  return { setMuted, setHeld, putAside };
}

/** Ways for a phone call to be over, also where the SDK does not play along. */
export function createEnding({ calls, lines, core, isAloneWithFarEnd }: StepDeps) {
  const { get, line } = createLookup({ calls, lines });

  const endByRest = async (callId: string) => {
    const scope = isAloneWithFarEnd(callId) ? 'everybody' : 'thisDesk';
    for (let attempt = 0; attempt < restAttemptCountMax; attempt += 1) {
      const isDone = await core.hangUp(callId, scope).then(
        () => true,
        (error: unknown) => ['phone/call-over', 'phone/unknown-call'].includes(failureOf(error).code),
      );
      if (isDone) return;
      await new Promise((resolve) => setTimeout(resolve, Math.min(15_000, 500 * 2 ** attempt)));
    }
  };
  /** The device goes with it: only that stops the sound of a leg the SDK has lost. */
  const giveUpLeg = (callId: string) => {
    const lost = lines.find(callId);
    lines.release(callId);
    lost?.device.destroy();
  };
  const endForGood = (callId: string) => {
    giveUpLeg(callId);
    void endByRest(callId);
  };
  const endHere = (callId: string) => {
    calls.apply(callId, { kind: 'ended', ending: 'hungUpHere', code: null, message: null });
    endForGood(callId);
  };
  const decline = (callId: string) => {
    if (!isOffered(get(callId))) throw notNow();
    line(callId).leg.reject();
  };
  const hangUp = (callId: string) => {
    const call = get(callId);
    if (isOffered(call)) {
      decline(callId);
      return;
    }
    calls.apply(callId, { kind: 'hangingUp' });
    const found = lines.find(callId);
    found?.leg.hangUp();
    if (found === undefined || found.isSignallingDown || call.link === 'reconnecting') {
      // The SDK closes its own side only (2.18.5): the far end would go on listening to nobody.
      endHere(callId);
      return;
    }
    setTimeout(() => {
      const later = calls.find(callId);
      if (later !== undefined && !isOver(later)) endHere(callId);
    }, hangUpWithinMs);
  };
  /** For what may have been ended from the other side meanwhile. */
  const hangUpIfLive = (callId: string) => {
    const call = calls.find(callId);
    if (call !== undefined && !isOver(call)) hangUp(callId);
  };
  const fail = (callId: string, ending: 'lost' | 'failed', error: unknown) =>
    calls.apply(callId, { kind: 'ended', ending, code: null, message: failureOf(error).message });
  return { endByRest, endForGood, giveUpLeg, decline, hangUp, hangUpIfLive, fail };
}
