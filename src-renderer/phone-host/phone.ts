import type { PhoneOrder } from '../../src-main/shell/phone/contract.ts';
import {
  createEnding,
  createHearing,
  createLookup,
  openWithinMs,
  tooLate,
  type StepDeps,
} from './call-steps.ts';
import { isOffered, isOver } from './desk-call.ts';
import type { EventLog } from './event-log.ts';
import { failureOf, notNow, within } from './order-error.ts';
import { createTakeOver } from './take-over.ts';
import type { IncomingVoiceCall, VoiceDevice, VoiceLeg } from './voice.ts';

type CallOrder = Exclude<PhoneOrder, { readonly kind: 'tryDevices' | 'measureReception' }>;
type Dial = Extract<CallOrder, { readonly kind: 'dial' }>;

interface PhoneDeps extends StepDeps {
  readonly log: EventLog;
  /** The device that receives, when a phone call may use it; else a new one. */
  readonly lineDevice: () => Promise<VoiceDevice>;
  /** For a second phone call at the same time. */
  readonly newDevice: () => Promise<VoiceDevice>;
  readonly isDoNotDisturbOn: () => boolean;
  /** Takes up a phone call that the core knows as live; refuses what it does not know. */
  readonly rejoinLive: (callId: string) => Promise<void>;
}

interface Steps {
  readonly hearing: ReturnType<typeof createHearing>;
  readonly ending: ReturnType<typeof createEnding>;
}

const isCallId = (text: string | undefined): text is string =>
  text !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

interface Connected {
  readonly leg: VoiceLeg;
  readonly device: VoiceDevice;
}

/** A leg out, and what becomes of it. */
function createConnecting(deps: PhoneDeps) {
  const { calls, lines } = deps;
  const connect = async (params: Record<string, string>): Promise<Connected> => {
    const device = await deps.lineDevice();
    lines.reserve(device);
    try {
      return { device, leg: await within(openWithinMs, device.connect({ params }), tooLate) };
    } catch (error) {
      lines.unreserve(device);
      throw error;
    }
  };
  const giveUp = ({ leg, device }: Connected) => {
    lines.unreserve(device);
    leg.hangUp();
  };

  const settle = (callId: string, connected: Connected) => {
    const call = calls.find(callId);
    if (call === undefined || isOver(call)) {
      giveUp(connected);
      return;
    }
    lines.attach(callId, connected.leg, connected.device);
    lines.unreserve(connected.device);
  };
  return { connect, settle, giveUp };
}

/** A call flow elsewhere (the hub's) knows of the call by these alone. */
const connectParams = (callId: string, target: Dial['target'], ownNumber: string | null) => ({
  intent: 'call',
  callId,
  target: target.type === 'number' ? target.number : `client:${target.identity}`,
  ...(ownNumber === null ? {} : { ownNumber }),
});

/** Building a leg: out, in, and again. */
function createOpening(deps: PhoneDeps, { hearing, ending }: Steps) {
  const { calls, lines, core } = deps;
  const { get, line } = createLookup(deps);
  const { connect, settle, giveUp } = createConnecting(deps);

  const book = async ({ callId, target, ownNumber, vehicleId, alertId }: Dial) => {
    const asked = { callId, target, ownNumber, vehicleId, alertId };
    // The leg is on its way while the call is booked: the call flow waits for the booking before anybody is rung.
    const coming = hearing.putAside(callId).then(() => connect(connectParams(callId, target, ownNumber)));
    coming.catch(() => undefined); // Asked below, unless the booking is refused.
    try {
      const { title } = await core.beginCall(asked);
      calls.apply(callId, { kind: 'titled', title });
      settle(callId, await coming);
    } catch (error) {
      void coming.then(giveUp).catch(() => undefined);
      // Refused before it was a phone call: the order's refusal is all there is to say.
      if (failureOf(error).code.startsWith('phone/')) calls.drop(callId);
      else {
        ending.fail(callId, 'failed', error);
        ending.endForGood(callId);
      }
      throw error;
    }
  };

  const dial = async (order: Dial) => {
    const { callId, target } = order;
    if (calls.find(callId) !== undefined) return;
    const typed = target.type === 'number' ? target.number : target.identity;
    calls.add({ callId, direction: 'outgoing', address: typed, title: typed });
    await book(order);
  };

  const watchOpening = (callId: string) =>
    setTimeout(() => {
      if (calls.find(callId)?.link !== 'accepting' || calls.find(callId)?.end !== null) return;
      ending.fail(callId, 'lost', tooLate());
      ending.endForGood(callId);
    }, openWithinMs);

  const answer = async (callId: string) => {
    if (!isOffered(get(callId))) throw notNow();
    const { leg, device } = line(callId);
    calls.apply(callId, { kind: 'accepting' });
    watchOpening(callId);
    await hearing.putAside(callId);
    const others = calls.all().filter((call) => call.callId !== callId && !isOver(call));
    const isFree = others.every((other) => lines.find(other.callId)?.device !== device);
    if (isFree && !device.isBusy()) {
      leg.accept();
      return;
    }
    // On the same device the SDK would hang up the first phone call: another one takes the second over.
    const connectToken = leg.connectToken();
    if (connectToken === null) throw notNow();
    leg.listen(() => undefined);
    const other = await deps.newDevice();
    lines.attach(callId, await within(openWithinMs, other.connect({ connectToken }), tooLate), other);
  };

  /** Joins a phone call that lives without this desk's leg. */
  const takeUp = async (callId: string) => {
    try {
      settle(callId, await connect(await core.rejoinCall(callId)));
      if (calls.find(callId)?.isMuted === true) lines.find(callId)?.leg.mute(true);
    } catch (error) {
      ending.fail(callId, 'lost', error);
      await ending.endByRest(callId);
    }
  };
  return { dial, answer, takeUp };
}

/** What comes without having been asked for: somebody calls, a leg breaks. */
function createHappenings(deps: PhoneDeps, { ending }: Steps, takeUp: (callId: string) => Promise<void>) {
  const { calls, lines, core } = deps;
  return {
    incoming({ leg, params, from, to }: IncomingVoiceCall, device: VoiceDevice): void {
      const named = params['callId'];
      const callId = isCallId(named) ? named : crypto.randomUUID();
      const address = (params['from'] ?? from)?.slice(0, 128) ?? null;
      const call = { callId, direction: 'incoming', address, title: address ?? '' } as const;
      calls.add(call, { to, callSid: leg.callSid() });
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
    async dropped(callId: string): Promise<void> {
      const call = calls.find(callId);
      if (call === undefined || isOver(call)) return;
      ending.giveUpLeg(callId);
      if (call.link === 'open' || call.link === 'reconnecting') {
        calls.apply(callId, { kind: 'reconnecting' });
        await takeUp(callId);
        return;
      }
      calls.apply(callId, { kind: 'ended', ending: 'lost', code: 53_001, message: null });
      await ending.endByRest(callId);
    },
  };
}

/** What can be done with the phone calls of this desk: the order of steps. */
export function createPhone(deps: PhoneDeps) {
  const { calls, core, log } = deps;
  const { get, line } = createLookup(deps);
  const steps: Steps = { hearing: createHearing(deps), ending: createEnding(deps) };
  const { hearing, ending } = steps;
  const { dial, answer, takeUp } = createOpening(deps, steps);

  const order = async (given: CallOrder): Promise<void> => {
    switch (given.kind) {
      case 'dial':
        return dial(given);
      case 'answer':
        return answer(given.callId);
      case 'decline':
        return ending.decline(given.callId);
      case 'silence':
        return calls.apply(get(given.callId).callId, { kind: 'silenced' });
      case 'hangUp':
        return ending.hangUp(given.callId);
      case 'setMuted':
        return hearing.setMuted(given.callId, given.isMuted, given.forMs);
      case 'setHeld':
        return hearing.setHeld(get(given.callId).callId, given.isHeld);
      case 'swapTo':
        await hearing.putAside(get(given.callId).callId);
        return hearing.setHeld(given.callId, false);
      case 'merge':
        await core.merge(get(given.callId).callId, get(given.intoCallId).callId);
        return ending.hangUpIfLive(given.callId);
      case 'sendDigits':
        line(given.callId).leg.sendDigits(given.digits);
        return log.append(given.callId, [{ kind: 'sentDigits', count: given.digits.length }]);
      case 'rejoin':
        return deps.rejoinLive(given.callId);
    }
  };
  return { order, takeUp, takeOver: createTakeOver(deps), ...createHappenings(deps, steps, takeUp) };
}

export type Phone = ReturnType<typeof createPhone>;
