import { Call, Device } from '@twilio/voice-sdk';
import silence from '../../resources/sounds/silence.wav?no-inline';
import { createDigitQueue } from './digit-queue.ts';
import { endingOf, type VoiceFailure } from './ending.ts';
import type { QualitySample } from './quality.ts';
import { createVoiceGraph, type VoiceGraph } from './voice-graph.ts';
import type {
  IncomingVoiceCall,
  VoiceDevice,
  VoiceDeviceOptions,
  VoiceLeg,
  VoiceLegListener,
} from './voice.ts';

/**
 * The one file that knows Twilio's SDK (2.18.5). It turns what the SDK says, and what it forgets to say, into `voice.ts`;
 * the defects met here are listed in README.md.
 */

/** Private options of the SDK that its types leave out. */
interface PrivateOptions {
  readonly chunderw?: string;
  readonly publishEvents: boolean;
}

/** Every sound of the SDK is silence of ours: it would fetch them from the internet, and delay a ring by 2 s without. */
const soundNames = [
  ...['incoming', 'outgoing', 'disconnect', 'dtmfs', 'dtmfh'],
  ...Array.from({ length: 10 }, (_, digit) => `dtmf${String(digit)}`),
];
const sounds = Object.fromEntries(soundNames.map((name) => [name, silence]));

/** Louder than this was heard: the SDK's 0 to 1 of the loudest frequency bins. */
const heardLevel = 0.05;

const failureOf = (error: unknown): VoiceFailure | null => {
  if (typeof error !== 'object' || error === null) return null;
  const code = 'code' in error && typeof error.code === 'number' ? error.code : 0;
  const message = 'message' in error && typeof error.message === 'string' ? error.message : '';
  return { code, message };
};

/** Packets of sound that came in so far. The SDK's own figures come a second late and need a second to differ. */
async function countPackets(connection: RTCPeerConnection | null): Promise<number | null> {
  if (connection === null || connection.connectionState === 'closed') return null;
  let count = 0;
  for (const report of (await connection.getStats()).values() as Iterable<Record<string, unknown>>) {
    if (report['type'] === 'inbound-rtp' && typeof report['packetsReceived'] === 'number') {
      count += report['packetsReceived'];
    }
  }
  return count;
}

const sampleOf = (sample: {
  mos: number | null;
  rtt: number;
  jitter: number;
  packetsLostFraction: number;
}): QualitySample => {
  const known = (value: number | null | undefined, max: number) =>
    typeof value === 'number' && Number.isFinite(value) ? Math.min(max, Math.max(0, value)) : null;
  return {
    mos: known(sample.mos, 5),
    roundTripMs: known(sample.rtt, 60_000),
    jitterMs: known(sample.jitter, 60_000),
    packetLossPercent: known(sample.packetsLostFraction, 100),
  };
};

interface LegParts {
  readonly call: Call;
  readonly connection: () => RTCPeerConnection | null;
}

function listenToCall(call: Call, tell: VoiceLegListener, isHungUpHere: () => boolean): void {
  let failure: VoiceFailure | null = null;
  let isOver = false;
  const end = (ending: ReturnType<typeof endingOf>, error: VoiceFailure | null) => {
    if (isOver) return;
    isOver = true;
    tell({ kind: 'ended', ending, code: error?.code ?? null, message: error?.message ?? null });
  };
  const tellSid = () => {
    const sid: unknown = call.parameters['CallSid'];
    if (typeof sid === 'string' && sid !== '') tell({ kind: 'sidTold', callSid: sid });
  };
  call.on('ringing', (hasEarlyMedia: boolean) => {
    tellSid();
    tell({ kind: 'rang', hasEarlyMedia });
  });
  call.on('accept', () => {
    tellSid();
    tell({ kind: 'opened' });
  });
  call.on('cancel', () => end('stoppedRinging', null));
  call.on('reject', () => end('declined', null));
  call.on('error', (error: unknown) => {
    failure = failureOf(error);
  });
  // The error may come before or after the disconnect (31401 and 53405 come after): both are waited for.
  call.on('disconnect', () =>
    setTimeout(() => end(endingOf(failure, isHungUpHere()), isHungUpHere() ? null : failure), 0),
  );
  call.on('reconnecting', (error: unknown) => {
    const isSignalling = failureOf(error)?.code === 53001;
    tell({ kind: 'reconnecting', isSignalling });
  });
  call.on('reconnected', () => {
    failure = null;
    tell({ kind: 'reconnected' });
  });
  call.on('transportClose', () => {
    const isPending = call.status() === Call.State.Pending;
    // While it rings here, and without a token to come back with, the SDK says nothing more, ever.
    if (isPending) end('stoppedRinging', null);
    else if (call.connectToken === undefined) setTimeout(() => tell({ kind: 'dropped' }), 0);
  });
  call.on('volume', (_input: number, output: number) => {
    tell({ kind: 'levels', microphone: _input, speaker: output });
    if (output > heardLevel) tell({ kind: 'heard' });
  });
  call.on('sample', (sample: Parameters<typeof sampleOf>[0]) =>
    tell({ kind: 'sample', sample: sampleOf(sample) }),
  );
  call.on('warning', (name: string) => tell({ kind: 'warned', name }));
  call.on('warning-cleared', (name: string) => tell({ kind: 'warningCleared', name }));
}

/** For another speaker the SDK would add a second element and a sound graph between the two; the one it has can go over. */
function speakerOf(call: Call): (deviceId: string) => void {
  let element: HTMLAudioElement | null = null;
  let wanted = '';
  const apply = () => void element?.setSinkId(wanted).catch(() => undefined); // Pulled out just now: the next choice comes.
  call.on('audio', (made: HTMLAudioElement) => {
    element = made;
    if (wanted !== '') apply();
  });
  return (deviceId) => {
    if (deviceId === wanted) return;
    wanted = deviceId;
    apply();
  };
}

function createLeg({ call, connection }: LegParts): VoiceLeg {
  let isHungUpHere = false;
  // Nobody may listen yet when the first things happen.
  const early: Parameters<VoiceLegListener>[0][] = [];
  let tell: VoiceLegListener = (happening) => void early.push(happening);
  const sendDigits = createDigitQueue((digit) => {
    if (call.status() !== Call.State.Closed) call.sendDigits(digit);
  });
  listenToCall(
    call,
    (happening) => tell(happening),
    () => isHungUpHere,
  );
  return {
    listen(listener) {
      tell = listener;
      for (const happening of early.splice(0)) listener(happening);
    },
    callSid: () => (call.parameters['CallSid'] as string | undefined) ?? null,
    connectToken: () => call.connectToken ?? null,
    accept: () => call.accept(),
    reject: () => call.reject(),
    hangUp() {
      isHungUpHere = true;
      call.disconnect();
    },
    mute: (isMuted) => call.mute(isMuted),
    sendDigits,
    setSpeaker: speakerOf(call),
    countPackets: () => countPackets(connection()),
  };
}

/** A `Map` of the SDK as plain fields. */
const fieldsOf = (map: ReadonlyMap<string, string>): Readonly<Record<string, string>> =>
  Object.fromEntries([...map.entries()]);

function incomingOf(call: Call, leg: VoiceLeg): IncomingVoiceCall {
  const parameters = call.parameters as Readonly<Record<string, string | undefined>>;
  return {
    leg,
    params: fieldsOf(call.customParameters),
    from: parameters['From'] ?? null,
    to: parameters['To'] ?? null,
  };
}

function sdkOptions(options: VoiceDeviceOptions, onConnection: (made: RTCPeerConnection) => void) {
  class WatchedConnection extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      onConnection(this);
    }
  }
  const all: Device.Options & PrivateOptions = {
    ...(options.chunderw === null ? {} : { chunderw: options.chunderw }),
    ...(options.edge === null ? {} : { edge: options.edge }),
    // Nobody asked the office whether every second of a call may be told to the vendor.
    publishEvents: false,
    allowIncomingWhileBusy: true,
    closeProtection: false,
    codecPreferences: [Call.Codec.Opus, Call.Codec.PCMU],
    enableImprovedSignalingErrorPrecision: true,
    maxCallSignalingTimeoutMs: 30_000,
    getUserMedia: options.openMicrophone,
    RTCPeerConnection: WatchedConnection,
    sounds,
    logLevel: 'silent',
  };
  return all;
}

/** Of the page, as the SDK's context is; made with the first device. */
let voiceGraph: VoiceGraph | null = null;

/** Tells whether a phone call goes on: the SDK's sound graphs live as long as that. */
export function setVoiceGraphOpen(isOpen: boolean): void {
  const { audioContext } = Device;
  if (audioContext) voiceGraph ??= createVoiceGraph(audioContext, () => new AudioContext());
  if (isOpen) voiceGraph?.open();
  else voiceGraph?.close();
}

export function createVoiceDevice(token: string, options: VoiceDeviceOptions): VoiceDevice {
  let connection: RTCPeerConnection | null = null;
  const device = new Device(
    token,
    sdkOptions(options, (made) => (connection = made)),
  );
  const { audio } = device;
  audio?.incoming(false);
  audio?.outgoing(false);
  audio?.disconnect(false);
  const legOf = (call: Call) => {
    // The connection is made when the call is accepted: the one made after that is its own.
    let own: RTCPeerConnection | null = null;
    call.once('accept', () => (own = connection));
    call.once('disconnect', () => {
      if (own === connection) connection = null;
      own = null;
    });
    return createLeg({ call, connection: () => own });
  };
  const { tell } = options;
  for (const state of ['registering', 'registered', 'unregistered', 'destroyed'] as const) {
    device.on(state, () => tell({ kind: 'state', state }));
  }
  device.on('error', (error: unknown) => {
    const failure = failureOf(error);
    if (failure) tell({ kind: 'failed', failure });
  });
  device.on('incoming', (call: Call) => tell({ kind: 'incoming', call: incomingOf(call, legOf(call)) }));

  return {
    // Never settles while the server is away (issue 445 of the SDK), so nobody waits for it.
    register: () => void device.register().catch(() => undefined),
    connect: async (target) => legOf(await device.connect(target)),
    updateToken: (next) => device.updateToken(next),
    changeMicrophone: async (deviceId) => {
      await audio?.setInputDevice(deviceId);
    },
    releaseMicrophone: async () => {
      await audio?.unsetInputDevice();
    },
    isBusy: () => device.isBusy,
    destroy: () => device.destroy(),
  };
}
