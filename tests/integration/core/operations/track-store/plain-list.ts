import {
  unknownI32,
  type FixColumns,
  type NearVehicle,
  type ReadingColumns,
} from '../../../../../src-main/core/operations/telematics/store/index.ts';
import { distanceMeters } from '../../../../../src-main/core/operations/telematics/store/near-area.ts';

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

export interface Circle {
  readonly latitude: number;
  readonly longitude: number;
  readonly radiusMeters: number;
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
    near(
      { latitude, longitude, radiusMeters }: Circle,
      slots: readonly number[],
      fromMs: number,
      toMs: number,
    ) {
      return slots.flatMap((slot): NearVehicle[] => {
        const inside = track(slot, fromMs, toMs)
          .map(({ timeMs, latitudeE6, longitudeE6 }) => ({
            timeMs,
            meters: distanceMeters(latitude, longitude, latitudeE6 / 1e6, longitudeE6 / 1e6),
          }))
          .filter(({ meters }) => meters <= radiusMeters);
        const closest = [...inside].sort((a, b) => a.meters - b.meters || a.timeMs - b.timeMs)[0];
        if (!closest) return [];
        return [
          {
            slot,
            firstMs: inside[0]!.timeMs,
            lastMs: inside.at(-1)!.timeMs,
            fixCount: inside.length,
            closestMs: closest.timeMs,
            closestMeters: closest.meters,
          },
        ];
      });
    },
    counts: () => ({ fixCount: fixes.size, readingCount: readings.size }),
  };
}

export type PlainList = ReturnType<typeof createPlainList>;
