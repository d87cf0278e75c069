import { allocateFixes, allocateReadings, type FixColumns, type ReadingColumns } from './columns.ts';

/*
 * Columns in order + columns in order = columns in order, each key once. What stands earlier in the list wins, as it was
 * stored first.
 */

type Compare<Columns> = (a: Columns, atA: number, b: Columns, atB: number) => number;

/** Rows to take, in order: `at` of the first, `~at` of the second. */
function orderOf<Columns extends { readonly timeMs: Float64Array }>(
  first: Columns,
  second: Columns,
  compare: Compare<Columns>,
): Int32Array {
  const firstEnd = first.timeMs.length;
  const secondEnd = second.timeMs.length;
  const order = new Int32Array(firstEnd + secondEnd);
  let length = 0;
  let atFirst = 0;
  let atSecond = 0;
  while (atFirst < firstEnd && atSecond < secondEnd) {
    const difference = compare(first, atFirst, second, atSecond);
    if (difference <= 0) {
      order[length] = atFirst;
      atFirst += 1;
      if (difference === 0) atSecond += 1;
    } else {
      order[length] = ~atSecond;
      atSecond += 1;
    }
    length += 1;
  }
  for (; atFirst < firstEnd; atFirst += 1, length += 1) order[length] = atFirst;
  for (; atSecond < secondEnd; atSecond += 1, length += 1) order[length] = ~atSecond;
  return order.subarray(0, length);
}

function take(
  order: Int32Array,
  first: Int32Array | Float64Array,
  second: Int32Array | Float64Array,
  target: Int32Array | Float64Array,
) {
  for (let at = 0; at < order.length; at += 1) {
    const row = order[at]!;
    target[at] = row >= 0 ? first[row]! : second[~row]!;
  }
}

const compareFixes: Compare<FixColumns> = (a, atA, b, atB) => a.timeMs[atA]! - b.timeMs[atB]!;

const compareReadings: Compare<ReadingColumns> = (a, atA, b, atB) =>
  a.kind[atA]! - b.kind[atB]! || a.timeMs[atA]! - b.timeMs[atB]!;

const columnNames = ['timeMs', 'latitudeE6', 'longitudeE6', 'speedDeciMph', 'headingDeg'] as const;

/** A few rows between many: what lies between two of them is copied as a whole. */
function mergeFewFixes(first: FixColumns, second: FixColumns): FixColumns {
  const merged = allocateFixes(first.timeMs.length + second.timeMs.length);
  let from = 0;
  let length = 0;
  const copyTo = (to: number) => {
    for (const name of columnNames) merged[name].set(first[name].subarray(from, to), length);
    length += to - from;
    from = to;
  };
  for (let row = 0; row < second.timeMs.length; row += 1) {
    const to = firstAtOrAfter(first.timeMs, second.timeMs[row]!);
    if (first.timeMs[to] === second.timeMs[row]) continue;
    copyTo(to);
    for (const name of columnNames) merged[name][length] = second[name][row]!;
    length += 1;
  }
  copyTo(first.timeMs.length);
  return {
    timeMs: merged.timeMs.subarray(0, length),
    latitudeE6: merged.latitudeE6.subarray(0, length),
    longitudeE6: merged.longitudeE6.subarray(0, length),
    speedDeciMph: merged.speedDeciMph.subarray(0, length),
    headingDeg: merged.headingDeg.subarray(0, length),
  };
}

/** So many times as long as the other: copying whole stretches is quicker than row by row. */
const fewShare = 16;

function mergeTwoFixes(first: FixColumns, second: FixColumns): FixColumns {
  if (second.timeMs.length * fewShare <= first.timeMs.length) return mergeFewFixes(first, second);
  const order = orderOf(first, second, compareFixes);
  const merged = allocateFixes(order.length);
  take(order, first.timeMs, second.timeMs, merged.timeMs);
  take(order, first.latitudeE6, second.latitudeE6, merged.latitudeE6);
  take(order, first.longitudeE6, second.longitudeE6, merged.longitudeE6);
  take(order, first.speedDeciMph, second.speedDeciMph, merged.speedDeciMph);
  take(order, first.headingDeg, second.headingDeg, merged.headingDeg);
  return merged;
}

function mergeTwoReadings(first: ReadingColumns, second: ReadingColumns): ReadingColumns {
  const order = orderOf(first, second, compareReadings);
  const merged = allocateReadings(order.length);
  take(order, first.kind, second.kind, merged.kind);
  take(order, first.timeMs, second.timeMs, merged.timeMs);
  take(order, first.value, second.value, merged.value);
  return merged;
}

/** Neighbours first, so that many small parts cost n log n, and earlier ones stay earlier. */
function mergeAll<Columns>(
  lists: readonly Columns[],
  empty: () => Columns,
  mergeTwo: (first: Columns, second: Columns) => Columns,
): Columns {
  let rest = lists;
  while (rest.length > 1) {
    const halved: Columns[] = [];
    for (let at = 0; at < rest.length; at += 2) {
      const second = rest[at + 1];
      halved.push(second === undefined ? rest[at]! : mergeTwo(rest[at]!, second));
    }
    rest = halved;
  }
  return rest[0] ?? empty();
}

/** End to end. */
function joinFixes(lists: readonly FixColumns[]): FixColumns {
  const [only] = lists;
  if (only && lists.length === 1) return only;
  const joined = allocateFixes(lists.reduce((sum, { timeMs }) => sum + timeMs.length, 0));
  let at = 0;
  for (const { timeMs, latitudeE6, longitudeE6, speedDeciMph, headingDeg } of lists) {
    joined.timeMs.set(timeMs, at);
    joined.latitudeE6.set(latitudeE6, at);
    joined.longitudeE6.set(longitudeE6, at);
    joined.speedDeciMph.set(speedDeciMph, at);
    joined.headingDeg.set(headingDeg, at);
    at += timeMs.length;
  }
  return joined;
}

interface Ranked {
  readonly rank: number;
  readonly fixes: FixColumns;
}

/** In order of time, none of which shares a span with another; those that did are merged, earlier ones first. */
export function mergeApart(lists: readonly FixColumns[]): FixColumns[] {
  const ranked = lists
    .filter(({ timeMs }) => timeMs.length > 0)
    .map((fixes, rank): Ranked => ({ rank, fixes }))
    .sort((a, b) => a.fixes.timeMs[0]! - b.fixes.timeMs[0]! || a.rank - b.rank);
  const apart: FixColumns[] = [];
  let together: Ranked[] = [];
  let endMs = -Infinity;
  const close = () => {
    if (together.length === 0) return;
    const inRank = together.sort((a, b) => a.rank - b.rank).map(({ fixes }) => fixes);
    const [first, ...others] = inRank;
    const rest = mergeAll(others, () => allocateFixes(0), mergeTwoFixes);
    // A chunk comes first, and what came late for it is little.
    if (first) apart.push(others.length === 0 ? first : mergeTwoFixes(first, rest));
    together = [];
  };
  for (const one of ranked) {
    const { timeMs } = one.fixes;
    if (timeMs[0]! > endMs) close();
    together.push(one);
    endMs = Math.max(endMs, timeMs[timeMs.length - 1]!);
  }
  close();
  return apart;
}

/** Of several fixes of one time, the one in the earliest list stays. */
export const mergeFixes = (lists: readonly FixColumns[]): FixColumns => joinFixes(mergeApart(lists));

/** Of several readings of one kind and time, the one in the earliest list stays. */
export const mergeReadings = (lists: readonly ReadingColumns[]): ReadingColumns =>
  mergeAll(lists, () => allocateReadings(0), mergeTwoReadings);

/** First row whose time is not before `timeMs`. */
export function firstAtOrAfter(times: Float64Array, timeMs: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (times[middle]! < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Views, not copies: the fixes in [fromMs, toMs]. */
export function fixesBetween(fixes: FixColumns, fromMs: number, toMs: number): FixColumns {
  const { timeMs } = fixes;
  const from = firstAtOrAfter(timeMs, fromMs);
  let to = firstAtOrAfter(timeMs, toMs);
  if (to < timeMs.length && timeMs[to] === toMs) to += 1;
  if (from === 0 && to === timeMs.length) return fixes;
  return {
    timeMs: timeMs.subarray(from, Math.max(from, to)),
    latitudeE6: fixes.latitudeE6.subarray(from, Math.max(from, to)),
    longitudeE6: fixes.longitudeE6.subarray(from, Math.max(from, to)),
    speedDeciMph: fixes.speedDeciMph.subarray(from, Math.max(from, to)),
    headingDeg: fixes.headingDeg.subarray(from, Math.max(from, to)),
  };
}

/** Readings of one kind in [fromMs, toMs]; of all kinds where `kind` is null. */
export function readingsBetween(
  readings: ReadingColumns,
  kind: number | null,
  fromMs: number,
  toMs: number,
): ReadingColumns {
  const rows: number[] = [];
  for (let at = 0; at < readings.kind.length; at += 1) {
    const timeMs = readings.timeMs[at]!;
    if (timeMs >= fromMs && timeMs <= toMs && (kind === null || readings.kind[at] === kind)) rows.push(at);
  }
  const chosen = allocateReadings(rows.length);
  for (const [at, row] of rows.entries()) {
    chosen.kind[at] = readings.kind[row]!;
    chosen.timeMs[at] = readings.timeMs[row]!;
    chosen.value[at] = readings.value[row]!;
  }
  return chosen;
}
