/**
 * Review track, format 1: fixes of one vehicle as columns, oldest first, each time once; base64 in an answer of the core.
 * Layout, little-endian, each column `count` long, widest first so that every column is aligned:
 *   timeMs f64 | latitudeE7 i32 | longitudeE7 i32 | speedDeciMph u16 | headingDeg u16 | engine u8 | fuelPercent u8 |
 *   speedLimitMph u8 | afterSilence u8
 * 24 bytes a fix, where the same as JSON takes about 60 and a check per number.
 */
const rowBytes = 8 + 4 + 4 + 2 + 2 + 1 + 1 + 1 + 1;

/** Marks "not known" in a u16 or u8 column. */
export const trackUnknownU16 = 0xffff;
export const trackUnknownU8 = 0xff;

/** Index = the byte in the engine column. Only ever append. */
export const trackEngineStates = ['unknown', 'off', 'on', 'idle'] as const;

export interface ReviewTrack {
  readonly timeMs: Float64Array;
  readonly latitudeE7: Int32Array;
  readonly longitudeE7: Int32Array;
  readonly speedDeciMph: Uint16Array;
  readonly headingDeg: Uint16Array;
  /** What was last heard of it at or before the fix. */
  readonly engine: Uint8Array;
  readonly fuelPercent: Uint8Array;
  readonly speedLimitMph: Uint8Array;
  /** 1 where nothing was stored for more than 5 minutes before the fix: nobody knows the way to it. */
  readonly afterSilence: Uint8Array;
}

/** The columns over a buffer of `trackBytes(count)` bytes, without copying. */
export function trackOver(buffer: ArrayBuffer, count: number): ReviewTrack {
  let offset = 0;
  const take = (bytes: number) => {
    const start = offset;
    offset += bytes * count;
    return start;
  };
  return {
    timeMs: new Float64Array(buffer, take(8), count),
    latitudeE7: new Int32Array(buffer, take(4), count),
    longitudeE7: new Int32Array(buffer, take(4), count),
    speedDeciMph: new Uint16Array(buffer, take(2), count),
    headingDeg: new Uint16Array(buffer, take(2), count),
    engine: new Uint8Array(buffer, take(1), count),
    fuelPercent: new Uint8Array(buffer, take(1), count),
    speedLimitMph: new Uint8Array(buffer, take(1), count),
    afterSilence: new Uint8Array(buffer, take(1), count),
  };
}

export interface AllocatedTrack {
  readonly buffer: ArrayBuffer;
  readonly track: ReviewTrack;
}

/** Room for `count` fixes, with nothing known but what is filled in. */
export function allocateTrack(count: number): AllocatedTrack {
  const buffer = new ArrayBuffer(rowBytes * count);
  const track = trackOver(buffer, count);
  track.speedDeciMph.fill(trackUnknownU16);
  track.headingDeg.fill(trackUnknownU16);
  track.fuelPercent.fill(trackUnknownU8);
  track.speedLimitMph.fill(trackUnknownU8);
  return { buffer, track };
}

/** Copies the rows of `indexes`, in that order, into a track of their own. */
export function pickRows(source: ReviewTrack, indexes: ArrayLike<number>): AllocatedTrack {
  const picked = allocateTrack(indexes.length);
  const names = Object.keys(source) as (keyof ReviewTrack)[];
  for (const name of names) {
    const from = source[name];
    const to = picked.track[name];
    for (let row = 0; row < indexes.length; row += 1) to[row] = from[indexes[row]!]!;
  }
  return picked;
}

/** Tracks one after the other, as they come. */
export function joinTracks(tracks: readonly ReviewTrack[]): ReviewTrack {
  const [only] = tracks;
  if (tracks.length === 1 && only) return only;
  const { track } = allocateTrack(tracks.reduce((sum, { timeMs }) => sum + timeMs.length, 0));
  const names = Object.keys(track) as (keyof ReviewTrack)[];
  let at = 0;
  for (const part of tracks) {
    for (const name of names) track[name].set(part[name], at);
    at += part.timeMs.length;
  }
  return track;
}

/** Reads what the core sent. `null` for text that is no track of this format. */
export function readTrackText(text: string): ReviewTrack | null {
  const binary = atob(text);
  if (binary.length % rowBytes !== 0) return null;
  const bytes = new Uint8Array(binary.length);
  for (let at = 0; at < binary.length; at += 1) bytes[at] = binary.charCodeAt(at);
  return trackOver(bytes.buffer, binary.length / rowBytes);
}

/** First row at or after `timeMs`, between 0 and the number of rows. */
export function rowAtOrAfter(track: Pick<ReviewTrack, 'timeMs'>, timeMs: number): number {
  let low = 0;
  let high = track.timeMs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (track.timeMs[middle]! < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
