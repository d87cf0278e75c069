/** The loudest moment of each stretch from beginning to end, 0 to 1; one list for each channel. */
export type Waveform = readonly (readonly number[])[];

const headBytes = 12;
const chunkHeadBytes = 8;
const pcm = 1;
const pcmBits = 16;
const loudest = 32_768;

interface Chunks {
  readonly format: { readonly code: number; readonly channelCount: number; readonly bits: number } | null;
  readonly data: { readonly offset: number; readonly bytes: number } | null;
}

const nameAt = (view: DataView, offset: number): string =>
  String.fromCharCode(...[0, 1, 2, 3].map((index) => view.getUint8(offset + index)));

/** The two parts of a WAV file (RIFF) that matter. */
function findChunks(view: DataView): Chunks {
  let format: Chunks['format'] = null;
  let data: Chunks['data'] = null;
  if (view.byteLength < headBytes || nameAt(view, 0) !== 'RIFF') return { format, data };
  for (let offset = headBytes; offset + chunkHeadBytes <= view.byteLength && data === null;) {
    const bytes = view.getUint32(offset + 4, true);
    const body = offset + chunkHeadBytes;
    if (nameAt(view, offset) === 'fmt ' && body + 16 <= view.byteLength) {
      format = {
        code: view.getUint16(body, true),
        channelCount: view.getUint16(body + 2, true),
        bits: view.getUint16(body + 14, true),
      };
    }
    if (nameAt(view, offset) === 'data')
      data = { offset: body, bytes: Math.min(bytes, view.byteLength - body) };
    offset = body + bytes + (bytes % 2);
  }
  return { format, data };
}

/**
 * Read from the samples themselves: a browser's decoder would turn an hour of telephone sound into a gigabyte. `null`: not
 * plain 16-bit sound, as recordings of the telephone service are; it can be played all the same.
 */
export function readWaveform(file: Uint8Array, stretchCount: number): Waveform | null {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const { format, data } = findChunks(view);
  if (format?.code !== pcm || format.bits !== pcmBits || format.channelCount < 1 || data === null)
    return null;
  const frameBytes = (format.channelCount * pcmBits) / 8;
  const frameCount = Math.floor(data.bytes / frameBytes);
  if (frameCount === 0) return null;
  const count = Math.min(stretchCount, frameCount);
  return Array.from({ length: format.channelCount }, (_, channel) =>
    Array.from({ length: count }, (_ignored, stretch) => {
      const first = Math.floor((stretch * frameCount) / count);
      const end = Math.floor(((stretch + 1) * frameCount) / count);
      let peak = 0;
      for (let frame = first; frame < end; frame += 1) {
        const sample = view.getInt16(data.offset + frame * frameBytes + channel * 2, true);
        peak = Math.max(peak, Math.abs(sample));
      }
      return peak / loudest;
    }),
  );
}

/** A bar for each stretch around the middle line of its channel, as an SVG path. */
export function waveformPath(waveform: Waveform, channelHeight: number): string {
  return waveform
    .flatMap((peaks, channel) =>
      peaks.map((peak, index) => {
        // Telephone sound is quiet: the root shows a voice beside the loudest moment.
        const half = Math.max(0.5, (Math.sqrt(peak) * (channelHeight - 2)) / 2);
        const middle = channelHeight * (channel + 0.5);
        return `M${String(index + 0.5)} ${(middle - half).toFixed(1)}V${(middle + half).toFixed(1)}`;
      }),
    )
    .join('');
}
