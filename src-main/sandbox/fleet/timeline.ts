import { engineChanges, lastAtOrBefore, type EngineState, type Schedule, type Segment } from './schedule.ts';

/** Tours repeat from here on; any fixed moment would do. */
export const anchorMs = Date.UTC(2024, 0, 1);

/** From `startMs` until just before `endMs`. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

export interface EngineStretch extends Span {
  readonly state: EngineState;
}

/** A schedule laid out on the real time axis, repeating for ever in both directions. */
export interface Timeline {
  /** Start of the tour that `atMs` is in. */
  tourStartMs(atMs: number): number;
  segmentAt(atMs: number): Segment;
  /** The engine state that holds at `atMs`, with when it began and ends. */
  engineAt(atMs: number): EngineStretch;
  /** The stretch without coverage that contains `atMs`. */
  deadZoneAt(atMs: number): Span | null;
  /** The last stretch without coverage of this tour that ended at or before `atMs`. */
  deadZoneBefore(atMs: number): Span | null;
}

export interface TimelineOptions {
  readonly schedule: Schedule;
  /** Where in the tour the truck was at the anchor. */
  readonly phaseMs: number;
  readonly isIdler: boolean;
}

export function createTimeline({ schedule, phaseMs, isIdler }: TimelineOptions): Timeline {
  const { periodMs, segments, segmentStartMs, deadMs } = schedule;
  const changes = engineChanges(segments, isIdler);
  const changeMs = Float64Array.from(changes, (change) => change.atMs);

  const tourStartMs = (atMs: number) =>
    atMs - ((((atMs - anchorMs + phaseMs) % periodMs) + periodMs) % periodMs);

  /** `choose` maps the last boundary not after `atMs` to the boundary where the wanted zone starts. */
  const deadZone = (atMs: number, choose: (index: number) => number): Span | null => {
    const start = tourStartMs(atMs);
    if (!((deadMs[0] ?? Infinity) <= atMs - start)) return null;
    const index = choose(lastAtOrBefore(deadMs, atMs - start));
    const [zoneStart, zoneEnd] = [deadMs[index], deadMs[index + 1]];
    if (index % 2 !== 0 || zoneStart === undefined || zoneEnd === undefined) return null;
    return { startMs: start + zoneStart, endMs: start + zoneEnd };
  };
  return {
    tourStartMs,
    segmentAt(atMs) {
      const segment = segments[lastAtOrBefore(segmentStartMs, atMs - tourStartMs(atMs))];
      if (segment === undefined) throw new Error('a schedule has at least one segment');
      return segment;
    },
    engineAt(atMs) {
      const start = tourStartMs(atMs);
      const index = lastAtOrBefore(changeMs, atMs - start);
      return {
        state: changes[index]?.state ?? 'Off',
        startMs: start + (changeMs[index] ?? 0),
        endMs: start + (changeMs[index + 1] ?? periodMs),
      };
    },
    deadZoneAt: (atMs) => deadZone(atMs, (index) => index),
    deadZoneBefore: (atMs) => deadZone(atMs, (index) => (index % 2 === 1 ? index - 1 : index - 2)),
  };
}
