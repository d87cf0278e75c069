import { dutyLimits, type DutyStatus } from './duty-meter.ts';
import type { Place } from './places.ts';
import type { DirectedEdge } from './road-network.ts';

const minuteMs = 60_000;

/** Time a truck takes between the road and the spot where it stands, at the start and the end of a stop. */
export const manoeuvreMs = 60_000;

export type StopKind = 'pretrip' | 'break' | 'fuel' | 'handover' | 'rest' | 'delivery' | 'home';

/** One stretch of a tour. Times are from the start of the tour, distances along its route. */
export interface Segment {
  readonly kind: 'drive' | StopKind;
  readonly startMs: number;
  readonly endMs: number;
  readonly startMeters: number;
  readonly endMeters: number;
  /** Who is responsible: 0, or 1 for the second driver of a team. */
  readonly driver: number;
  /** Where it stands; `null` at a truck stop beside the road. */
  readonly place: Place | null;
  /** First piece of road driven: number of the edge in the route, number of the piece in the edge. */
  readonly firstEdge: number;
  readonly firstPiece: number;
  /** A stop that begins by leaving the road, and one that ends by driving back to it. */
  readonly arrives: boolean;
  readonly departs: boolean;
}

/** A tour repeats for ever: what a truck does is a pure function of time, the same before and after a restart. */
export interface Schedule {
  readonly segments: readonly Segment[];
  readonly segmentStartMs: Float64Array;
  readonly periodMs: number;
  readonly route: readonly DirectedEdge[];
  /** Distance along the route at the start of every edge. */
  readonly edgeStartMeters: Float64Array;
  readonly tourMeters: number;
  readonly crewSize: number;
  /** Without coverage: flat [start, end, …], ascending. */
  readonly deadMs: Float64Array;
  /** Fuel: distance along the route at which the tank was filled, and to how many percent. */
  readonly refuels: ReadonlyArray<{
    readonly atMs: number;
    readonly meters: number;
    readonly percent: number;
  }>;
}

/** Index of the last entry of an ascending array that is not after `value`; 0 when all are after it. */
export function lastAtOrBefore(ascending: Float64Array, value: number): number {
  let low = 0;
  let high = ascending.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((ascending[middle] ?? Infinity) <= value) low = middle;
    else high = middle - 1;
  }
  return low;
}

export interface DutyStretch {
  readonly status: DutyStatus;
  readonly startMs: number;
  readonly endMs: number;
}

function activeStretches(segment: Segment): DutyStretch[] {
  const { kind, startMs, endMs } = segment;
  const whole = (status: DutyStatus): DutyStretch[] => [{ status, startMs, endMs }];
  switch (kind) {
    case 'drive':
      return whole('driving');
    case 'break':
    case 'home':
      return whole('offDuty');
    case 'rest':
      return whole('sleeperBed');
    case 'fuel':
    case 'pretrip':
    case 'handover':
      return whole('onDuty');
    case 'delivery': {
      const backedIn = startMs + 5 * minuteMs;
      const unloaded = Math.min(endMs, startMs + 45 * minuteMs);
      return [
        { status: 'yardMove', startMs, endMs: backedIn },
        { status: 'onDuty', startMs: backedIn, endMs: unloaded },
        { status: 'offDuty', startMs: unloaded, endMs },
      ];
    }
  }
}

/** What one member of the crew does during a segment. */
export function dutyDuring(segment: Segment, driver: number): DutyStretch[] {
  if (segment.driver === driver) return activeStretches(segment);
  const status = segment.kind === 'home' ? 'offDuty' : 'sleeperBed';
  return [{ status, startMs: segment.startMs, endMs: segment.endMs }];
}

export type EngineState = 'On' | 'Idle' | 'Off';

export interface EngineChange {
  readonly atMs: number;
  readonly state: EngineState;
}

const idleAfterStopMs: Readonly<Record<StopKind, number>> = {
  pretrip: Infinity,
  handover: Infinity,
  break: 4 * minuteMs,
  fuel: 0,
  rest: 12 * minuteMs,
  delivery: 8 * minuteMs,
  home: 5 * minuteMs,
};

/** Some drivers let the engine run all night for heat or cold. */
function changesOf(segment: Segment, isIdler: boolean): EngineChange[] {
  const { kind, startMs, endMs, arrives, departs } = segment;
  if (kind === 'drive') return [{ atMs: startMs, state: 'On' }];
  const runsIn = arrives ? startMs + manoeuvreMs : startMs;
  const idleMs = isIdler && (kind === 'rest' || kind === 'break') ? Infinity : idleAfterStopMs[kind];
  const changes: EngineChange[] = [];
  if (idleMs > 0) changes.push({ atMs: runsIn, state: 'Idle' });
  if (runsIn + idleMs < endMs - manoeuvreMs) changes.push({ atMs: runsIn + idleMs, state: 'Off' });
  if (departs) changes.push({ atMs: endMs - manoeuvreMs, state: 'On' });
  return changes;
}

export function engineChanges(segments: readonly Segment[], isIdler: boolean): EngineChange[] {
  const changes: EngineChange[] = [];
  for (const change of segments.flatMap((segment) => changesOf(segment, isIdler))) {
    if (changes.at(-1)?.state !== change.state) changes.push(change);
  }
  return changes;
}

/** The home stay always ends a tour with a restart of the weekly cycle. */
export const homeStayMs = (unit: number): number => dutyLimits.restartMs + minuteMs + unit * 4 * 3_600_000;
