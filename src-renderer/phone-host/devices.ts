import type {
  DeviceRole,
  HostOrders,
  SoftphoneDevices,
  SoundDevice,
} from '../../src-main/shell/phone/contract.ts';
import { chooseDevice, realDevices } from './device-choice.ts';

const settleMs = 300;
const labelLengthMax = 200;
const deviceCountMax = 64;

type Wanted = HostOrders['devices'];
type Plugged = Readonly<Record<DeviceRole, readonly SoundDevice[]>>;

const nameOf = (error: unknown) => (error instanceof Error ? error.name : '');

async function listDevices(): Promise<Plugged> {
  const all = await navigator.mediaDevices.enumerateDevices();
  const ofKind = (kind: MediaDeviceKind) =>
    all
      .filter((device) => device.kind === kind)
      .slice(0, deviceCountMax)
      .map(({ deviceId, label }) => ({ deviceId, label: label.slice(0, labelLengthMax) }));
  const speakers = ofKind('audiooutput');
  return { microphone: ofKind('audioinput'), speaker: speakers, ringer: speakers };
}

function constraintsFor(asked: MediaStreamConstraints, chosen: SoundDevice | null): MediaStreamConstraints {
  const audio = typeof asked.audio === 'object' ? asked.audio : {};
  const own = audio.deviceId === undefined && chosen !== null ? { deviceId: { exact: chosen.deviceId } } : {};
  const cleaned = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  return { audio: { ...cleaned, ...audio, ...own }, video: false };
}

/**
 * Microphone, speaker and ringer of this workstation: what is wanted, what is plugged in, what is therefore used. A
 * device that is pulled out is fallen back from, and taken again when it is back.
 */
export function createDevices(deps: { readonly onChange: (changed: ReadonlySet<DeviceRole>) => void }) {
  let wanted: Wanted = { microphone: null, speaker: null, ringer: null };
  let plugged: Plugged = { microphone: [], speaker: [], ringer: [] };
  let microphoneState: SoftphoneDevices['microphoneState'] = 'unknown';
  let timer: ReturnType<typeof setTimeout> | undefined;

  const used = (role: DeviceRole) => chooseDevice(wanted[role], plugged[role]);
  const usedIds = () => ({
    microphone: used('microphone')?.deviceId,
    speaker: used('speaker')?.deviceId,
    ringer: used('ringer')?.deviceId,
  });
  const change = (make: () => void) => {
    const before = usedIds();
    make();
    const after = usedIds();
    const roles = ['microphone', 'speaker', 'ringer'] as const;
    deps.onChange(new Set(roles.filter((role) => before[role] !== after[role])));
  };

  const refresh = async () => {
    const found = await listDevices();
    change(() => {
      plugged = found;
      if (found.microphone.length === 0) microphoneState = 'missing';
      else if (microphoneState === 'missing') microphoneState = 'unknown';
    });
  };
  const refreshSoon = () => {
    clearTimeout(timer);
    // One headset brings several changes in a row.
    timer = setTimeout(() => void refresh(), settleMs);
  };

  return {
    start() {
      navigator.mediaDevices.addEventListener('devicechange', refreshSoon);
      return refresh();
    },
    want(next: Wanted) {
      change(() => (wanted = next));
    },
    /** '' is the system's, as Chromium names it for outputs. */
    outputId: (role: 'speaker' | 'ringer') => used(role)?.deviceId ?? '',
    microphoneId: () => used('microphone')?.deviceId ?? 'default',
    /** Also learns whether there is a microphone and whether it may be used. */
    async openMicrophone(asked: MediaStreamConstraints = { audio: true }): Promise<MediaStream> {
      try {
        const stream = await navigator.mediaDevices.getUserMedia(constraintsFor(asked, used('microphone')));
        if (microphoneState !== 'ready') change(() => (microphoneState = 'ready'));
        return stream;
      } catch (error) {
        const isDenied = nameOf(error) === 'NotAllowedError';
        change(() => (microphoneState = isDenied ? 'denied' : 'missing'));
        throw error;
      }
    },
    /** Opens and closes the microphone: the only way to learn that it can be opened. */
    async checkMicrophone(): Promise<void> {
      const stream = await this.openMicrophone().catch(() => null);
      for (const track of stream?.getTracks() ?? []) track.stop();
    },
    state(): SoftphoneDevices {
      const usage = (role: DeviceRole) => ({ wanted: wanted[role], used: used(role) });
      return {
        microphones: [...realDevices(plugged.microphone)],
        speakers: [...realDevices(plugged.speaker)],
        microphone: usage('microphone'),
        speaker: usage('speaker'),
        ringer: usage('ringer'),
        microphoneState,
      };
    },
    hasSpeaker: () => plugged.speaker.length > 0,
  };
}

export type Devices = ReturnType<typeof createDevices>;
