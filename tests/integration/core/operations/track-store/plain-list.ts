import {
  unknownI32,
  type Box,
  type FixColumns,
  type ReadingColumns,
} from '../../../../../src-main/core/operations/telematics/store/index.ts';

export interface PlainFix {
  readonly slot: number;
  readonly timeMs: number;
  readonly latitudeE6: number;
  readonly longitudeE6: number;
  readonly speedDeciMph: number | null;
  readonly headingDeg: number | null;
}

export interface PlainReading {
  readonly slot: number;
  readonly kind: number;
  readonly timeMs: number;
  readonly value: number | null;
}

export const flatFixes = (fixes: readonly PlainFix[]) =>
  fixes.flatMap((fix) => [
    fix.slot,
    fix.timeMs,
    fix.latitudeE6,
    fix.longitudeE6,
    fix.speedDeciMph,
    fix.headingDeg,
  ]);

export const flatReadings = (readings: readonly PlainReading[]) =>
  readings.flatMap(({ slot, kind, timeMs, value }) => [slot, kind, timeMs, value]);

const orNull = (value: number | undefined) => (value === undefined || value === unknownI32 ? null : value);

export const plainFixes = (slot: number, columns: FixColumns): PlainFix[] =>
  [...columns.timeMs].map((timeMs, at) => ({
    slot,
    timeMs,
    latitudeE6: columns.latitudeE6[at]!,
    longitudeE6: columns.longitudeE6[at]!,
    speedDeciMph: orNull(columns.speedDeciMph[at]),
    headingDeg: orNull(columns.headingDeg[at]),
  }));

export const plainReadings = (slot: number, columns: ReadingColumns): PlainReading[] =>
  [...columns.timeMs].map((timeMs, at) => {
    const value = columns.value[at]!;
    return { slot, kind: columns.kind[at]!, timeMs, value: Number.isNaN(value) ? null : value };
  });

const newestFirst = <Row extends { readonly timeMs: number }>(rows: readonly Row[]): Row[] =>
  [...rows].sort((a, b) => b.timeMs - a.timeMs);

/** What the store must answer like: the first of each vehicle (and kind) and time is kept, nothing is clever. */
export function createPlainList() {
  const fixes = new Map<string, PlainFix>();
  const readings = new Map<string, PlainReading>();
  let fixesFromMs = 0;
  let readingsFromMs = 0;
  const track = (slot: number, fromMs: number, toMs: number) =>
    [...fixes.values()]
      .filter((fix) => fix.slot === slot && fix.timeMs >= Math.max(fromMs, fixesFromMs) && fix.timeMs <= toMs)
      .sort((a, b) => a.timeMs - b.timeMs);
  return {
    append(newFixes: readonly PlainFix[], newReadings: readonly PlainReading[]) {
      for (const fix of newFixes) {
        const key = `${fix.slot} ${fix.timeMs}`;
        if (!fixes.has(key)) fixes.set(key, fix);
      }
      for (const reading of newReadings) {
        const key = `${reading.slot} ${reading.kind} ${reading.timeMs}`;
        if (!readings.has(key)) readings.set(key, reading);
      }
    },
    forget(fixesBeforeMs: number, readingsBeforeMs: number) {
      fixesFromMs = Math.max(fixesFromMs, fixesBeforeMs);
      readingsFromMs = Math.max(readingsFromMs, readingsBeforeMs);
    },
    track,
    series: (slot: number, kind: number | null, fromMs: number, toMs: number) =>
      [...readings.values()]
        .filter((one) => one.slot === slot && (kind === null || one.kind === kind))
        .filter(({ timeMs }) => timeMs >= Math.max(fromMs, readingsFromMs) && timeMs <= toMs)
        .sort((a, b) => a.kind - b.kind || a.timeMs - b.timeMs),
    inBox: (box: Box, slots: readonly number[], fromMs: number, toMs: number) =>
      slots.flatMap((slot) =>
        track(slot, fromMs, toMs).filter(
          ({ latitudeE6, longitudeE6 }) =>
            latitudeE6 >= box.latitudeMin &&
            latitudeE6 <= box.latitudeMax &&
            longitudeE6 >= box.longitudeMin &&
            longitudeE6 <= box.longitudeMax,
        ),
      ),
    /** The newest before a time of what is not forgotten, or the newest of all. */
    before(slot: number, beforeMs: number) {
      const all = newestFirst([...fixes.values()].filter((fix) => fix.slot === slot));
      return all.find((fix, at) => fix.timeMs < beforeMs && (at === 0 || fix.timeMs >= fixesFromMs)) ?? null;
    },
    standing(slot: number, kind: number, beforeMs: number) {
      const all = newestFirst([...readings.values()].filter((one) => one.slot === slot && one.kind === kind));
      return (
        all.find((one, at) => one.timeMs < beforeMs && (at === 0 || one.timeMs >= readingsFromMs)) ?? null
      );
    },
    newest: (slot: number) => newestFirst([...fixes.values()].filter((fix) => fix.slot === slot))[0] ?? null,
    latest(slot: number, kind: number) {
      const all = newestFirst([...readings.values()].filter((one) => one.slot === slot && one.kind === kind));
      const [newest] = all;
      if (!newest) return null;
      const otherAt = all.findIndex(({ value }) => value !== newest.value);
      const first = all[otherAt < 0 ? all.length - 1 : otherAt - 1]!;
      return { ...newest, sinceMs: first.timeMs, otherMs: all[otherAt]?.timeMs ?? null };
    },
    isForgetting: () => readingsFromMs > 0,
    counts: () => ({ fixCount: fixes.size, readingCount: readings.size }),
  };
}

export type PlainList = ReturnType<typeof createPlainList>;
