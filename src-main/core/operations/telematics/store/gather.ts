import {
  allocateFixes,
  allocateReadings,
  unknownI32,
  type FixColumns,
  type ReadingColumns,
} from './columns.ts';
import { bucketOf, fixFamily, readingFamily } from './families.ts';
import type { NewestRow } from './newest-repository.ts';

/** Rows by slot, within a slot in the order in which they came. */
export function groupBySlot(slots: Int32Array): Map<number, Uint32Array> {
  const counts = new Map<number, number>();
  for (const slot of slots) counts.set(slot, (counts.get(slot) ?? 0) + 1);
  const groups = new Map<number, { readonly rows: Uint32Array; length: number }>();
  for (const [slot, count] of counts) groups.set(slot, { rows: new Uint32Array(count), length: 0 });
  for (let row = 0; row < slots.length; row += 1) {
    const group = groups.get(slots[row]!);
    if (!group) continue;
    group.rows[group.length] = row;
    group.length += 1;
  }
  return new Map([...groups].map(([slot, { rows }]) => [slot, rows]));
}

/** Sorted, each key once: of equal ones the one that came first. */
export function sortOnce(rows: Uint32Array, compare: (a: number, b: number) => number): Uint32Array {
  let isSorted = true;
  for (let at = 1; at < rows.length && isSorted; at += 1) isSorted = compare(rows[at - 1]!, rows[at]!) < 0;
  if (isSorted) return rows;
  const sorted = rows.slice().sort((a, b) => compare(a, b) || a - b);
  let length = 0;
  for (const row of sorted) {
    if (length > 0 && compare(sorted[length - 1]!, row) === 0) continue;
    sorted[length] = row;
    length += 1;
  }
  return sorted.subarray(0, length);
}

export function pickFixes(source: FixColumns, rows: Uint32Array): FixColumns {
  const picked = allocateFixes(rows.length);
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at]!;
    picked.timeMs[at] = source.timeMs[row]!;
    picked.latitudeE6[at] = source.latitudeE6[row]!;
    picked.longitudeE6[at] = source.longitudeE6[row]!;
    picked.speedDeciMph[at] = source.speedDeciMph[row]!;
    picked.headingDeg[at] = source.headingDeg[row]!;
  }
  return picked;
}

export function pickReadings(source: ReadingColumns, rows: Uint32Array): ReadingColumns {
  const picked = allocateReadings(rows.length);
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at]!;
    picked.kind[at] = source.kind[row]!;
    picked.timeMs[at] = source.timeMs[row]!;
    picked.value[at] = source.value[row]!;
  }
  return picked;
}

/** These rows of a page, as one vehicle's columns. */
export function fixesOf(source: FixColumns, rows: Uint32Array): FixColumns {
  return pickFixes(
    source,
    sortOnce(rows, (a, b) => source.timeMs[a]! - source.timeMs[b]!),
  );
}

/** These rows of a page, as one vehicle's columns. */
export function readingsOf(source: ReadingColumns, rows: Uint32Array): ReadingColumns {
  const { kind, timeMs } = source;
  return pickReadings(
    source,
    sortOnce(rows, (a, b) => kind[a]! - kind[b]! || timeMs[a]! - timeMs[b]!),
  );
}

/** Rows of one vehicle and one bucket. */
export interface Group<Columns> {
  readonly slot: number;
  readonly bucket: number;
  readonly columns: Columns;
}

/** Cuts one vehicle's columns at the ends of buckets; rows before `forgottenBeforeMs` are left out. */
function cutAtBuckets<Columns extends { readonly timeMs: Float64Array }>(
  slot: number,
  columns: Columns,
  options: {
    readonly bucketMs: number;
    readonly forgottenBeforeMs: number;
    readonly pick: (source: Columns, rows: Uint32Array) => Columns;
  },
): Group<Columns>[] {
  const { timeMs } = columns;
  const buckets = new Map<number, number[]>();
  for (let at = 0; at < timeMs.length; at += 1) {
    if (timeMs[at]! < options.forgottenBeforeMs) continue;
    const bucket = bucketOf(options, timeMs[at]!);
    const rows = buckets.get(bucket);
    if (rows) rows.push(at);
    else buckets.set(bucket, [at]);
  }
  return [...buckets].map(([bucket, rows]) => ({
    slot,
    bucket,
    columns: rows.length === timeMs.length ? columns : options.pick(columns, Uint32Array.from(rows)),
  }));
}

export const groupFixes = (slot: number, fixes: FixColumns, forgottenBeforeMs: number) =>
  cutAtBuckets(slot, fixes, { bucketMs: fixFamily.bucketMs, forgottenBeforeMs, pick: pickFixes });

export const groupReadings = (slot: number, readings: ReadingColumns, forgottenBeforeMs: number) =>
  cutAtBuckets(slot, readings, { bucketMs: readingFamily.bucketMs, forgottenBeforeMs, pick: pickReadings });

const orNull = (value: number) => (value === unknownI32 ? null : value);

/** One fix of a vehicle, as a row. */
export function newestOf(slot: number, fixes: FixColumns, at: number): NewestRow {
  return [
    slot,
    fixes.timeMs[at]!,
    fixes.latitudeE6[at]!,
    fixes.longitudeE6[at]!,
    orNull(fixes.speedDeciMph[at]!),
    orNull(fixes.headingDeg[at]!),
  ];
}
