import type { Segment } from './schedule.ts';
import type { Truck } from './truck.ts';

/** A segment on the real time axis. */
export interface PlacedSegment {
  readonly segment: Segment;
  /** Number in its tour. */
  readonly index: number;
  readonly tourStartMs: number;
  readonly startMs: number;
  readonly endMs: number;
}

function placed(truck: Truck, tourStartMs: number, index: number): PlacedSegment {
  const segment = truck.plan.schedule.segments[index];
  if (segment === undefined) throw new Error('a tour has no such segment');
  return {
    segment,
    index,
    tourStartMs,
    startMs: tourStartMs + segment.startMs,
    endMs: tourStartMs + segment.endMs,
  };
}

/** The segment before (`step` -1) or after (1), across the ends of tours. */
export function neighbourOf(
  truck: Truck,
  { tourStartMs, index }: PlacedSegment,
  step: -1 | 1,
): PlacedSegment {
  const { segments, periodMs } = truck.plan.schedule;
  const next = index + step;
  if (next < 0) return placed(truck, tourStartMs - periodMs, segments.length - 1);
  if (next >= segments.length) return placed(truck, tourStartMs + periodMs, 0);
  return placed(truck, tourStartMs, next);
}

/** What the truck does in [fromMs, toMs], oldest first; the first and the last reach beyond. */
export function segmentsBetween(truck: Truck, fromMs: number, toMs: number): PlacedSegment[] {
  const { segments } = truck.plan.schedule;
  const tourStartMs = truck.tourStartMs(fromMs);
  const found: PlacedSegment[] = [];
  let current = placed(truck, tourStartMs, segments.indexOf(truck.segmentAt(fromMs)));
  while (current.startMs <= toMs) {
    found.push(current);
    current = neighbourOf(truck, current, 1);
  }
  return found;
}
