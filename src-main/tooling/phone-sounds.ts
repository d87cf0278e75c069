/**
 * Makes the sounds of the phone: our ring, the tone while the far end rings (as in North America: 440 and 480 Hz, two
 * seconds of six), a tone to try a speaker with, and the silence that stands in for the SDK's own sounds.
 *
 *   node src-main/tooling/phone-sounds.ts
 */
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { waveOf, type Tone } from './alert-sounds.ts';
import { fromProject } from './paths.ts';

interface Sound {
  readonly tones: readonly Tone[];
  readonly lengthMs: number;
}

const strike = (hertz: number, fromMs: number): Tone => ({ hertz, fromMs, durationMs: 110 });

/** A warble of two notes, twice, then a pause: looped. */
const ring: Sound = {
  tones: [0, 1].flatMap((turn) =>
    [0, 1, 2].flatMap((beat) => {
      const fromMs = turn * 900 + beat * 240;
      return [strike(880, fromMs), strike(660, fromMs + 120)];
    }),
  ),
  lengthMs: 3_400,
};

const sounds: Readonly<Record<string, Sound>> = {
  'ring.wav': ring,
  'ringback.wav': {
    tones: [440, 480].map((hertz) => ({ hertz, fromMs: 0, durationMs: 2_000 })),
    lengthMs: 6_000,
  },
  'test-tone.wav': { tones: [{ hertz: 523, fromMs: 0, durationMs: 1_200 }], lengthMs: 1_300 },
  'silence.wav': { tones: [], lengthMs: 20 },
};

const folder = fromProject('resources', 'sounds');
await mkdir(folder, { recursive: true });
for (const [name, { tones, lengthMs }] of Object.entries(sounds)) {
  await writeFile(path.join(folder, name), waveOf(tones, lengthMs));
}
