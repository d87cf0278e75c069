import { manoeuvreMs } from './schedule.ts';
import { segmentsBetween } from './segments.ts';
import type { Place } from './places.ts';
import type { Truck } from './truck.ts';

const minuteMs = 60_000;

/** From leaving one spot to standing on the next. */
export interface Trip {
  readonly startMs: number;
  readonly endMs: number;
  /** When the vendor takes it for ended: 10 minutes of standing, 2 at a place of the address book. */
  readonly completedMs: number;
  readonly driver: number;
  readonly to: Place | null;
}

/** Trips under way or taken for ended in [fromMs, toMs], oldest first. */
export function tripsBetween(truck: Truck, fromMs: number, toMs: number): Trip[] {
  const placed = segmentsBetween(truck, fromMs - 15 * minuteMs, toMs + 2 * manoeuvreMs);
  return placed.flatMap((drive, index) => {
    if (drive.segment.kind !== 'drive') return [];
    const to = (placed[index + 1]?.segment ?? null)?.place ?? null;
    const [startMs, endMs] = [drive.startMs - manoeuvreMs, drive.endMs + manoeuvreMs];
    const completedMs = endMs + (to === null ? 10 : 2) * minuteMs;
    if (completedMs < fromMs || startMs > toMs) return [];
    return [{ startMs, endMs, completedMs, driver: drive.segment.driver, to }];
  });
}
