import type { FixColumns, ReadingColumns } from './columns.ts';
import { pickFixes, pickReadings, sortOnce } from './gather.ts';
import { decodePage, type TrackPage } from './page-codec.ts';

/** A page whose rows are in order: by slot, then as in columns of one vehicle, each once. */
export type OrderedPage = TrackPage & { readonly isOrdered: true };

function everyRow(count: number): Uint32Array {
  const rows = new Uint32Array(count);
  for (let row = 1; row < count; row += 1) rows[row] = row;
  return rows;
}

function pickSlots(slots: Int32Array, rows: Uint32Array): Int32Array {
  const picked = new Int32Array(rows.length);
  for (let at = 0; at < rows.length; at += 1) picked[at] = slots[rows[at]!]!;
  return picked;
}

const pickFixRows = (fixSlot: Int32Array, fixes: FixColumns, rows: Uint32Array) => ({
  fixSlot: pickSlots(fixSlot, rows),
  fixes: pickFixes(fixes, rows),
});

function orderPage({ fixSlot, fixes, readingSlot, readings }: TrackPage): OrderedPage {
  const { timeMs } = fixes;
  const allFixes = everyRow(fixSlot.length);
  const fixRows = sortOnce(allFixes, (a, b) => fixSlot[a]! - fixSlot[b]! || timeMs[a]! - timeMs[b]!);
  const { kind, timeMs: readAtMs } = readings;
  const allReadings = everyRow(readingSlot.length);
  const readingRows = sortOnce(
    allReadings,
    (a, b) => readingSlot[a]! - readingSlot[b]! || kind[a]! - kind[b]! || readAtMs[a]! - readAtMs[b]!,
  );
  const ordered = fixRows === allFixes ? { fixSlot, fixes } : pickFixRows(fixSlot, fixes, fixRows);
  if (readingRows === allReadings) return { ...ordered, readingSlot, readings, isOrdered: true };
  return {
    ...ordered,
    readingSlot: pickSlots(readingSlot, readingRows),
    readings: pickReadings(readings, readingRows),
    isOrdered: true,
  };
}

/** Throws `telematics/damaged-chunk`. */
export const decodeOrdered = (body: Uint8Array): OrderedPage => orderPage(decodePage(body));

function rowsOfSlot(slots: Int32Array, slot: number): Uint32Array {
  let count = 0;
  for (const one of slots) if (one === slot) count += 1;
  const rows = new Uint32Array(count);
  for (let at = 0, row = 0; row < count; at += 1) {
    if (slots[at] !== slot) continue;
    rows[row] = at;
    row += 1;
  }
  return rows;
}

/** What a page has of one vehicle, so that the rest of it can go; null: nothing. Throws `telematics/damaged-chunk`. */
export function decodeOfSlot(body: Uint8Array, slot: number): OrderedPage | null {
  const { fixSlot, fixes, readingSlot, readings } = decodePage(body);
  const fixRows = rowsOfSlot(fixSlot, slot);
  const readingRows = rowsOfSlot(readingSlot, slot);
  if (fixRows.length + readingRows.length === 0) return null;
  return orderPage({
    ...pickFixRows(fixSlot, fixes, fixRows),
    readingSlot: pickSlots(readingSlot, readingRows),
    readings: pickReadings(readings, readingRows),
  });
}

/** First row whose slot is not below this one. */
function firstOf(slots: Int32Array, slot: number): number {
  let low = 0;
  let high = slots.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (slots[middle]! < slot) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** One vehicle's fixes of a page: views, not copies. */
export function fixesOfSlot({ fixSlot, fixes }: OrderedPage, slot: number): FixColumns {
  const [from, to] = [firstOf(fixSlot, slot), firstOf(fixSlot, slot + 1)];
  return {
    timeMs: fixes.timeMs.subarray(from, to),
    latitudeE6: fixes.latitudeE6.subarray(from, to),
    longitudeE6: fixes.longitudeE6.subarray(from, to),
    speedDeciMph: fixes.speedDeciMph.subarray(from, to),
    headingDeg: fixes.headingDeg.subarray(from, to),
  };
}

/** One vehicle's readings of a page: views, not copies. */
export function readingsOfSlot({ readingSlot, readings }: OrderedPage, slot: number): ReadingColumns {
  const [from, to] = [firstOf(readingSlot, slot), firstOf(readingSlot, slot + 1)];
  return {
    kind: readings.kind.subarray(from, to),
    timeMs: readings.timeMs.subarray(from, to),
    value: readings.value.subarray(from, to),
  };
}
