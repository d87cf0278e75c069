import { sampleRateHz } from '../exchange/index.ts';
import { SandboxError } from '../../errors.ts';
import { decodeMulaw } from './mulaw.ts';

interface Format {
  readonly code: number;
  readonly channelCount: number;
  readonly rateHz: number;
  readonly bits: number;
}

const pcm = 1;
const mulaw = 7;

function samplesOf(bytes: Buffer, format: Format): Int16Array {
  if (format.code === mulaw && format.bits === 8) return decodeMulaw(bytes);
  if (format.code === pcm && format.bits === 16) {
    return Int16Array.from({ length: bytes.length >> 1 }, (_, index) => bytes.readInt16LE(index * 2));
  }
  throw new SandboxError(`a WAV of format ${format.code} with ${format.bits} bits is not understood`);
}

/** Channels averaged, and the nearest sample taken: it is for telephones. */
function toTelephone(samples: Int16Array, { channelCount, rateHz }: Format): Int16Array {
  const step = rateHz / sampleRateHz;
  const length = Math.floor(samples.length / channelCount / step);
  return Int16Array.from({ length }, (_, index) => {
    const start = Math.floor(index * step) * channelCount;
    let sum = 0;
    for (let channel = 0; channel < channelCount; channel++) sum += samples[start + channel] ?? 0;
    return Math.round(sum / channelCount);
  });
}

/** PCM 16 or mu-law, any rate and channel count, as samples at the exchange's rate. Throws `SandboxError` otherwise. */
export function readWav(file: Uint8Array): Int16Array {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (bytes.toString('latin1', 0, 4) !== 'RIFF' || bytes.toString('latin1', 8, 12) !== 'WAVE') {
    throw new SandboxError('not a WAV file');
  }
  let format: Format | null = null;
  for (let offset = 12; offset + 8 <= bytes.length;) {
    const name = bytes.toString('latin1', offset, offset + 4);
    const size = bytes.readUInt32LE(offset + 4);
    const body = bytes.subarray(offset + 8, offset + 8 + size);
    if (name === 'fmt ' && body.length >= 16) {
      format = {
        code: body.readUInt16LE(0),
        channelCount: Math.max(1, body.readUInt16LE(2)),
        rateHz: Math.max(1, body.readUInt32LE(4)),
        bits: body.readUInt16LE(14),
      };
    }
    if (name === 'data' && format !== null) return toTelephone(samplesOf(body, format), format);
    offset += 8 + size + (size % 2);
  }
  throw new SandboxError('the WAV file has no data');
}
