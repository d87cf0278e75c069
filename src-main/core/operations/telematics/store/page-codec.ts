import { crc32 } from 'node:zlib';
import { assert } from '../../../platform/errors.ts';
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

/** Sum of the widths of the columns of a row. */
const bytesOf = (widths: Widths, fixCount: number, readingCount: number) =>
  headerBytes +
  fixCount * (widths.time + 4 + 4 + 3 * widths.small) +
  readingCount * (widths.time + 8 + 2 * widths.small);

/** Columns of a page's bytes, one behind the other and each aligned, since the widest come first. */
function createCutter(bytes: Uint8Array, widths: Widths) {
  let at = bytes.byteOffset + headerBytes;
  const cut = (length: number) => {
    at += length;
    return at - length;
  };
  const { buffer } = bytes;
  return {
    values: (count: number) => new Float64Array(buffer, cut(count * 8), count),
    times: (count: number) =>
      widths.time === 4
        ? new Uint32Array(buffer, cut(count * 4), count)
        : new Float64Array(buffer, cut(count * 8), count),
    wholes: (count: number) => new Int32Array(buffer, cut(count * 4), count),
    smalls: (count: number) =>
      widths.small === 2
        ? new Int16Array(buffer, cut(count * 2), count)
        : new Int32Array(buffer, cut(count * 4), count),
  };
}

function putTimes(target: Uint32Array | Float64Array, timeMs: Float64Array, fromMs: number) {
  for (let at = 0; at < timeMs.length; at += 1) target[at] = timeMs[at]! - fromMs;
}

function putSmalls(target: Int16Array | Int32Array, column: Int32Array) {
  if (target instanceof Int32Array) target.set(column);
  else {
    for (let at = 0; at < column.length; at += 1) {
      target[at] = column[at] === unknownI32 ? unknownI16 : column[at]!;
    }
  }
}

/** `magic, fix count, reading count, crc32 of what follows, width of times, width of small ones, earliest time`, columns. */
export function encodePage(page: TrackPage, fromMs: number, toMs: number): Uint8Array {
  const { fixSlot, fixes, readingSlot, readings } = page;
  const smallColumns = [fixes.speedDeciMph, fixes.headingDeg, fixSlot, readings.kind, readingSlot];
  const widths: Widths = {
    time: toMs - fromMs <= offsetMax ? 4 : 8,
    small: smallColumns.every(isNarrow) ? 2 : 4,
  };
  const bytes = new Uint8Array(bytesOf(widths, fixSlot.length, readingSlot.length));
  const columns = createCutter(bytes, widths);
  columns.values(readings.value.length).set(readings.value);
  putTimes(columns.times(fixes.timeMs.length), fixes.timeMs, fromMs);
  putTimes(columns.times(readings.timeMs.length), readings.timeMs, fromMs);
  for (const column of [fixes.latitudeE6, fixes.longitudeE6]) columns.wholes(column.length).set(column);
  for (const column of smallColumns) putSmalls(columns.smalls(column.length), column);
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

function takeTimes(target: Float64Array, source: Uint32Array | Float64Array, at: number, fromMs: number) {
  for (let row = 0; row < source.length; row += 1) target[at + row] = source[row]! + fromMs;
}

function takeSmalls(target: Int32Array, source: Int16Array | Int32Array, at: number) {
  if (source instanceof Int32Array) target.set(source, at);
  else {
    for (let row = 0; row < source.length; row += 1) {
      target[at + row] = source[row] === unknownI16 ? unknownI32 : source[row]!;
    }
  }
}

/** Where in a larger page the rows of one begin. */
export interface RowsAt {
  readonly fix: number;
  readonly reading: number;
}

function putRows(
  { fixSlot, fixes, readingSlot, readings }: TrackPage,
  at: RowsAt,
  bytes: Uint8Array,
  { fixCount, readingCount, widths, fromMs }: ReturnType<typeof readHeader>,
) {
  // What SQLite hands out need not be aligned.
  const columns = createCutter(bytes.byteOffset % 8 === 0 ? bytes : new Uint8Array(bytes), widths);
  readings.value.set(columns.values(readingCount), at.reading);
  takeTimes(fixes.timeMs, columns.times(fixCount), at.fix, fromMs);
  takeTimes(readings.timeMs, columns.times(readingCount), at.reading, fromMs);
  for (const column of [fixes.latitudeE6, fixes.longitudeE6]) column.set(columns.wholes(fixCount), at.fix);
  for (const column of [fixes.speedDeciMph, fixes.headingDeg, fixSlot]) {
    takeSmalls(column, columns.smalls(fixCount), at.fix);
  }
  for (const column of [readings.kind, readingSlot]) {
    takeSmalls(column, columns.smalls(readingCount), at.reading);
  }
}

/** Puts a page's rows into a page that has room for them; returns where they end. Throws `telematics/damaged-chunk`. */
export function decodePageInto(page: TrackPage, at: RowsAt, bytes: Uint8Array): RowsAt {
  const header = readHeader(bytes);
  const end = { fix: at.fix + header.fixCount, reading: at.reading + header.readingCount };
  const hasRoom = end.fix <= page.fixSlot.length && end.reading <= page.readingSlot.length;
  assert(hasRoom, 'there is room for the rows of a page');
  putRows(page, at, bytes, header);
  return end;
}

/** Throws `telematics/damaged-chunk`. */
export function decodePage(bytes: Uint8Array): TrackPage {
  const header = readHeader(bytes);
  const page = allocatePage(header.fixCount, header.readingCount);
  putRows(page, { fix: 0, reading: 0 }, bytes, header);
  return page;
}
