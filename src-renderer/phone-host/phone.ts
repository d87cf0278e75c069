import type { PhoneOrder } from '../../src-main/shell/phone/contract.ts';
import type { CallList } from './call-list.ts';
import type { CoreCalls } from './core-calls.ts';
import { isInTalk, isOffered, isOver, othersToHold, type DeskCall } from './desk-call.ts';
import type { Devices } from './devices.ts';
import type { EventLog } from './event-log.ts';
import type { Lines } from './lines.ts';
import { failureOf, notNow, OrderError, unknownCall, within } from './order-error.ts';
import type { IncomingVoiceCall, VoiceDevice } from './voice.ts';

/** A leg that is not open by then never will be: the SDK waits for ever. */
const openWithinMs = 15_000;
/** Nobody waits longer for a hold before answering: the microphone is muted there instead. */
const holdWithinMs = 3_000;
/** The SDK says `disconnect` at once, or it never will (facts/twilio.md 3.4). */
const hangUpWithinMs = 1_000;

type CallOrder = Exclude<PhoneOrder, { readonly kind: 'tryDevices' | 'measureReception' }>;

interface PhoneDeps {
  readonly calls: CallList;
  readonly lines: Lines;
  readonly log: EventLog;
  readonly core: CoreCalls;
  readonly devices: Devices;
  /** The device that receives, when a phone call may use it; else a new one. */
  readonly lineDevice: () => Promise<VoiceDevice>;
  /** For a second phone call at the same time. */
  readonly newDevice: () => Promise<VoiceDevice>;
  readonly isDoNotDisturbOn: () => boolean;
  readonly isAloneWithFarEnd: (callId: string) => boolean;
  /** Takes up a phone call that the core knows as live; refuses what it does not know. */
  readonly rejoinLive: (callId: string) => Promise<void>;
}

const tooLate = () => new OrderError('softphone/timeout', 'The telephone service did not answer in time.');

/** What can be done with the phone calls of this desk: the order of steps. */
export function createPhone(deps: PhoneDeps) {
  const { calls, lines, core, devices } = deps;
  const muteTimers = new Map<string, ReturnType<typeof setTimeout>>();

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
  const fail = (callId: string, ending: 'lost' | 'failed', error: unknown) =>
    calls.apply(callId, { kind: 'ended', ending, code: null, message: failureOf(error).message });

  const setMuted = (callId: string, isMuted: boolean, forMs: number | null) => {
    line(callId).leg.mute(isMuted);
    clearTimeout(muteTimers.get(callId));
    const untilMs = isMuted && forMs !== null ? Date.now() + forMs : null;
    calls.apply(callId, { kind: 'muteChanged', isMuted, untilMs });
    if (forMs === null || !isMuted) return;
    muteTimers.set(
      callId,
      setTimeout(() => {
        const call = calls.find(callId);
        if (call && !isOver(call) && lines.find(callId)) setMuted(callId, false, null);
      }, forMs),
    );
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

  /** Ends what does not open in time, and what the network keeps of it. */
  const watchOpening = (callId: string) =>
    setTimeout(() => {
      const call = calls.find(callId);
      const isWaiting =
        call?.end === null && (call.link === 'accepting' || (call.link === 'asked' && !lines.find(callId)));
      if (!isWaiting) return;
      fail(callId, 'lost', tooLate());
      endForGood(callId);
    }, openWithinMs);

  /** The device goes with it: only that stops the sound of a leg the SDK has lost. Then the network's end, by REST. */
  const endForGood = (callId: string) => {
    const lost = lines.find(callId);
    lines.release(callId);
    lost?.device.destroy();
    void endByRest(callId);
  };
  const endByRest = async (callId: string) => {
    const scope = deps.isAloneWithFarEnd(callId) ? 'everybody' : 'thisDesk';
    for (let attempt = 0; attempt < 8; attempt += 1) {
      const isDone = await core.hangUp(callId, scope).then(
        () => true,
        (error: unknown) => ['phone/call-over', 'phone/unknown-call'].includes(failureOf(error).code),
      );
      if (isDone) return;
      await new Promise((resolve) => setTimeout(resolve, Math.min(15_000, 500 * 2 ** attempt)));
    }
  };

  const open = async (callId: string, params: Record<string, string>) => {
    const device = await deps.lineDevice();
    const leg = await within(openWithinMs, device.connect({ params }), tooLate);
    const call = calls.find(callId);
    if (call === undefined || isOver(call)) leg.hangUp();
    else lines.attach(callId, leg, device);
  };

  const dial = async ({ callId, target, ...about }: Extract<CallOrder, { kind: 'dial' }>) => {
    const known = calls.find(callId);
    if (known) return;
    const typed = target.type === 'number' ? target.number : target.identity;
    calls.add({ callId, direction: 'outgoing', address: typed.slice(0, 128), title: typed });
    try {
      const [{ params, title }] = await Promise.all([
        core.beginCall({ callId, target, ...about }),
        putAside(callId),
      ]);
      calls.apply(callId, { kind: 'titled', title });
      await open(callId, params);
    } catch (error) {
      // Refused before it was a phone call: the order's refusal is all there is to say.
      if (failureOf(error).code.startsWith('phone/')) calls.drop(callId);
      else {
        fail(callId, 'failed', error);
        endForGood(callId);
      }
      throw error;
    }
  };

  const answer = async (callId: string) => {
    if (!isOffered(get(callId))) throw notNow();
    const { leg, device } = line(callId);
    calls.apply(callId, { kind: 'accepting' });
    watchOpening(callId);
    await putAside(callId);
    const isFree = !calls
      .all()
      .some((call) => call.callId !== callId && !isOver(call) && lines.find(call.callId)?.device === device);
    if (isFree && !device.isBusy()) {
      leg.accept();
      return;
    }
    // On the same device the SDK would hang up the first phone call: another one takes the second over.
    const connectToken = leg.connectToken();
    if (connectToken === null) throw notNow();
    leg.listen(() => undefined);
    const other = await deps.newDevice();
    const taken = await within(openWithinMs, other.connect({ connectToken }), tooLate);
    lines.attach(callId, taken, other);
  };

  const hangUp = (callId: string) => {
    const call = get(callId);
    const found = lines.find(callId);
    if (isOffered(call)) return decline(callId);
    if (found === undefined || found.isSignallingDown || call.link === 'reconnecting') {
      // The SDK closes its own side only (2.18.5): the far end would go on listening to nobody.
      found?.leg.hangUp();
      calls.apply(callId, { kind: 'ended', ending: 'hungUpHere', code: null, message: null });
      endForGood(callId);
      return;
    }
    found.leg.hangUp();
    setTimeout(() => {
      const later = calls.find(callId);
      if (later?.end !== null) return;
      calls.apply(callId, { kind: 'ended', ending: 'hungUpHere', code: null, message: null });
      endForGood(callId);
    }, hangUpWithinMs);
  };

  const decline = (callId: string) => {
    if (!isOffered(get(callId))) throw notNow();
    line(callId).leg.reject();
  };

  const rejoin = async (callId: string) => {
    const params = await core.rejoinCall(callId);
    await open(callId, params);
    if (calls.find(callId)?.isMuted === true) lines.find(callId)?.leg.mute(true);
  };

  return {
    async order(order: CallOrder): Promise<void> {
      switch (order.kind) {
        case 'dial':
          return dial(order);
        case 'answer':
          return answer(order.callId);
        case 'decline':
          return decline(order.callId);
        case 'silence':
          return calls.apply(get(order.callId).callId, { kind: 'silenced' });
        case 'hangUp':
          return hangUp(order.callId);
        case 'setMuted':
          return setMuted(order.callId, order.isMuted, order.forMs);
        case 'setHeld':
          return setHeld(get(order.callId).callId, order.isHeld);
        case 'swapTo':
          await putAside(get(order.callId).callId);
          return setHeld(order.callId, false);
        case 'merge':
          get(order.callId);
          await core.merge(order.callId, get(order.intoCallId).callId);
          return hangUp(order.callId);
        case 'sendDigits':
          line(order.callId).leg.sendDigits(order.digits);
          deps.log.append(order.callId, [{ kind: 'sentDigits', count: order.digits.length }]);
          return;
        case 'rejoin':
          return deps.rejoinLive(order.callId);
      }
    },
    incoming({ leg, params, from, to }: IncomingVoiceCall, device: VoiceDevice) {
      const callId = /^[0-9a-f-]{36}$/i.test(params['callId'] ?? '')
        ? (params['callId'] ?? '')
        : crypto.randomUUID();
      const address = params['from'] ?? from;
      calls.add(
        { callId, direction: 'incoming', address: address?.slice(0, 128) ?? null, title: address ?? '' },
        { to, callSid: leg.callSid() },
      );
      lines.attach(callId, leg, device);
      if (deps.isDoNotDisturbOn()) leg.reject();
      else if (address !== null) {
        core.titleOf(address).then(
          (title) => calls.apply(callId, { kind: 'titled', title }),
          () => undefined, // The number is shown as it came.
        );
      }
    },
    /** A leg that the SDK gave up: a phone call that was open is taken up again, one that was not is over. */
    async dropped(callId: string) {
      const call = calls.find(callId);
      if (call === undefined || isOver(call)) return;
      const lost = lines.find(callId);
      lines.release(callId);
      lost?.device.destroy();
      const wasOpen = call.link === 'open' || call.link === 'reconnecting';
      if (!wasOpen) {
        calls.apply(callId, { kind: 'ended', ending: 'lost', code: 53001, message: null });
        return endByRest(callId);
      }
      calls.apply(callId, { kind: 'reconnecting' });
      return this.takeUp(callId);
    },
    /** Joins a phone call that lives without this desk's leg. */
    async takeUp(callId: string) {
      try {
        await rejoin(callId);
      } catch (error) {
        fail(callId, 'lost', error);
        await endByRest(callId);
      }
    },
    isInCall: () => calls.all().some((call) => isInTalk(call) || call.isHeld),
    devices,
  };
}

export type Phone = ReturnType<typeof createPhone>;
