import { crc32 } from 'node:zlib';
import { damagedChunk } from './byte-stream.ts';
import { allocateFixes, allocateReadings, type FixColumns, type ReadingColumns } from './columns.ts';

/**
 * What one page of the feed brought, all vehicles together, in columns of fixed width: written once as it is, read as
 * it lies, gone within minutes. Rows may be in any order and repeat each other. Column order is widest first, so that
 * each is aligned.
 */
export interface TrackPage {
  readonly fixSlot: Int32Array;
  readonly fixes: FixColumns;
  readonly readingSlot: Int32Array;
  readonly readings: ReadingColumns;
}

const magic = 0x31505753; // "SWP1" as bytes
const headerBytes = 16;
const fixBytes = 8 + 5 * 4;
const readingBytes = 8 + 8 + 2 * 4;

export const allocatePage = (fixCount: number, readingCount: number): TrackPage => ({
  fixSlot: new Int32Array(fixCount),
  fixes: allocateFixes(fixCount),
  readingSlot: new Int32Array(readingCount),
  readings: allocateReadings(readingCount),
});

const columnsOf = ({ fixSlot, fixes, readingSlot, readings }: TrackPage) => [
  fixes.timeMs,
  readings.timeMs,
  readings.value,
  fixes.latitudeE6,
  fixes.longitudeE6,
  fixes.speedDeciMph,
  fixes.headingDeg,
  fixSlot,
  readings.kind,
  readingSlot,
];

/** `magic, fix count, reading count, crc32 of the columns`, then the columns. */
export function encodePage(page: TrackPage): Uint8Array {
  const columns = columnsOf(page);
  const length = columns.reduce((sum, { byteLength }) => sum + byteLength, headerBytes);
  const bytes = new Uint8Array(length);
  let at = headerBytes;
  for (const column of columns) {
    bytes.set(new Uint8Array(column.buffer, column.byteOffset, column.byteLength), at);
    at += column.byteLength;
  }
  const header = new Uint32Array(bytes.buffer, 0, 4);
  header.set([magic, page.fixSlot.length, page.readingSlot.length, crc32(bytes.subarray(headerBytes))]);
  return bytes;
}

/** Throws `telematics/damaged-chunk`. */
export function decodePage(stored: Uint8Array): TrackPage {
  if (stored.length < headerBytes) throw damagedChunk('it is shorter than its header');
  // A copy, since what SQLite hands out need not be aligned.
  const bytes = stored.slice();
  const [foundMagic, fixCount = 0, readingCount = 0, checkSum] = new Uint32Array(bytes.buffer, 0, 4);
  if (foundMagic !== magic) throw damagedChunk('it is no page');
  if (bytes.length !== headerBytes + fixCount * fixBytes + readingCount * readingBytes) {
    throw damagedChunk('it is not as long as it says');
  }
  if (crc32(bytes.subarray(headerBytes)) !== checkSum) throw damagedChunk('the check sum differs');
  let at = headerBytes;
  const wide = (count: number) => {
    const column = new Float64Array(bytes.buffer, at, count);
    at += column.byteLength;
    return column;
  };
  const narrow = (count: number) => {
    const column = new Int32Array(bytes.buffer, at, count);
    at += column.byteLength;
    return column;
  };
  const timeMs = wide(fixCount);
  const reading = { timeMs: wide(readingCount), value: wide(readingCount) };
  const latitudeE6 = narrow(fixCount);
  const longitudeE6 = narrow(fixCount);
  const speedDeciMph = narrow(fixCount);
  const headingDeg = narrow(fixCount);
  const fixSlot = narrow(fixCount);
  const kind = narrow(readingCount);
  const readingSlot = narrow(readingCount);
  return {
    fixSlot,
    fixes: { timeMs, latitudeE6, longitudeE6, speedDeciMph, headingDeg },
    readingSlot,
    readings: { kind, ...reading },
  };
}
