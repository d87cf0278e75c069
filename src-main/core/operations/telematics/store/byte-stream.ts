import { AppError } from '../../../platform/errors.ts';

/** What is thrown for bytes that no writer of ours has written. */
export const damagedChunk = (reason: string, cause?: unknown) =>
  new AppError('telematics/damaged-chunk', `stored telematics cannot be read: ${reason}`, {
    data: { reason },
    ...(cause === undefined ? {} : { cause }),
  });

const bytesAtStart = 65_536;
/** Up to here the processor's own whole numbers do, which are several times as quick. */
const int32Max = 0x7fff_ffff;

export interface ByteWriter {
  /** A whole number from 0 to 2^53. Seven bits a byte, lowest first. */
  writeVarint(value: number): void;
  /** A column of such numbers: their lowest bytes together, then the rest only where there is any. */
  writeColumn(values: Float64Array): void;
  /** What was written so far; valid until the next write. */
  bytes(): Uint8Array;
  clear(): void;
}

/** Bytes of a kind side by side are what a general compressor needs: measured 8 % smaller than varints in a row. */
export function createByteWriter(): ByteWriter {
  let bytes = new Uint8Array(bytesAtStart);
  let length = 0;

  function reserve(count: number) {
    if (length + count <= bytes.length) return;
    const grown = new Uint8Array(Math.max(bytes.length * 2, length + count));
    grown.set(bytes);
    bytes = grown;
  }

  function writeVarint(value: number) {
    reserve(8);
    let rest = value;
    while (rest > 0x7f) {
      bytes[length] = (rest % 0x80) | 0x80;
      length += 1;
      rest = Math.floor(rest / 0x80);
    }
    bytes[length] = rest;
    length += 1;
  }

  return {
    writeVarint,
    writeColumn(values) {
      const count = values.length;
      reserve(count + 1);
      let highest = 0;
      for (let at = 0; at < count; at += 1) if (values[at]! > highest) highest = values[at]!;
      bytes[length] = highest > 0xff ? 1 : 0;
      length += 1;
      // The store into a byte keeps the lowest eight bits, and costs half of what the remainder of a division does.
      if (highest <= int32Max) for (let at = 0; at < count; at += 1) bytes[length + at] = values[at]!;
      else for (let at = 0; at < count; at += 1) bytes[length + at] = values[at]! % 0x100;
      length += count;
      if (highest <= 0xff) return;
      for (let at = 0; at < count; at += 1) {
        const rest = highest <= int32Max ? values[at]! >>> 8 : Math.floor(values[at]! / 0x100);
        if (rest > 0x7f || length === bytes.length) writeVarint(rest);
        else {
          bytes[length] = rest;
          length += 1;
        }
      }
    },
    bytes: () => bytes.subarray(0, length),
    clear: () => {
      length = 0;
    },
  };
}

export interface ByteReader {
  readVarint(): number;
  /** Throws before it allocates when the bytes cannot hold that many. */
  readColumn(count: number): Float64Array;
  /** Throws when bytes are left over. */
  end(): void;
}

/** Eight times seven bits hold 2^53. */
const varintBytesMax = 8;

/** Throws `telematics/damaged-chunk` wherever the bytes end too early or say what cannot be. */
export function createByteReader(bytes: Uint8Array): ByteReader {
  let at = 0;

  function readVarint(): number {
    let value = 0;
    let scale = 1;
    for (let index = 0; index < varintBytesMax; index += 1) {
      const byte = bytes[at];
      if (byte === undefined) throw damagedChunk('it ends too early');
      at += 1;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 0x80;
    }
    throw damagedChunk('a number is too long');
  }

  return {
    readVarint,
    readColumn(count) {
      const start = at + 1;
      if (start + count > bytes.length) throw damagedChunk('a column is longer than the bytes');
      const form = bytes[at];
      if (form !== 0 && form !== 1) throw damagedChunk('a column of an unknown form');
      const values = new Float64Array(count);
      for (let index = 0; index < count; index += 1) values[index] = bytes[start + index]!;
      at = start + count;
      if (form === 0) return values;
      for (let index = 0; index < count; index += 1) {
        const low = values[index]!;
        const byte = bytes[at];
        // The usual case, without the call: it doubled the time of reading a day.
        if (byte !== undefined && byte < 0x80) {
          at += 1;
          values[index] = low + byte * 0x100;
        } else values[index] = low + readVarint() * 0x100;
      }
      return values;
    },
    end() {
      if (at !== bytes.length) throw damagedChunk('bytes are left over');
    },
  };
}

/** Signed to unsigned so that small numbers of either sign stay small: 0, -1, 1, -2 → 0, 1, 2, 3. Exact to ±(2^52 - 1). */
export const zigZag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);

export function unZigZag(value: number): number {
  if (value <= int32Max) return (value >>> 1) ^ -(value & 1);
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
