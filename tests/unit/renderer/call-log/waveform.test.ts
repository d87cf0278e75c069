import { describe, expect, it } from 'vitest';
import { readWaveform, waveformPath } from '../../../../src-renderer/call-log/waveform.ts';

const bytesOf = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const joined = (...parts: readonly Uint8Array[]) => Uint8Array.from(parts.flatMap((part) => [...part]));

/** 16-bit sound at 8,000 Hz, as the telephone service sends it. */
function encodeWav(samples: Int16Array, channelCount: number): Uint8Array {
  const head = new DataView(new ArrayBuffer(28));
  head.setUint32(0, 16, true);
  head.setUint16(4, 1, true);
  head.setUint16(6, channelCount, true);
  head.setUint32(8, 8_000, true);
  head.setUint32(12, 8_000 * channelCount * 2, true);
  head.setUint16(16, channelCount * 2, true);
  head.setUint16(18, 16, true);
  [...'data'].forEach((char, index) => head.setUint8(20 + index, char.charCodeAt(0)));
  head.setUint32(24, samples.length * 2, true);
  return joined(bytesOf('RIFF\0\0\0\0WAVEfmt '), new Uint8Array(head.buffer), new Uint8Array(samples.buffer));
}

/** A second of two channels: the left loud in the first half, the right quiet all along. */
const stereo = Int16Array.from({ length: 16_000 }, (_, index) => {
  const frame = Math.floor(index / 2);
  const isLeft = index % 2 === 0;
  const height = isLeft ? (frame < 4_000 ? 16_384 : 0) : -3_277;
  return Math.round(height * Math.sin(frame / 3));
});

describe('the drawing of a recording', () => {
  it('shows who spoke when, each channel by itself', () => {
    const waveform = readWaveform(encodeWav(stereo, 2), 4);
    expect(waveform?.map((peaks) => peaks.map((peak) => Number(peak.toFixed(1))))).toEqual([
      [0.5, 0.5, 0, 0],
      [0.1, 0.1, 0.1, 0.1],
    ]);
  });

  it('passes over what else a file holds, and reads a file that was cut off', () => {
    const wav = encodeWav(stereo, 2);
    const withExtra = joined(wav.subarray(0, 36), bytesOf('LIST\x03\0\0\0abc\0'), wav.subarray(36));
    expect(readWaveform(withExtra, 4)).toEqual(readWaveform(wav, 4));
    expect(readWaveform(wav.subarray(0, 44 + 400), 2)?.[0]).toHaveLength(2);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['something else', bytesOf('ID3 an MP3 file begins so, or like this')],
    ['a WAV without sound', encodeWav(new Int16Array(0), 1)],
  ])('draws nothing for %s', (_what, file) => {
    expect(readWaveform(file, 10)).toBeNull();
  });

  it('draws a bar for each stretch, around the middle of its channel', () => {
    expect(waveformPath([[1, 0], [0.25]], 10)).toBe('M0.5 1.0V9.0M1.5 4.5V5.5M0.5 13.0V17.0');
  });
});
