/**
 * Makes the sounds of alerts: two short tones each, soft at both ends, 8 bits at 11 kHz, a few kilobytes.
 *
 *   node src-main/tooling/alert-sounds.ts
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fromProject } from './paths.ts';

export interface Tone {
  readonly hertz: number;
  readonly fromMs: number;
  readonly durationMs: number;
}

const sampleRate = 11_025;
const fadeMs = 12;
const loudness = 0.35;
const headerBytes = 44;

/** Two tones down for "look when you can", three up for "look now". */
const sounds: Readonly<Record<string, readonly Tone[]>> = {
  'alert.wav': [
    { hertz: 784, fromMs: 0, durationMs: 130 },
    { hertz: 587, fromMs: 150, durationMs: 190 },
  ],
  'alert-urgent.wav': [
    { hertz: 659, fromMs: 0, durationMs: 120 },
    { hertz: 880, fromMs: 140, durationMs: 120 },
    { hertz: 1_175, fromMs: 280, durationMs: 220 },
  ],
};

function amplitudeAt(tones: readonly Tone[], timeMs: number): number {
  let sum = 0;
  for (const { hertz, fromMs, durationMs } of tones) {
    const atMs = timeMs - fromMs;
    if (atMs < 0 || atMs > durationMs) continue;
    const fade = Math.min(1, atMs / fadeMs, (durationMs - atMs) / fadeMs);
    const phase = (2 * Math.PI * hertz * atMs) / 1_000;
    sum += fade * (Math.sin(phase) + 0.25 * Math.sin(2 * phase));
  }
  return sum * loudness;
}

/** RIFF WAVE, PCM, one channel of unsigned bytes; with silence at the end up to `lengthMs`. */
export function waveOf(tones: readonly Tone[], lengthMs = 0): Buffer {
  const endMs = Math.max(lengthMs, ...tones.map(({ fromMs, durationMs }) => fromMs + durationMs));
  const sampleCount = Math.ceil((endMs / 1_000) * sampleRate);
  const wave = Buffer.alloc(headerBytes + sampleCount);
  wave.write('RIFF', 0, 'ascii');
  wave.writeUInt32LE(wave.length - 8, 4);
  wave.write('WAVEfmt ', 8, 'ascii');
  wave.writeUInt32LE(16, 16);
  wave.writeUInt16LE(1, 20);
  wave.writeUInt16LE(1, 22);
  wave.writeUInt32LE(sampleRate, 24);
  wave.writeUInt32LE(sampleRate, 28);
  wave.writeUInt16LE(1, 32);
  wave.writeUInt16LE(8, 34);
  wave.write('data', 36, 'ascii');
  wave.writeUInt32LE(sampleCount, 40);
  for (let sample = 0; sample < sampleCount; sample += 1) {
    const value = amplitudeAt(tones, (sample / sampleRate) * 1_000);
    wave[headerBytes + sample] = Math.max(0, Math.min(255, Math.round(128 + 127 * value)));
  }
  return wave;
}

if (import.meta.filename === process.argv[1]) {
  const folder = fromProject('resources', 'sounds');
  await mkdir(folder, { recursive: true });
  for (const [name, tones] of Object.entries(sounds)) {
    await writeFile(path.join(folder, name), waveOf(tones));
  }
}
