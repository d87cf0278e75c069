/** Telephone sound inside the exchange: 16-bit samples at 8 kHz, in frames of 20 ms, which is also the mixer's beat. */
export const sampleRateHz = 8_000;
export const frameMs = 20;
export const frameSampleCount = (sampleRateHz * frameMs) / 1_000;

/** Always `frameSampleCount` samples. Whoever gets one may keep it, nobody may change it. */
export type Frame = Int16Array;

export const silence: Frame = new Int16Array(frameSampleCount);

/** Something to be heard, frame by frame; `null` when it is over, then for ever. */
export interface AudioSource {
  next(): Frame | null;
}

/** What the exchange itself can sound like; made by media/. */
export interface Sounds {
  /** Endless music for those who wait. `name` picks among the tunes. */
  tune(name?: string): AudioSource;
  /** One frequency; endless when no duration is given. */
  tone(frequencyHz: number, durationMs?: number): AudioSource;
  /** What a caller hears while the other side rings; endless. */
  ringback(): AudioSource;
  beep(): AudioSource;
  pause(durationMs: number): AudioSource;
  /** Stands for a spoken sentence: right in length and rhythm, not understandable. */
  speech(text: string): AudioSource;
  /** WAV, PCM 16 or mu-law, any rate and channel count. Throws for anything else. */
  wav(bytes: Uint8Array): AudioSource;
  digits(digits: string): AudioSource;
}

/** Sum of frames, limited to what 16 bits hold. */
export function mix(frames: readonly Frame[]): Frame {
  const [only] = frames;
  if (only === undefined) return silence;
  if (frames.length === 1) return only;
  const mixed = new Int16Array(frameSampleCount);
  for (let index = 0; index < frameSampleCount; index++) {
    let sum = 0;
    for (const frame of frames) sum += frame[index] ?? 0;
    mixed[index] = Math.max(-32_768, Math.min(32_767, sum));
  }
  return mixed;
}

/** Sources one after another, `times` over (0 is for ever); each is made when its turn comes. */
export function sequence(makers: ReadonlyArray<() => AudioSource>, times = 1): AudioSource {
  let round = 0;
  let index = 0;
  let current: AudioSource | null = null;
  return {
    next() {
      // A round without a single frame would never end.
      for (let skipped = 0; skipped <= makers.length; skipped++) {
        if (index >= makers.length) {
          index = 0;
          round += 1;
        }
        if (times > 0 && round >= times) return null;
        current ??= makers[index]?.() ?? null;
        const frame = current?.next() ?? null;
        if (frame !== null) return frame;
        current = null;
        index += 1;
      }
      return null;
    },
  };
}
