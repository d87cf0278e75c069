import { sampleRateHz } from './audio.ts';

/** PCM 16 of interleaved samples, at the exchange's rate. */
export function encodeWav(samples: Int16Array, channelCount: 1 | 2): Buffer {
  const header = Buffer.alloc(44);
  const byteCount = samples.length * 2;
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + byteCount, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(channelCount, 22);
  header.writeUInt32LE(sampleRateHz, 24);
  header.writeUInt32LE(sampleRateHz * channelCount * 2, 28);
  header.writeUInt16LE(channelCount * 2, 32);
  header.writeUInt16LE(16, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(byteCount, 40);
  return Buffer.concat([header, Buffer.from(samples.buffer, samples.byteOffset, byteCount)]);
}
