import { sampleRateHz } from '../exchange/index.ts';
import { dtmfFrequencies } from './sounds.ts';

/** Share of the samples' energy that is at one frequency, 0 to 1. Goertzel's algorithm. */
export function shareAt(samples: Int16Array, frequencyHz: number): number {
  const turn = 2 * Math.cos((2 * Math.PI * frequencyHz) / sampleRateHz);
  let before = 0;
  let beforeThat = 0;
  let energy = 0;
  for (const sample of samples) {
    const now = sample + turn * before - beforeThat;
    beforeThat = before;
    before = now;
    energy += sample * sample;
  }
  if (energy === 0) return 0;
  const power = before * before + beforeThat * beforeThat - turn * before * beforeThat;
  return (2 * power) / (samples.length * energy);
}

const digitChars = [...'0123456789*#ABCD'];

/** Both tones must hold most of the energy. Twelve frames in a hundred of loud speech pass one tone, not both. */
function digitIn(samples: Int16Array): string | null {
  let loudest = 0;
  for (const sample of samples) loudest = Math.max(loudest, Math.abs(sample));
  if (loudest < 500) return null;
  const isDigit = (digit: string) => {
    const pair = dtmfFrequencies(digit);
    if (pair === null) return false;
    const [low, high] = pair.map((frequencyHz) => shareAt(samples, frequencyHz));
    return (low ?? 0) > 0.25 && (high ?? 0) > 0.25;
  };
  return digitChars.find(isDigit) ?? null;
}

/** Hears keys in the sound, as an answering machine does: a digit counts once, when it has lasted two frames. */
export function createDigitHearer(onDigit: (digit: string) => void): (samples: Int16Array) => void {
  let current: string | null = null;
  let frameCount = 0;
  return (samples) => {
    const digit = digitIn(samples);
    frameCount = digit === current ? frameCount + 1 : 1;
    current = digit;
    if (digit !== null && frameCount === 2) onDigit(digit);
  };
}
