import { crc32 } from 'node:zlib';
import { createByteReader, createByteWriter, unZigZag, zigZag, type ByteReader } from './byte-stream.ts';
import {
  allocateFixes,
  allocateReadings,
  unknownI32,
  type FixColumns,
  type ReadingColumns,
} from './columns.ts';
import { damagedChunk } from './damaged-chunk.ts';
import { eastOf, northOf, strideOf } from './prediction.ts';

/**
 * `version, crc32 of the rest (little-endian), rest`. The check sum is there because SQLite has none for content: a
 * flipped bit would otherwise be a truck in another place.
 */
const version = 1;
const headerBytes = 5;

/** Writing is synchronous, so all share one. */
const writer = createByteWriter();

function seal(content: Uint8Array): Uint8Array {
  const sealed = new Uint8Array(headerBytes + content.length);
  sealed[0] = version;
  sealed.set(content, headerBytes);
  new DataView(sealed.buffer).setUint32(1, crc32(content), true);
  return sealed;
}

function unseal(bytes: Uint8Array): Uint8Array {
  if (bytes.length < headerBytes) throw damagedChunk('it is shorter than its header');
  if (bytes[0] !== version) throw damagedChunk(`version ${bytes[0]} is not known`);
  const content = bytes.subarray(headerBytes);
  const checkSum = new DataView(bytes.buffer, bytes.byteOffset).getUint32(1, true);
  if (crc32(content) !== checkSum) throw damagedChunk('the check sum differs');
  return content;
}

/** Differences to the last known value. Where some are not known, 0 stands for that, and the others are one more. */
function writeKnown(values: Int32Array, deltas: Float64Array) {
  const offset = values.includes(unknownI32) ? 1 : 0;
  let last = 0;
  for (let at = 0; at < values.length; at += 1) {
    const value = values[at]!;
    if (value === unknownI32) deltas[at] = 0;
    else {
      deltas[at] = zigZag(value - last) + offset;
      last = value;
    }
  }
  writer.writeVarint(offset);
  writer.writeColumn(deltas);
}

function readKnown(offset: number, deltas: Float64Array, values: Int32Array) {
  let last = 0;
  for (let at = 0; at < deltas.length; at += 1) {
    const delta = deltas[at]! - offset;
    if (delta < 0) values[at] = unknownI32;
    else {
      last += unZigZag(delta);
      values[at] = last;
    }
  }
}

function writeTimes(timeMs: Float64Array, deltas: Float64Array) {
  const count = timeMs.length;
  const firstMs = timeMs[0] ?? 0;
  const intervalMs = count > 1 ? Math.round((timeMs[count - 1]! - firstMs) / (count - 1)) : 0;
  writer.writeVarint(zigZag(firstMs));
  writer.writeVarint(zigZag(intervalMs));
  for (let at = 1; at < count; at += 1) {
    deltas[at] = zigZag(timeMs[at]! - timeMs[at - 1]! - intervalMs);
  }
  deltas[0] = 0;
  writer.writeColumn(deltas);
}

function strideTo({ timeMs, speedDeciMph, headingDeg }: FixColumns, at: number): number {
  if (at === 0) return 0;
  const durationMs = timeMs[at]! - timeMs[at - 1]!;
  return strideOf(durationMs, speedDeciMph[at - 1]!, speedDeciMph[at]!, headingDeg[at]!);
}

/** Fixes → bytes. */
export function encodeFixes(fixes: FixColumns): Uint8Array {
  const { timeMs, latitudeE6, longitudeE6, speedDeciMph, headingDeg } = fixes;
  const count = timeMs.length;
  const deltas = new Float64Array(count);
  const eastDeltas = new Float64Array(count);
  writer.clear();
  writer.writeVarint(count);
  writeTimes(timeMs, deltas);
  writeKnown(speedDeciMph, deltas);
  writeKnown(headingDeg, deltas);
  let latitude = latitudeE6[0] ?? 0;
  let longitude = longitudeE6[0] ?? 0;
  writer.writeVarint(zigZag(latitude));
  writer.writeVarint(zigZag(longitude));
  for (let at = 0; at < count; at += 1) {
    const heading = headingDeg[at]!;
    const stride = strideTo(fixes, at);
    const north = stride === 0 ? 0 : northOf(stride, heading);
    const east = stride === 0 ? 0 : eastOf(stride, heading, latitude);
    deltas[at] = zigZag(latitudeE6[at]! - latitude - north);
    eastDeltas[at] = zigZag(longitudeE6[at]! - longitude - east);
    latitude = latitudeE6[at]!;
    longitude = longitudeE6[at]!;
  }
  writer.writeColumn(deltas);
  writer.writeColumn(eastDeltas);
  return seal(writer.bytes());
}

function readTimes(firstMs: number, intervalMs: number, deltas: Float64Array, timeMs: Float64Array) {
  let lastMs = firstMs;
  for (let at = 0; at < deltas.length; at += 1) {
    if (at > 0) lastMs += intervalMs + unZigZag(deltas[at]!);
    timeMs[at] = lastMs;
  }
}

/** Bytes → exactly the fixes that were given. Throws `telematics/damaged-chunk`. */
export function decodeFixes(bytes: Uint8Array): FixColumns {
  const reader = createByteReader(unseal(bytes));
  const count = reader.readVarint();
  const firstMs = unZigZag(reader.readVarint());
  const intervalMs = unZigZag(reader.readVarint());
  const timeDeltas = reader.readColumn(count);
  const fixes = allocateFixes(count);
  readTimes(firstMs, intervalMs, timeDeltas, fixes.timeMs);
  const { latitudeE6, longitudeE6, speedDeciMph, headingDeg } = fixes;
  readKnown(reader.readVarint(), reader.readColumn(count), speedDeciMph);
  readKnown(reader.readVarint(), reader.readColumn(count), headingDeg);
  let latitude = unZigZag(reader.readVarint());
  let longitude = unZigZag(reader.readVarint());
  const north = reader.readColumn(count);
  const east = reader.readColumn(count);
  reader.end();
  for (let at = 0; at < count; at += 1) {
    const heading = headingDeg[at]!;
    const stride = strideTo(fixes, at);
    const before = latitude;
    latitude += unZigZag(north[at]!) + (stride === 0 ? 0 : northOf(stride, heading));
    longitude += unZigZag(east[at]!) + (stride === 0 ? 0 : eastOf(stride, heading, before));
    latitudeE6[at] = latitude;
    longitudeE6[at] = longitude;
  }
  return fixes;
}

function readDifferences(reader: ByteReader, count: number): Float64Array {
  if (count === 0) return reader.readColumn(0);
  const first = reader.readVarint();
  const rest = reader.readColumn(count - 1);
  const column = new Float64Array(count);
  column[0] = first;
  column.set(rest, 1);
  return column;
}

/** Readings → bytes: what stays the same costs next to nothing. */
export function encodeReadings(readings: ReadingColumns): Uint8Array {
  const { kind, timeMs, value } = readings;
  const count = kind.length;
  const kinds = new Float64Array(count);
  const times = new Float64Array(count);
  const values = new Float64Array(count);
  const offset = value.some(Number.isNaN) ? 1 : 0;
  let last = 0;
  for (let at = 0; at < count; at += 1) {
    const kindStep = kind[at]! - (at === 0 ? 0 : kind[at - 1]!);
    kinds[at] = zigZag(kindStep);
    times[at] = zigZag(timeMs[at]! - (at === 0 ? 0 : timeMs[at - 1]!));
    if (kindStep !== 0) last = 0;
    const one = value[at]!;
    if (Number.isNaN(one)) values[at] = 0;
    else {
      values[at] = zigZag(one - last) + offset;
      last = one;
    }
  }
  writer.clear();
  writer.writeVarint(count);
  writer.writeVarint(offset);
  for (const column of [kinds, times, values]) {
    // The first of each is no difference, and would spoil the block of the others.
    if (count > 0) writer.writeVarint(column[0]!);
    writer.writeColumn(column.subarray(1));
  }
  return seal(writer.bytes());
}

/** Bytes → exactly the readings that were given. Throws `telematics/damaged-chunk`. */
export function decodeReadings(bytes: Uint8Array): ReadingColumns {
  const reader = createByteReader(unseal(bytes));
  const count = reader.readVarint();
  const offset = reader.readVarint();
  const [kinds, times, values] = [
    readDifferences(reader, count),
    readDifferences(reader, count),
    readDifferences(reader, count),
  ];
  reader.end();
  const { kind, timeMs, value } = allocateReadings(count);
  let last = 0;
  for (let at = 0; at < count; at += 1) {
    const kindStep = unZigZag(kinds[at]!);
    kind[at] = kindStep + (at === 0 ? 0 : kind[at - 1]!);
    timeMs[at] = unZigZag(times[at]!) + (at === 0 ? 0 : timeMs[at - 1]!);
    if (kindStep !== 0) last = 0;
    const delta = values[at]! - offset;
    if (delta < 0) value[at] = Number.NaN;
    else {
      last += unZigZag(delta);
      value[at] = last;
    }
  }
  return { kind, timeMs, value };
}
