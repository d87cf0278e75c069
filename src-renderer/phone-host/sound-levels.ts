import type { SoundLevels } from '../../src-main/shell/phone/contract.ts';

const intervalMs = 100;
/** Levels that a phone call told are its own for so long. */
const ofCallMs = 500;

interface Meter {
  read(): number;
  close(): void;
}

async function openMeter(openMicrophone: () => Promise<MediaStream>): Promise<Meter> {
  const stream = await openMicrophone();
  const context = new AudioContext();
  const analyser = context.createAnalyser();
  analyser.fftSize = 512;
  context.createMediaStreamSource(stream).connect(analyser);
  const samples = new Float32Array(analyser.fftSize);
  return {
    read() {
      analyser.getFloatTimeDomainData(samples);
      let sum = 0;
      for (const sample of samples) sum += sample * sample;
      // Speech has a root mean square of 0.05 to 0.3: shown on the whole scale.
      return Math.min(1, Math.sqrt(sum / samples.length) * 3);
    },
    close() {
      for (const track of stream.getTracks()) track.stop();
      void context.close();
    },
  };
}

/** Tells levels ten times a second while somebody looks: those of the phone call, else of a microphone opened for it. */
export function createSoundLevels(deps: {
  readonly openMicrophone: () => Promise<MediaStream>;
  readonly tell: (levels: SoundLevels) => void;
  readonly nowMs: () => number;
}) {
  let isWanted = false;
  let meter: Meter | null = null;
  let isOpening = false;
  let ofCall: (SoundLevels & { readonly atMs: number }) | null = null;
  let timer: ReturnType<typeof setInterval> | undefined;

  const closeMeter = () => {
    meter?.close();
    meter = null;
  };
  const open = async () => {
    if (isOpening || meter !== null) return;
    isOpening = true;
    const opened = await openMeter(deps.openMicrophone).catch(() => null);
    isOpening = false;
    if (isWanted) meter = opened;
    else opened?.close();
  };
  const beat = () => {
    if (ofCall !== null && deps.nowMs() - ofCall.atMs < ofCallMs) {
      closeMeter();
      deps.tell({ microphone: ofCall.microphone, speaker: ofCall.speaker });
      return;
    }
    if (meter === null) void open();
    deps.tell({ microphone: meter?.read() ?? null, speaker: null });
  };

  return {
    want(wanted: boolean) {
      if (wanted === isWanted) return;
      isWanted = wanted;
      clearInterval(timer);
      if (wanted) timer = setInterval(beat, intervalMs);
      else closeMeter();
    },
    ofCall(levels: SoundLevels) {
      ofCall = { ...levels, atMs: deps.nowMs() };
    },
    /** Another microphone was chosen. */
    reopen: closeMeter,
  };
}

export type SoundLevelMeter = ReturnType<typeof createSoundLevels>;
