import {
  lastAtOrBefore,
  engineChanges,
  manoeuvreMs,
  type EngineState,
  type Schedule,
  type Segment,
} from './schedule.ts';
import { driveKnots, progressAt, type DriveKnots, type DriveProgress } from './motion.ts';
import { spotAt } from './places.ts';
import { offsetBy, type Position } from './road-geometry.ts';
import { pointOnEdge, type RoadPoint } from './road-network.ts';
import { metersPerSecondPerMph } from './traffic.ts';

/** Tours repeat from here on; any fixed moment would do. */
const anchorMs = Date.UTC(2024, 0, 1);

export interface Motion {
  readonly segment: Segment;
  readonly longitude: number;
  readonly latitude: number;
  readonly headingDegrees: number;
  readonly speedMph: number;
  readonly engine: EngineState;
  readonly fuelPercent: number;
  readonly odometerMeters: number;
  readonly highway: string;
  readonly nearCity: string;
}

export interface TruckPlan {
  readonly schedule: Schedule;
  readonly truckSeed: number;
  /** Where in its tour the truck was at the anchor. */
  readonly phaseMs: number;
  readonly tankMeters: number;
  readonly isIdler: boolean;
  readonly odometerAtAnchorMeters: number;
  /** Which spot of a yard it takes. */
  readonly spot: number;
}

export interface EngineStretch {
  readonly state: EngineState;
  readonly startMs: number;
  readonly endMs: number;
}

/** From `startMs` until just before `endMs`. */
export interface Span {
  readonly startMs: number;
  readonly endMs: number;
}

export interface Truck {
  readonly plan: TruckPlan;
  /** Where it is and what it does at a moment: a pure function of time, past and future. */
  motionAt(atMs: number): Motion;
  segmentAt(atMs: number): Segment;
  /** Start of the current tour. */
  tourStartMs(atMs: number): number;
  /** The engine state that holds at `atMs`, with when it began and ends. */
  engineAt(atMs: number): EngineStretch;
  /** The stretch without coverage that contains `atMs`. */
  deadZoneAt(atMs: number): Span | null;
  /** The last stretch without coverage of this tour that ended at or before `atMs`. */
  deadZoneBefore(atMs: number): Span | null;
}

interface Engine {
  readonly startMs: Float64Array;
  readonly states: readonly EngineState[];
}

function engineOf(plan: TruckPlan): Engine {
  const changes = engineChanges(plan.schedule.segments, plan.isIdler);
  return {
    startMs: Float64Array.from(changes, (change) => change.atMs),
    states: changes.map((change) => change.state),
  };
}

/** Where a standing truck is between the road and its spot: on the road at both ends of the stop. */
function shareOfWayToSpot(segment: Segment, relativeMs: number): number {
  const inMs = segment.arrives ? (relativeMs - segment.startMs) / manoeuvreMs : 1;
  const outMs = segment.departs ? (segment.endMs - relativeMs) / manoeuvreMs : 1;
  return Math.max(0, Math.min(1, inMs, outMs));
}

function spotOf(plan: TruckPlan, segment: Segment, road: RoadPoint): Position {
  if (segment.place !== null) return spotAt(segment.place, plan.spot);
  const sideways = ((road.headingDegrees + 90) * Math.PI) / 180;
  const away = 45 + (plan.spot % 10) * 6;
  return offsetBy([road.longitude, road.latitude], Math.sin(sideways) * away, Math.cos(sideways) * away);
}

export function createTruck(plan: TruckPlan): Truck {
  const { schedule } = plan;
  const engine = engineOf(plan);
  let cached: { readonly segment: Segment; readonly knots: DriveKnots } | null = null;

  const tourStartMs = (atMs: number) =>
    atMs - ((((atMs - anchorMs + plan.phaseMs) % schedule.periodMs) + schedule.periodMs) % schedule.periodMs);
  const segmentOf = (relativeMs: number): Segment => {
    const segment = schedule.segments[lastAtOrBefore(schedule.segmentStartMs, relativeMs)];
    if (segment === undefined) throw new Error('a schedule has at least one segment');
    return segment;
  };
  const knotsOf = (segment: Segment): DriveKnots => {
    if (cached?.segment !== segment) {
      const { firstEdge, firstPiece, startMeters, endMeters } = segment;
      const length = endMeters - startMeters;
      cached = {
        segment,
        knots: driveKnots(schedule.route, firstEdge, firstPiece, length, plan.truckSeed),
      };
    }
    return cached.knots;
  };
  const progressOf = (segment: Segment, relativeMs: number): DriveProgress => {
    if (segment.kind !== 'drive') return { meters: 0, metersPerSecond: 0 };
    const knots = knotsOf(segment);
    const sinceMs = relativeMs - segment.startMs;
    return progressAt(
      knots,
      Math.min(lastAtOrBefore(knots.timeMs, sinceMs), knots.timeMs.length - 2),
      sinceMs,
    );
  };
  const fuelAt = (relativeMs: number, meters: number): number => {
    let [percent, filledMeters] = [100, 0];
    for (const refuel of schedule.refuels) {
      if (refuel.atMs > relativeMs) break;
      [percent, filledMeters] = [refuel.percent, refuel.meters];
    }
    return Math.max(3, percent - (100 * (meters - filledMeters)) / plan.tankMeters);
  };
  const engineAt = (atMs: number): EngineStretch => {
    const start = tourStartMs(atMs);
    const index = lastAtOrBefore(engine.startMs, atMs - start);
    return {
      state: engine.states[index] ?? 'Off',
      startMs: start + (engine.startMs[index] ?? 0),
      endMs: start + (engine.startMs[index + 1] ?? schedule.periodMs),
    };
  };
  /** `choose` maps the last boundary not after `atMs` to the boundary where the wanted zone starts. */
  const deadZone = (atMs: number, choose: (index: number) => number): Span | null => {
    const start = tourStartMs(atMs);
    if (!((schedule.deadMs[0] ?? Infinity) <= atMs - start)) return null;
    const index = choose(lastAtOrBefore(schedule.deadMs, atMs - start));
    const [zoneStart, zoneEnd] = [schedule.deadMs[index], schedule.deadMs[index + 1]];
    if (index % 2 !== 0 || zoneStart === undefined || zoneEnd === undefined) return null;
    return { startMs: start + zoneStart, endMs: start + zoneEnd };
  };
  return {
    plan,
    tourStartMs,
    engineAt,
    segmentAt: (atMs) => segmentOf(atMs - tourStartMs(atMs)),
    deadZoneAt: (atMs) => deadZone(atMs, (index) => index),
    deadZoneBefore: (atMs) => deadZone(atMs, (index) => (index % 2 === 1 ? index - 1 : index - 2)),
    motionAt(atMs) {
      const start = tourStartMs(atMs);
      const relativeMs = atMs - start;
      const segment = segmentOf(relativeMs);
      const progress = progressOf(segment, relativeMs);
      const meters = segment.startMeters + progress.meters;
      const edgeNumber = lastAtOrBefore(schedule.edgeStartMeters, meters);
      const directed = schedule.route[edgeNumber];
      if (directed === undefined) throw new Error('a tour has at least one edge');
      const along = meters - (schedule.edgeStartMeters[edgeNumber] ?? 0);
      const road = pointOnEdge(directed, along);
      const { edge, isReversed } = directed;
      const isInFirstHalf = (isReversed ? edge.lengthMeters - along : along) < edge.lengthMeters / 2;
      const facts = {
        segment,
        engine: engineAt(atMs).state,
        fuelPercent: fuelAt(relativeMs, meters),
        odometerMeters: Math.round(
          plan.odometerAtAnchorMeters +
            Math.round((start - anchorMs + plan.phaseMs) / schedule.periodMs) * schedule.tourMeters +
            meters,
        ),
        highway: edge.highway,
        nearCity: (isInFirstHalf ? edge.from : edge.to).label,
      };
      if (segment.kind === 'drive') {
        return { ...road, speedMph: progress.metersPerSecond / metersPerSecondPerMph, ...facts };
      }
      const share = shareOfWayToSpot(segment, relativeMs);
      const spot = spotOf(plan, segment, road);
      return {
        longitude: road.longitude + (spot[0] - road.longitude) * share,
        latitude: road.latitude + (spot[1] - road.latitude) * share,
        headingDegrees: share < 1 ? road.headingDegrees : 0,
        speedMph: share < 1 ? 6 : 0,
        ...facts,
      };
    },
  };
}
