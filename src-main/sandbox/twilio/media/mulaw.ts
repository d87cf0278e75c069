import { frameSampleCount, type Frame } from '../exchange/index.ts';

/** G.711 mu-law, the one codec of the telephone side (RTP payload type 0). Source: ITU-T G.711, table 2a. */
const bias = 132;
const clip = 32_635;

function encodeSample(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0;
  const magnitude = Math.min(Math.abs(sample), clip) + bias;
  const exponent = Math.max(0, 31 - Math.clz32(magnitude) - 7);
  const mantissa = (magnitude >> (exponent + 3)) & 0x0f;
  return ~(sign | (exponent << 4) | mantissa) & 0xff;
}

const decoded = Int16Array.from({ length: 256 }, (_, byte) => {
  const code = ~byte & 0xff;
  const magnitude = ((((code & 0x0f) << 3) + bias) << ((code & 0x70) >> 4)) - bias;
  return (code & 0x80) === 0 ? magnitude : -magnitude;
});

export function encodeMulaw(samples: Int16Array): Buffer {
  const bytes = Buffer.allocUnsafe(samples.length);
  for (let index = 0; index < samples.length; index++) bytes[index] = encodeSample(samples[index] ?? 0);
  return bytes;
}

export function decodeMulaw(bytes: Uint8Array): Int16Array {
  const samples = new Int16Array(bytes.length);
  for (let index = 0; index < bytes.length; index++) samples[index] = decoded[bytes[index] ?? 0] ?? 0;
  return samples;
}

/** Frames of exactly one beat; the last is filled up with silence. */
export function framesOf(samples: Int16Array): Frame[] {
  const frames: Frame[] = [];
  for (let start = 0; start < samples.length; start += frameSampleCount) {
    const part = samples.slice(start, start + frameSampleCount);
    if (part.length === frameSampleCount) frames.push(part);
    else {
      const filled = new Int16Array(frameSampleCount);
      filled.set(part);
      frames.push(filled);
    }
  }
  return frames;
}
