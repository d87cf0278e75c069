import {
  frameMs,
  frameSampleCount,
  sampleRateHz,
  sequence,
  type AudioSource,
  type Sounds,
} from '../exchange/index.ts';
import { framesOf } from './mulaw.ts';
import { readWav } from './wav-reader.ts';

/** About -14 dB of full scale: several voices fit into one mix without clipping. */
const amplitude = 6_500;

/** Frequencies sounding together, in phase from frame to frame; endless without a duration. */
function tones(frequenciesHz: readonly number[], durationMs = Infinity): AudioSource {
  let frameIndex = 0;
  const frameCount = Math.ceil(durationMs / frameMs);
  return {
    next() {
      if (frameIndex >= frameCount) return null;
      const first = frameIndex * frameSampleCount;
      frameIndex += 1;
      return Int16Array.from({ length: frameSampleCount }, (_, index) => {
        const angle = (2 * Math.PI * (first + index)) / sampleRateHz;
        let sum = 0;
        for (const frequencyHz of frequenciesHz) sum += Math.sin(angle * frequencyHz);
        return Math.round((sum * amplitude) / Math.max(1, frequenciesHz.length));
      });
    },
  };
}

const rows = [697, 770, 852, 941];
const columns = [1_209, 1_336, 1_477, 1_633];
const keys = ['123A', '456B', '789C', '*0#D'];

/** ITU-T Q.23. */
export const dtmfFrequencies = (digit: string): readonly [number, number] | null => {
  const row = keys.findIndex((line) => line.includes(digit));
  const column = keys[row]?.indexOf(digit) ?? -1;
  const low = rows[row];
  const high = columns[column];
  return low === undefined || high === undefined || digit === '' ? null : [low, high];
};

const pause = (durationMs: number) => tones([], durationMs);
const digitMs = 160;
const digitGapMs = 80;

/** `w` waits half a second, as in Twilio's SendDigits. */
const digits = (text: string): AudioSource =>
  sequence(
    [...text].flatMap((digit) => {
      const pair = dtmfFrequencies(digit);
      if (pair === null) return [() => pause(digit === 'W' ? 1_000 : 500)];
      return [() => tones(pair, digitMs), () => pause(digitGapMs)];
    }),
  );

/** A fundamental and two formants per vowel, in hertz. Source: averages of Peterson and Barney, 1952, rounded. */
const vowels: Readonly<Record<string, readonly number[]>> = {
  a: [125, 730, 1_090],
  e: [130, 530, 1_840],
  i: [135, 270, 2_290],
  o: [120, 570, 840],
  u: [125, 300, 870],
  y: [135, 390, 1_990],
};

/** Length and rhythm of the sentence: vowels sound, everything between them is a short gap, stops are longer ones. */
const speech = (text: string): AudioSource =>
  sequence(
    [...text.toLowerCase()].map((letter) => () => {
      const formants = vowels[letter];
      if (formants !== undefined) return tones(formants, 120);
      return pause(/[.,;:!?]/.test(letter) ? 300 : 40);
    }),
  );

/** Four notes per tune, told apart by their frequencies: 20 seconds of waiting stay bearable. */
const tunes: Readonly<Record<string, readonly number[]>> = {
  hold: [523, 659, 784, 659],
  wait: [392, 494, 587, 494],
  office: [440, 554, 659, 554],
};

/** What a caller hears in North America while it rings: 440 and 480 Hz, two seconds on, four off. */
const ringback = () => sequence([() => tones([440, 480], 2_000), () => pause(4_000)], 0);

function wav(bytes: Uint8Array): AudioSource {
  const frames = framesOf(readWav(bytes));
  let index = 0;
  return { next: () => frames[index++] ?? null };
}

export const sounds: Sounds = {
  tune(name = 'hold') {
    const notes = tunes[name] ?? tunes['hold'] ?? [];
    return sequence(
      notes.map((note) => () => tones([note], 400)),
      0,
    );
  },
  tone: (frequencyHz, durationMs) => tones([frequencyHz], durationMs),
  ringback,
  beep: () => tones([1_000], 200),
  pause,
  speech,
  wav,
  digits,
};
