import { damagedChunk } from './damaged-chunk.ts';
import { bytesBehind, columnBytesMax, decodeColumn, encodeColumn } from './rice-column.ts';

const bytesAtStart = 65_536;
/** Up to here the processor's own whole numbers do, which are several times as quick. */
const int32Max = 0x7fff_ffff;

export interface ByteWriter {
  /** A whole number from 0 to 2^53. Seven bits a byte, lowest first. */
  writeVarint(value: number): void;
  /** A column of such numbers, by `rice-column.ts`. */
  writeColumn(values: Float64Array): void;
  /** What was written so far; valid until the next write. */
  bytes(): Uint8Array;
  clear(): void;
}

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
      reserve(columnBytesMax(values.length));
      length = encodeColumn(values, bytes, length);
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
export function createByteReader(source: Uint8Array): ByteReader {
  const bytes = new Uint8Array(source.length + bytesBehind);
  bytes.set(source);
  let at = 0;

  return {
    readVarint() {
      let value = 0;
      let scale = 1;
      for (let index = 0; index < varintBytesMax; index += 1) {
        if (at >= source.length) throw damagedChunk('it ends too early');
        const byte = bytes[at]!;
        at += 1;
        value += (byte & 0x7f) * scale;
        if (byte < 0x80) return value;
        scale *= 0x80;
      }
      throw damagedChunk('a number is too long');
    },
    readColumn(count) {
      const { values, end } = decodeColumn(bytes, at, count);
      at = end;
      return values;
    },
    end() {
      if (at !== source.length) throw damagedChunk('bytes are left over');
    },
  };
}

/** Signed to unsigned so that small numbers of either sign stay small: 0, -1, 1, -2 → 0, 1, 2, 3. Exact to ±(2^52 - 1). */
export const zigZag = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);

export function unZigZag(value: number): number {
  if (value <= int32Max) return (value >>> 1) ^ -(value & 1);
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}
