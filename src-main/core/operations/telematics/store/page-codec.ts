import { crc32 } from 'node:zlib';
import { damagedChunk } from './damaged-chunk.ts';
import {
  allocateFixes,
  allocateReadings,
  unknownI32,
  type FixColumns,
  type ReadingColumns,
} from './columns.ts';

/**
 * What one page of the feed brought, all vehicles together, in columns of fixed width: written once, read as
 * it lies, gone within the hour. Rows may be in any order and repeat each other.
 */
export interface TrackPage {
  readonly fixSlot: Int32Array;
  readonly fixes: FixColumns;
  readonly readingSlot: Int32Array;
  readonly readings: ReadingColumns;
}

const magic = 0x31505753; // "SWP1" as bytes
const headerBytes = 32;
/** The widths and the earliest time are summed too. */
const summedFrom = 16;

export const allocatePage = (fixCount: number, readingCount: number): TrackPage => ({
  fixSlot: new Int32Array(fixCount),
  fixes: allocateFixes(fixCount),
  readingSlot: new Int32Array(readingCount),
  readings: allocateReadings(readingCount),
});

/** Bytes per value of a column: narrow where every value of this page fits, which halves what a page writes. */
interface Widths {
  /** Of times, counted from the earliest: 4 or 8. */
  readonly time: number;
  /** Of slots, kinds, speeds and headings: 2 or 4. */
  readonly small: number;
}

const offsetMax = 0xffff_ffff;
const unknownI16 = -32_768;

function isNarrow(column: Int32Array): boolean {
  for (const value of column) {
    if (value !== unknownI32 && (value <= unknownI16 || value > 32_767)) return false;
  }
  return true;
}

function narrowed(column: Int32Array): Int16Array {
  const narrow = new Int16Array(column.length);
  for (let at = 0; at < column.length; at += 1) {
    narrow[at] = column[at] === unknownI32 ? unknownI16 : column[at]!;
  }
  return narrow;
}

function widened(narrow: Int16Array): Int32Array {
  const column = new Int32Array(narrow.length);
  for (let at = 0; at < narrow.length; at += 1) {
    column[at] = narrow[at] === unknownI16 ? unknownI32 : narrow[at]!;
  }
  return column;
}

/** Sum of the widths of the columns of a row. */
const bytesOf = (widths: Widths, fixCount: number, readingCount: number) =>
  headerBytes +
  fixCount * (widths.time + 4 + 4 + 3 * widths.small) +
  readingCount * (widths.time + 8 + 2 * widths.small);

/** `magic, fix count, reading count, crc32 of what follows, width of times, width of small ones, earliest time`, columns. */
export function encodePage(page: TrackPage, fromMs: number, toMs: number): Uint8Array {
  const { fixSlot, fixes, readingSlot, readings } = page;
  const smallColumns = [fixes.speedDeciMph, fixes.headingDeg, fixSlot, readings.kind, readingSlot];
  const widths: Widths = {
    time: toMs - fromMs <= offsetMax ? 4 : 8,
    small: smallColumns.every(isNarrow) ? 2 : 4,
  };
  const offsets = (timeMs: Float64Array) => {
    const column = widths.time === 4 ? new Uint32Array(timeMs.length) : new Float64Array(timeMs.length);
    for (let at = 0; at < timeMs.length; at += 1) column[at] = timeMs[at]! - fromMs;
    return column;
  };
  const columns = [
    readings.value,
    offsets(fixes.timeMs),
    offsets(readings.timeMs),
    fixes.latitudeE6,
    fixes.longitudeE6,
    ...(widths.small === 2 ? smallColumns.map(narrowed) : smallColumns),
  ];
  const bytes = new Uint8Array(bytesOf(widths, fixSlot.length, readingSlot.length));
  let at = headerBytes;
  for (const column of columns) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
    at += column.byteLength;
  }
  const header = new DataView(bytes.buffer);
  const numbers = [magic, fixSlot.length, readingSlot.length, 0, widths.time, widths.small];
  for (const [index, number] of numbers.entries()) header.setUint32(index * 4, number, true);
  header.setFloat64(24, fromMs, true);
  header.setUint32(12, crc32(bytes.subarray(summedFrom)), true);
  return bytes;
}

function readHeader(bytes: Uint8Array) {
  if (bytes.length < headerBytes) throw damagedChunk('it is shorter than its header');
  const header = new DataView(bytes.buffer, bytes.byteOffset);
  const numberAt = (index: number) => header.getUint32(index * 4, true);
  if (numberAt(0) !== magic) throw damagedChunk('it is no page');
  const [fixCount, readingCount] = [numberAt(1), numberAt(2)];
  const widths: Widths = { time: numberAt(4), small: numberAt(5) };
  const isKnown = [4, 8].includes(widths.time) && [2, 4].includes(widths.small);
  if (!isKnown || bytes.length !== bytesOf(widths, fixCount, readingCount)) {
    throw damagedChunk('it is not as long as it says');
  }
  if (crc32(bytes.subarray(summedFrom)) !== numberAt(3)) throw damagedChunk('the check sum differs');
  return { fixCount, readingCount, widths, fromMs: header.getFloat64(24, true) };
}

/** Throws `telematics/damaged-chunk`. */
export function decodePage(bytes: Uint8Array): TrackPage {
  const { fixCount, readingCount, widths, fromMs } = readHeader(bytes);
  // One copy, since what SQLite hands out need not be aligned; widest columns first, so that each of them is.
  const copy = new Uint8Array(bytes.length);
  copy.set(bytes);
  let at = headerBytes;
  const cut = (length: number) => {
    at += length;
    return at - length;
  };
  const value = new Float64Array(copy.buffer, cut(readingCount * 8), readingCount);
  const times = (count: number) => {
    const from = cut(count * widths.time);
    const timeMs = new Float64Array(
      widths.time === 4
        ? new Uint32Array(copy.buffer, from, count)
        : new Float64Array(copy.buffer, from, count),
    );
    for (let row = 0; row < count; row += 1) timeMs[row] = timeMs[row]! + fromMs;
    return timeMs;
  };
  const wholes = (count: number) => new Int32Array(copy.buffer, cut(count * 4), count);
  const smalls = (count: number) =>
    widths.small === 2 ? widened(new Int16Array(copy.buffer, cut(count * 2), count)) : wholes(count);
  const timeMs = times(fixCount);
  const readingTimeMs = times(readingCount);
  const [latitudeE6, longitudeE6] = [wholes(fixCount), wholes(fixCount)];
  const [speedDeciMph, headingDeg, fixSlot] = [smalls(fixCount), smalls(fixCount), smalls(fixCount)];
  const [kind, readingSlot] = [smalls(readingCount), smalls(readingCount)];
  return {
    fixSlot,
    fixes: { timeMs, latitudeE6, longitudeE6, speedDeciMph, headingDeg },
    readingSlot,
    readings: { kind, timeMs: readingTimeMs, value },
  };
}
