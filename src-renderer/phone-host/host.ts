import type { PhoneState, ReceptionReport } from '../../src-main/core/operations/twilio/tokens/contract.ts';
import type { HostOrders, HostReport, PhoneOrder } from '../../src-main/shell/phone/contract.ts';
import { coreClient } from '../platform/client.ts';
import { followStream } from '../platform/follow-stream.ts';
import { createCallList, type CallList } from './call-list.ts';
import { createCoalescer } from './coalesce.ts';
import { createCoreCalls } from './core-calls.ts';
import { publicCall } from './desk-call.ts';
import { createDevices, type Devices } from './devices.ts';
import { createEventLog } from './event-log.ts';
import { hostClient } from './host-client.ts';
import { createLines, type Lines } from './lines.ts';
import { createLiveCalls, type LiveCalls } from './live-calls.ts';
import { createMeasuring, type Measuring } from './measuring.ts';
import { createOrders } from './orders.ts';
import { createPhone, type Phone } from './phone.ts';
import { Reception } from './reception.ts';
import { signallingHeardAtMs } from './signalling-socket.ts';
import { createSoundLevels, type SoundLevelMeter } from './sound-levels.ts';
import { createSounds, planSounds, type Sounds } from './sounds.ts';
import { createTestRing, type TestRingRunner } from './test-ring.ts';
import { createTrials, type Trials } from './trials.ts';
import { createVoiceDevice, setVoiceGraphOpen } from './voice-sdk.ts';
import type { VoiceDevice, VoiceDeviceHappening } from './voice.ts';

const nowMs = () => Date.now();
const newId = () => crypto.randomUUID();
/** The shell takes a host for hung that does not report for 30 s. */
const reportIdleMs = 5_000;
/** The core takes it for silent when one of these is missing. */
const receptionIdleMs = 10_000;

/** Everything of the page. The parts need each other, so each finds the others here when it runs. */
interface Host {
  readonly hostId: string;
  readonly core: ReturnType<typeof createCoreCalls>;
  orders: HostOrders;
  calls: CallList;
  devices: Devices;
  sounds: Sounds;
  levels: SoundLevelMeter;
  trials: Trials;
  lines: Lines;
  reception: Reception;
  testRing: TestRingRunner;
  measuring: Measuring;
  live: LiveCalls;
  phone: Phone;
  /** Something that desks or the core see has changed. */
  changed(): void;
  playSounds(): void;
}

function addSound(host: Host): void {
  host.devices = createDevices({
    onChange: (roles) => {
      void host.lines.useDevices(roles);
      if (roles.has('microphone')) {
        host.levels.reopen();
        host.measuring.soon({ isAnew: false });
      }
      host.playSounds();
      host.changed();
    },
  });
  host.sounds = createSounds(host.devices.outputId);
  host.levels = createSoundLevels({
    openMicrophone: () => host.devices.openMicrophone(),
    tell: (told) => void hostClient.reportSoundLevels(told).catch(() => undefined),
    nowMs,
  });
  host.trials = createTrials({ devices: host.devices, sounds: host.sounds, onChange: host.changed });
  host.playSounds = () => host.sounds.follow(planSounds(host.calls.all(), host.orders.isRingSoundOn));
}

function makeDevice(
  host: Host,
  token: string,
  signalling: Pick<PhoneState['signalling'], 'chunderw' | 'edge'>,
  tell: (happening: VoiceDeviceHappening) => void,
): VoiceDevice {
  return createVoiceDevice(token, {
    chunderw: signalling.chunderw,
    edge: signalling.edge,
    openMicrophone: (asked) => host.devices.openMicrophone(asked),
    tell,
  });
}

function addReception(host: Host): void {
  host.testRing = createTestRing({ begin: host.core.beginTestRing, onChange: host.changed, nowMs });
  host.reception = new Reception({
    getToken: host.core.getToken,
    makeDevice: (token, signalling, tell) => makeDevice(host, token, signalling, tell),
    onIncoming: (call, device) => {
      const testId = call.params['testId'];
      if (testId === undefined) host.phone.incoming(call, device);
      else {
        call.leg.reject();
        host.testRing.rang(testId);
      }
    },
    onChange: host.changed,
    onCutOff: (device) => {
      for (const callId of host.lines.callIdsOn(device)) void host.phone.takeOver(callId);
    },
    isInUse: (device) => host.lines.isInUse(device),
    isInCall: () => host.lines.count() > 0,
    nowMs,
  });
  host.measuring = createMeasuring(host);
}

function addCalls(host: Host): void {
  const log = createEventLog({ record: host.core.recordEvents, newId, nowMs });
  host.calls = createCallList({
    log,
    nowMs,
    onChange: (before, after) => {
      if (before === null) host.live.remember(after.callId);
      host.playSounds();
      host.changed();
    },
  });
  const { calls, core, devices, levels } = host;
  const recordQuality: Parameters<typeof createLines>[0]['recordQuality'] = (callId, quality) =>
    void core.recordQuality(callId, quality).catch(() => undefined); // Its loss is not worth a second try.
  host.lines = createLines({
    ...{ calls, devices, levels, nowMs, recordQuality },
    onUse: setVoiceGraphOpen,
    onDropped: (callId) => void host.phone.dropped(callId),
    isReceiving: (device) => device === host.reception.device(),
    onStuckDevice: () => host.reception.measureAgain(),
  });
  const newDevice = async () => {
    const { token } = await core.getToken();
    const signalling = host.reception.signalling() ?? { chunderw: null, edge: null };
    return makeDevice(host, token, signalling, () => undefined);
  };
  const lineDevice = async () => {
    const receiving = host.reception.device();
    const isReady = receiving !== null && host.reception.registration() === 'registered';
    const isRinging = calls.all().some(({ leg }) => leg.kind === 'offered');
    const isFree = isReady && !isRinging && !receiving.isBusy() && !host.lines.isInUse(receiving);
    return isFree ? receiving : newDevice();
  };
  host.live = createLiveCalls({ calls, takeUp: (callId) => host.phone.takeUp(callId) });
  host.phone = createPhone({
    ...{ calls, lines: host.lines, log, core, lineDevice, newDevice },
    isDoNotDisturbOn: () => host.orders.isDoNotDisturbOn,
    isAloneWithFarEnd: host.live.isAloneWithFarEnd,
    rejoinLive: host.live.rejoin,
  });
}

function publish({ calls, devices, sounds, trials, reception }: Host): void {
  const report: HostReport = {
    calls: calls.all().slice(-8).map(publicCall),
    devices: devices.state(),
    isRingSounding: sounds.isRingSounding(),
    trial: trials.current(),
    registration: reception.registration(),
  };
  hostClient.reportSoftphone(report).catch(() => undefined); // The shell is closing.
}

function reportReception({ hostId, core, devices, reception, testRing }: Host): void {
  const report: ReceptionReport = {
    hostId,
    ...reception.facts(),
    heardAtMs: signallingHeardAtMs(),
    microphone: devices.state().microphoneState,
    speaker: devices.hasSpeaker() ? 'ready' : 'missing',
    testRing: testRing.state(),
  };
  core.reportReception(report).catch(() => undefined); // The core is away; it is told again in ten seconds.
}

function followStreams(host: Host): void {
  const carryOut = (order: PhoneOrder): Promise<void> => {
    if (order.kind === 'tryDevices') return host.trials.begin(order.trial);
    if (order.kind === 'measureReception') return host.measuring.now({ isByPerson: true });
    return host.phone.order(order);
  };
  const settle = (orderId: number, failure: { readonly code: string; readonly message: string } | null) =>
    hostClient.settleOrder({ orderId, failure });
  const orders = createOrders({ carryOut, settle });
  followStream({
    open: (signal) => hostClient.watchHostOrders(undefined, { signal }),
    onItem: (next) => {
      if (next.wakeCount !== host.orders.wakeCount) host.measuring.soon();
      host.orders = next;
      host.devices.want(next.devices);
      host.levels.want(next.areLevelsWanted);
      host.playSounds();
      orders.follow(next);
    },
    needsCore: false,
  });
  followStream({
    open: (signal) => coreClient.phone.watchPhone(undefined, { signal }),
    onItem: ({ account, signalling }) => {
      const isNew = host.reception.signalling() === null && account === 'configured';
      host.reception.use(account === 'configured' ? signalling : null);
      if (isNew) host.measuring.soon({ isAnew: false });
    },
  });
  followStream({
    open: (signal) => coreClient.phone.watchLiveCalls(undefined, { signal }),
    onItem: (liveCalls) => host.live.follow(liveCalls),
  });
}

/** Puts the phone together and lets it run, for the life of the page. */
export function startPhoneHost(first: HostOrders): void {
  // Filled by the next lines, before anything runs.
  const host = { hostId: newId(), core: createCoreCalls(), orders: first } as Host;
  const publishing = createCoalescer(() => publish(host), 20, reportIdleMs);
  const reporting = createCoalescer(() => reportReception(host), 200, receptionIdleMs);
  host.changed = () => {
    publishing.wish();
    reporting.wish();
  };
  addSound(host);
  addReception(host);
  addCalls(host);
  followStreams(host);
  window.addEventListener('online', () => host.measuring.soon());
  void host.devices.start().then(() => host.devices.checkMicrophone());
  host.changed();
}
