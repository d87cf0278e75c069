import { driveKnots, progressAt, type DriveKnots, type DriveProgress } from './motion.ts';
import { spotAt } from './places.ts';
import { offsetBy, type Position } from './road-geometry.ts';
import { pointOnEdge, type DirectedEdge, type RoadPoint } from './road-network.ts';
import { lastAtOrBefore, manoeuvreMs, type EngineState, type Schedule, type Segment } from './schedule.ts';
import { anchorMs, createTimeline, type Timeline } from './timeline.ts';
import { metersPerSecondPerMph } from './traffic.ts';

export interface TruckPlan {
  readonly schedule: Schedule;
  readonly truckSeed: number;
  /** Where in its tour the truck was at the anchor of all tours. */
  readonly phaseMs: number;
  /** Driven on one tank. */
  readonly tankMeters: number;
  readonly isIdler: boolean;
  readonly odometerAtAnchorMeters: number;
  /** Which spot of a yard it takes. */
  readonly spot: number;
}

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
  /** Posted where it drives; `null` while it stands beside the road. */
  readonly speedLimitMph: number | null;
  /** The nearer end of the road it is on. */
  readonly nearCity: string;
}

export interface Truck extends Timeline {
  readonly plan: TruckPlan;
  /** Where it is and what it does at a moment: a pure function of time, past and future. */
  motionAt(atMs: number): Motion;
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

function fuelAt({ schedule, tankMeters }: TruckPlan, relativeMs: number, meters: number): number {
  let [percent, filledMeters] = [100, 0];
  for (const refuel of schedule.refuels) {
    if (refuel.atMs > relativeMs) break;
    [percent, filledMeters] = [refuel.percent, refuel.meters];
  }
  return Math.max(3, percent - (100 * (meters - filledMeters)) / tankMeters);
}

function nearCityOf({ edge, isReversed }: DirectedEdge, alongMeters: number): string {
  const fromStart = isReversed ? edge.lengthMeters - alongMeters : alongMeters;
  return (fromStart < edge.lengthMeters / 2 ? edge.from : edge.to).label;
}

/** Driving, on the road; standing or manoeuvring, beside it. */
function pose(plan: TruckPlan, segment: Segment, relativeMs: number, road: RoadPoint, speed: number) {
  if (segment.kind === 'drive') return { ...road, speedMph: speed / metersPerSecondPerMph };
  const share = shareOfWayToSpot(segment, relativeMs);
  const spot = spotOf(plan, segment, road);
  return {
    longitude: road.longitude + (spot[0] - road.longitude) * share,
    latitude: road.latitude + (spot[1] - road.latitude) * share,
    headingDegrees: share < 1 ? road.headingDegrees : 0,
    speedMph: share < 1 ? 6 : 0,
  };
}

/** Progress within a drive. The knots of the drive looked at last are kept: most questions are about now. */
function createProgress({ schedule, truckSeed }: TruckPlan) {
  let cached: { readonly segment: Segment; readonly knots: DriveKnots } | null = null;
  return (segment: Segment, relativeMs: number): DriveProgress & { readonly limitMph: number | null } => {
    if (segment.kind !== 'drive') return { meters: 0, metersPerSecond: 0, limitMph: null };
    if (cached?.segment !== segment) {
      cached = { segment, knots: knotsOf({ schedule, truckSeed }, segment) };
    }
    const { knots } = cached;
    const sinceMs = relativeMs - segment.startMs;
    const index = Math.min(lastAtOrBefore(knots.timeMs, sinceMs), knots.timeMs.length - 2);
    return { ...progressAt(knots, index, sinceMs), limitMph: limitMphAt(knots, sinceMs) };
  };
}

/** Of a segment of kind `drive`. */
export function knotsOf(plan: Pick<TruckPlan, 'schedule' | 'truckSeed'>, segment: Segment): DriveKnots {
  const { firstEdge, firstPiece, startMeters, endMeters } = segment;
  return driveKnots(plan.schedule.route, firstEdge, firstPiece, endMeters - startMeters, plan.truckSeed);
}

export function limitMphAt({ pieces }: DriveKnots, sinceMs: number): number | null {
  let [low, high] = [0, pieces.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.startMs ?? Infinity) <= sinceMs) low = middle;
    else high = middle - 1;
  }
  return pieces[low]?.limitMph ?? null;
}

/** Inverse of the progress of a drive: milliseconds from its start to `meters` along it, to the millisecond. */
export function driveTimeAt(knots: DriveKnots, meters: number): number {
  const index = Math.min(lastAtOrBefore(knots.meters, meters), knots.meters.length - 2);
  let [low, high] = [knots.timeMs[index] ?? 0, knots.timeMs[index + 1] ?? 0];
  while (high - low > 1) {
    const middle = (low + high) / 2;
    if (progressAt(knots, index, middle).meters < meters) low = middle;
    else high = middle;
  }
  return Math.round(high);
}

/** When in the tour `meters` of it have been driven, from its start. */
export function timeAtMeters(plan: TruckPlan, meters: number): number {
  const drive = plan.schedule.segments.find(
    (segment) => segment.kind === 'drive' && segment.endMeters >= meters,
  );
  if (drive === undefined) throw new Error('the tour is not that long');
  return drive.startMs + driveTimeAt(knotsOf(plan, drive), meters - drive.startMeters);
}

export function createTruck(plan: TruckPlan): Truck {
  const { schedule, phaseMs } = plan;
  const timeline = createTimeline(plan);
  const progressOf = createProgress(plan);

  const odometerAt = (tourStartMs: number, meters: number): number => {
    const toursDone = Math.round((tourStartMs - anchorMs + phaseMs) / schedule.periodMs);
    return Math.round(plan.odometerAtAnchorMeters + toursDone * schedule.tourMeters + meters);
  };
  return {
    ...timeline,
    plan,
    motionAt(atMs) {
      const tourStartMs = timeline.tourStartMs(atMs);
      const relativeMs = atMs - tourStartMs;
      const segment = timeline.segmentAt(atMs);
      const progress = progressOf(segment, relativeMs);
      const meters = segment.startMeters + progress.meters;
      const edgeNumber = lastAtOrBefore(schedule.edgeStartMeters, meters);
      const directed = schedule.route[edgeNumber];
      if (directed === undefined) throw new Error('a tour has at least one edge');
      const alongMeters = meters - (schedule.edgeStartMeters[edgeNumber] ?? 0);
      const road = pointOnEdge(directed, alongMeters);
      return {
        ...pose(plan, segment, relativeMs, road, progress.metersPerSecond),
        segment,
        engine: timeline.engineAt(atMs).state,
        fuelPercent: fuelAt(plan, relativeMs, meters),
        odometerMeters: odometerAt(tourStartMs, meters),
        highway: directed.edge.highway,
        speedLimitMph: progress.limitMph,
        nearCity: nearCityOf(directed, alongMeters),
      };
    },
  };
}
