import type { ReceptionReport } from '../../src-main/core/operations/twilio/contract.ts';
import type { HostOrders, HostReport, PhoneOrder } from '../../src-main/shell/phone/contract.ts';
import { coreClient } from '../platform/client.ts';
import { followStream } from '../platform/follow-stream.ts';
import { createCallList } from './call-list.ts';
import { createCoalescer } from './coalesce.ts';
import { createCoreCalls } from './core-calls.ts';
import { publicCall } from './desk-call.ts';
import { createDevices } from './devices.ts';
import { createEventLog } from './event-log.ts';
import { hostClient } from './host-client.ts';
import { createLines } from './lines.ts';
import { createLiveCalls } from './live-calls.ts';
import { createOrders } from './orders.ts';
import { createPhone } from './phone.ts';
import { createReception } from './reception.ts';
import { signallingHeardAtMs } from './signalling-socket.ts';
import { createSoundLevels } from './sound-levels.ts';
import { createSounds, planSounds } from './sounds.ts';
import { createTestRing } from './test-ring.ts';
import { createTrials } from './trials.ts';
import { createVoiceDevice } from './voice-sdk.ts';
import type { IncomingVoiceCall, VoiceDevice, VoiceDeviceHappening } from './voice.ts';

const nowMs = () => Date.now();
const newId = () => crypto.randomUUID();
/** The shell takes a host for hung that does not report for 30 s. */
const reportIdleMs = 5_000;
/** The core takes it for silent after twice that. */
const receptionIdleMs = 10_000;
/** A network or a device that changes does so several times in a row. */
const settleMs = 2_000;

/** Puts the phone together and lets it run, for the life of the page. */
export function startPhoneHost(first: HostOrders): void {
  const hostId = newId();
  const core = createCoreCalls();
  let current = first;

  const log = createEventLog({ record: core.recordEvents, newId, nowMs });
  const publishing = createCoalescer(() => publish(), 20, reportIdleMs);
  const receptionReporting = createCoalescer(() => reportReception(), 200, receptionIdleMs);
  const changed = () => {
    publishing.wish();
    receptionReporting.wish();
  };

  const calls = createCallList({
    log,
    nowMs,
    onChange: (before, after) => {
      if (before === null) live.remember(after.callId);
      playSounds();
      publishing.wish();
    },
  });
  const devices = createDevices({
    onChange: (roles) => {
      void lines.useDevices(roles);
      if (roles.has('microphone')) {
        levels.reopen();
        measureSoon({ isAnew: false });
      }
      playSounds();
      changed();
    },
  });
  const sounds = createSounds(devices.outputId);
  const levels = createSoundLevels({
    openMicrophone: () => devices.openMicrophone(),
    tell: (told) => void hostClient.reportSoundLevels(told).catch(() => undefined),
    nowMs,
  });
  const lines = createLines({
    calls,
    devices,
    levels,
    nowMs,
    recordQuality: (callId, quality) => void core.recordQuality(callId, quality).catch(() => undefined),
    onDropped: (callId) => void phone.dropped(callId),
    isReceiving: (device) => device === reception.device(),
    onStuckDevice: () => reception.measureAgain(),
  });
  const makeDevice = (
    token: string,
    signalling: { readonly chunderw: string | null; readonly edge: string | null },
    tell: (happening: VoiceDeviceHappening) => void,
  ) =>
    createVoiceDevice(token, {
      chunderw: signalling.chunderw,
      edge: signalling.edge,
      openMicrophone: (asked) => devices.openMicrophone(asked),
      tell,
    });
  const testRing = createTestRing({ begin: core.beginTestRing, onChange: changed, nowMs });
  const reception = createReception({
    getToken: core.getToken,
    makeDevice,
    onIncoming: (call, device) => takeIncoming(call, device),
    onChange: changed,
    isInUse: lines.isInUse,
    isInCall: () => lines.count() > 0,
    nowMs,
  });
  const newDevice = async (): Promise<VoiceDevice> => {
    const signalling = reception.signalling();
    const { token } = await core.getToken();
    return makeDevice(token, signalling ?? { chunderw: null, edge: null }, () => undefined);
  };
  const lineDevice = async () => {
    const receiving = reception.device();
    const isFree = receiving !== null && reception.registration() === 'registered';
    const isRinging = calls.all().some(({ leg }) => leg.kind === 'offered');
    const canTake = isFree && !receiving.isBusy() && !lines.isInUse(receiving) && !isRinging;
    return canTake ? receiving : newDevice();
  };
  const live = createLiveCalls({ calls, takeUp: (callId) => phone.takeUp(callId) });
  const phone = createPhone({
    calls,
    lines,
    log,
    core,
    devices,
    lineDevice,
    newDevice,
    isDoNotDisturbOn: () => current.isDoNotDisturbOn,
    isAloneWithFarEnd: live.isAloneWithFarEnd,
    rejoinLive: live.rejoin,
  });
  const trials = createTrials({ devices, sounds, onChange: changed });

  const takeIncoming = (call: IncomingVoiceCall, device: VoiceDevice) => {
    const testId = call.params['testId'];
    if (testId === undefined) {
      phone.incoming(call, device);
      return;
    }
    call.leg.reject();
    testRing.rang(testId);
  };
  const playSounds = () => sounds.follow(planSounds(calls.all(), current.isRingSoundOn));
  const publish = () => {
    const report: HostReport = {
      calls: calls.all().slice(-8).map(publicCall),
      devices: devices.state(),
      isRingSounding: sounds.isRingSounding(),
      trial: trials.current(),
      registration: reception.registration(),
    };
    hostClient.reportSoftphone(report).catch(() => undefined); // The shell is closing.
  };
  const reportReception = () => {
    const { microphoneState } = devices.state();
    const report: ReceptionReport = {
      hostId,
      ...reception.facts(),
      heardAtMs: signallingHeardAtMs(),
      microphone: microphoneState,
      speaker: devices.hasSpeaker() ? 'ready' : 'missing',
      testRing: testRing.state(),
    };
    core.reportReception(report).catch(() => undefined); // The core is away; it is told again in ten seconds.
  };
  const measure = async ({ isByPerson = false, isAnew = true }) => {
    if (isAnew) reception.measureAgain();
    await devices.checkMicrophone();
    for (let waited = 0; waited < 50 && reception.registration() !== 'registered'; waited += 1) {
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    if (reception.registration() === 'registered') await testRing.begin(isByPerson);
  };
  const carryOut = (order: PhoneOrder): Promise<void> => {
    if (order.kind === 'tryDevices') return trials.begin(order.trial);
    if (order.kind === 'measureReception') return measure({ isByPerson: true });
    return phone.order(order);
  };
  const orders = createOrders({
    carryOut,
    settle: (orderId, failure) => hostClient.settleOrder({ orderId, failure }),
  });
  let settling: ReturnType<typeof setTimeout> | undefined;
  const measureSoon = (how: Parameters<typeof measure>[0] = {}) => {
    clearTimeout(settling);
    settling = setTimeout(() => void measure(how).catch(() => undefined), settleMs);
  };

  followStream({
    open: (signal) => hostClient.watchHostOrders(undefined, { signal }),
    onItem: (next) => {
      if (next.wakeCount !== current.wakeCount) measureSoon();
      current = next;
      devices.want(next.devices);
      levels.want(next.areLevelsWanted);
      playSounds();
      orders.follow(next);
    },
    needsCore: false,
  });
  followStream({
    open: (signal) => coreClient.phone.watchPhone(undefined, { signal }),
    onItem: ({ account, signalling }) => {
      const isNew = reception.signalling() === null && account === 'configured';
      reception.use(account === 'configured' ? signalling : null);
      if (isNew) measureSoon({ isAnew: false });
    },
  });
  followStream({
    open: (signal) => coreClient.phone.watchLiveCalls(undefined, { signal }),
    onItem: (liveCalls) => live.follow(liveCalls),
  });
  window.addEventListener('online', () => measureSoon());
  void devices.start().then(() => devices.checkMicrophone());
  publishing.wish();
  receptionReporting.wish();
}
