import type { CallList } from './call-list.ts';
import type { Devices } from './devices.ts';
import {
  addSample,
  addWarning,
  noQuality,
  qualityNow,
  qualitySummary,
  type QualitySample,
  type QualityTotals,
} from './quality.ts';
import type { SoundLevelMeter } from './sound-levels.ts';
import { watchSound } from './sound-watch.ts';
import type { VoiceDevice, VoiceLeg, VoiceLegHappening } from './voice.ts';

/** The device is free again within a moment of the end, or it never is (sdk-defects.md). */
const freeWithinMs = 1_000;

interface Line {
  readonly leg: VoiceLeg;
  readonly device: VoiceDevice;
  isSignallingDown: boolean;
  totals: QualityTotals;
  stopWatching(): void;
  /** The phone call is over: frees what the leg held. */
  release(): void;
}

interface LinesDeps {
  readonly calls: CallList;
  readonly devices: Devices;
  readonly levels: SoundLevelMeter;
  readonly nowMs: () => number;
  readonly recordQuality: (callId: string, quality: ReturnType<typeof qualitySummary>) => void;
  /** A leg is coming or there; the last one is gone. */
  readonly onUse: (isInUse: boolean) => void;
  /** The socket broke and the SDK gave the leg up without a word. */
  readonly onDropped: (callId: string) => void;
  /** It is the device that receives phone calls; any other was made for one phone call and ends with it. */
  readonly isReceiving: (device: VoiceDevice) => boolean;
  /** The device that receives phone calls says it is busy though its phone call is over. */
  readonly onStuckDevice: (device: VoiceDevice) => void;
}

function tellQuality({ calls }: LinesDeps, callId: string, sample: QualitySample): void {
  const call = calls.find(callId);
  if (call === undefined) return;
  calls.apply(callId, { kind: 'qualityMeasured', quality: qualityNow(sample, call.warnings, call.isMuted) });
}

/** What a leg tells goes into the call list, the meter and the sums of quality. */
function hear(deps: LinesDeps, callId: string, line: Line, happening: VoiceLegHappening): void {
  const { calls, levels } = deps;
  switch (happening.kind) {
    case 'levels':
      levels.ofCall({ microphone: happening.microphone, speaker: happening.speaker });
      return;
    case 'sample':
      line.totals = addSample(line.totals, happening.sample);
      tellQuality(deps, callId, happening.sample);
      return;
    case 'dropped':
      deps.onDropped(callId);
      return;
    case 'heard':
      if (calls.find(callId)?.isHeard === false) calls.apply(callId, happening);
      return;
    case 'warned':
      line.totals = addWarning(line.totals, happening.name);
      calls.apply(callId, happening);
      return;
    case 'reconnecting':
      line.isSignallingDown ||= happening.isSignalling;
      calls.apply(callId, { kind: 'reconnecting' });
      return;
    case 'reconnected':
      line.isSignallingDown = false;
      calls.apply(callId, happening);
      return;
    case 'ended':
      calls.apply(callId, happening);
      line.release();
      return;
    default:
      calls.apply(callId, happening);
  }
}

/** The legs of the phone calls of this desk, each on a device of the SDK: what they tell goes into the call list. */
export function createLines(deps: LinesDeps) {
  const { calls, devices, nowMs } = deps;
  const lines = new Map<string, Line>();
  const reserved = new Set<VoiceDevice>();
  const endUse = () => {
    if (lines.size + reserved.size === 0) deps.onUse(false);
  };

  const isInUse = (device: VoiceDevice) =>
    reserved.has(device) || [...lines.values()].some((line) => line.device === device);

  /** Takes the leg away from its phone call and frees what it held. */
  const release = (callId: string) => {
    const line = lines.get(callId);
    if (line === undefined) return;
    lines.delete(callId);
    endUse();
    line.stopWatching();
    line.leg.listen(() => undefined);
    void line.device.releaseMicrophone().catch(() => undefined); // Refused while it is in use elsewhere: it stays open.
    if (line.totals.sampleCount > 0) deps.recordQuality(callId, qualitySummary(line.totals));
    // A moment later: a hang-up has to be sent first.
    setTimeout(() => {
      if (isInUse(line.device)) return;
      if (!deps.isReceiving(line.device)) line.device.destroy();
      else if (line.device.isBusy()) deps.onStuckDevice(line.device);
    }, freeWithinMs);
  };

  return {
    attach(callId: string, leg: VoiceLeg, device: VoiceDevice) {
      release(callId);
      deps.onUse(true);
      const line: Line = {
        leg,
        device,
        isSignallingDown: false,
        totals: noQuality,
        release: () => release(callId),
        stopWatching: watchSound({
          countPackets: () => leg.countPackets(),
          nowMs,
          tell: (isFlowing) => calls.apply(callId, { kind: isFlowing ? 'soundFlowed' : 'soundStopped' }),
        }),
      };
      lines.set(callId, line);
      leg.setSpeaker(devices.outputId('speaker'));
      leg.listen((happening) => hear(deps, callId, line, happening));
    },
    /** A leg is asked for on this device: until it is attached nobody else may have the device, or make it anew. */
    reserve(device: VoiceDevice) {
      reserved.add(device);
      deps.onUse(true);
    },
    unreserve(device: VoiceDevice) {
      reserved.delete(device);
      endUse();
    },
    find: (callId: string) => lines.get(callId),
    release,
    isInUse,
    count: () => lines.size,
    callIdsOn: (device: VoiceDevice) =>
      [...lines].flatMap(([callId, line]) => (line.device === device ? [callId] : [])),
    /** A microphone or a speaker was plugged in, pulled out, or chosen anew: phone calls that are open go over to it. */
    async useDevices(changed: ReadonlySet<string>) {
      for (const { leg, device } of lines.values()) {
        if (changed.has('speaker')) leg.setSpeaker(devices.outputId('speaker'));
        if (changed.has('microphone'))
          await device.changeMicrophone(devices.microphoneId()).catch(() => undefined);
      }
    },
  };
}

export type Lines = ReturnType<typeof createLines>;
