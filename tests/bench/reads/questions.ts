import type { Database as RawDatabase } from 'better-sqlite3';
import { createRandom } from '../rules/random.ts';
import type { Circle } from './near-area.ts';

const hourMs = 60 * 60 * 1_000;
export const dayMs = 24 * hourMs;

export interface ReplayQuestion {
  readonly slot: number;
  readonly fromMs: number;
  readonly toMs: number;
}

interface Span {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Whole days of any vehicle, beginning anywhere in the span. */
export function daysOf(
  vehicleCount: number,
  { fromMs, toMs }: Span,
  count: number,
  seed: number,
): ReplayQuestion[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const startMs = fromMs + Math.floor(random() * (toMs - fromMs - dayMs));
    return {
      slot: 1 + Math.floor(random() * vehicleCount),
      fromMs: startMs,
      toMs: startMs + dayMs - 1,
    };
  });
}

/** The day that ends now, of one vehicle after the other: a part of it has not been closed yet. */
export const lastDaysOf = (vehicleCount: number, endMs: number, count: number): ReplayQuestion[] =>
  Array.from({ length: count }, (_, at) => ({
    slot: 1 + (at % vehicleCount),
    fromMs: endMs - dayMs,
    toMs: endMs,
  }));

/** From a yard to half a country, from a quarter of an hour to a quarter of a day. */
export const nearSizes = {
  yardQuarterHour: { radiusMeters: 300, spanMs: hourMs / 4 },
  yardSixHours: { radiusMeters: 300, spanMs: 6 * hourMs },
  townHour: { radiusMeters: 10_000, spanMs: hourMs },
  stateHour: { radiusMeters: 200_000, spanMs: hourMs },
  countrySixHours: { radiusMeters: 1_500_000, spanMs: 6 * hourMs },
} as const;
export type NearSize = keyof typeof nearSizes;

export interface CircleQuestion {
  readonly area: Circle;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Time and place of some fix at about a time. */
export type FindFix = (
  aroundMs: number,
) => Promise<readonly [timeMs: number, latitudeE6: number, longitudeE6: number]>;

/** Of rows clustered by time. */
export function fixFinder(rowsByTime: RawDatabase): FindFix {
  const find = rowsByTime
    .prepare('SELECT time_ms, latitude_e6, longitude_e6 FROM fix WHERE time_ms >= ? ORDER BY time_ms LIMIT 1')
    .raw();
  return (aroundMs) => Promise.resolve(find.get(aroundMs) as [number, number, number]);
}

/** Circles around places where some vehicle was at some time of the span, as people ask: something happened there then. */
export async function circlesOf(
  findFix: FindFix,
  { fromMs, toMs }: Span,
  size: NearSize,
  count: number,
  seed: number,
): Promise<CircleQuestion[]> {
  const random = createRandom(seed);
  const { radiusMeters, spanMs } = nearSizes[size];
  const circles: CircleQuestion[] = [];
  while (circles.length < count) {
    const aroundMs = fromMs + spanMs / 2 + random() * (toMs - fromMs - spanMs);
    const [timeMs, latitudeE6, longitudeE6] = await findFix(aroundMs);
    const startMs = Math.round(timeMs - spanMs * random());
    circles.push({
      area: { latitude: latitudeE6 / 1e6, longitude: longitudeE6 / 1e6, radiusMeters },
      fromMs: startMs,
      toMs: startMs + spanMs,
    });
  }
  return circles;
}
