import {
  brakeIn,
  isRushing,
  pieceCount,
  pieceLengthMeters,
  pieceLimitMph,
  pieceSpeedMetersPerSecond,
  metersPerSecondPerMph,
  type BrakePlan,
} from './traffic.ts';
import type { DirectedEdge } from './road-network.ts';

/** A truck gathers and loses speed over this distance at the ends of a drive. */
const rampMeters = 600;
const rampMetersPerSecond = 34 * metersPerSecondPerMph;

/** Time and distance along one drive, from its start; between the knots the motion is a smooth monotone curve. */
export interface DriveKnots {
  readonly timeMs: Float64Array;
  readonly meters: Float64Array;
  /** Speed at every knot, metres per second; zero at both ends. */
  readonly speed: Float64Array;
  readonly pieces: readonly DrivenPiece[];
  /** Hard stops on the brakes, ascending. */
  readonly brakes: readonly DrivenBrake[];
}

/** A piece of road with one speed limit, from `startMs` of the drive on. */
export interface DrivenPiece {
  readonly startMs: number;
  readonly limitMph: number;
  readonly isRushing: boolean;
}

export interface DrivenBrake {
  readonly startMs: number;
  readonly endMs: number;
  readonly gForce: number;
}

export const rampPenaltyMs = (pieceSpeed: number): number =>
  1_000 * rampMeters * Math.max(0, 1 / rampMetersPerSecond - 1 / pieceSpeed);

type FixedSpeeds = ReadonlyMap<number, number>;

/** `fixed`: speeds that are known, by number of the knot. */
function knotSpeeds(timeMs: readonly number[], meters: readonly number[], fixed: FixedSpeeds): Float64Array {
  const mean = (index: number) =>
    (1_000 * ((meters[index + 1] ?? 0) - (meters[index] ?? 0))) /
    ((timeMs[index + 1] ?? 1) - (timeMs[index] ?? 0));
  const speed = new Float64Array(timeMs.length);
  for (let index = 1; index + 1 < timeMs.length; index++) {
    const [before, after] = [mean(index - 1), mean(index)];
    // Fritsch–Carlson needs at most 3 x the slower neighbour to stay monotone; 2 x looks calmer.
    speed[index] = fixed.get(index) ?? Math.min((before + after) / 2, 2 * Math.min(before, after));
  }
  return speed;
}

const gravity = 9.81;

interface BrakeStretches {
  readonly cruiseMetersPerSecond: number;
  readonly lowMetersPerSecond: number;
  readonly beforeMeters: number;
  readonly brakeMeters: number;
  readonly recoverMeters: number;
  readonly afterMeters: number;
}

/**
 * A piece with a hard stop in it, cruised so much faster that it takes as long as without: the plan of the tour, and
 * every time after, stays what it is. Braking and recovering at constant force makes their lengths exact.
 */
function brakeStretches(plan: BrakePlan, lengthMeters: number, durationMs: number): BrakeStretches {
  const seconds = (plan.brakeMs + plan.recoverMs) / 1_000;
  const lost = (1 - (1 + plan.speedShare) / 2) * seconds;
  const cruise = lengthMeters / (durationMs / 1_000 - lost);
  const mean = (cruise * (1 + plan.speedShare)) / 2;
  const brakeMeters = (mean * plan.brakeMs) / 1_000;
  const recoverMeters = (mean * plan.recoverMs) / 1_000;
  const cruiseMeters = lengthMeters - brakeMeters - recoverMeters;
  return {
    cruiseMetersPerSecond: cruise,
    lowMetersPerSecond: cruise * plan.speedShare,
    beforeMeters: cruiseMeters * plan.placeShare,
    brakeMeters,
    recoverMeters,
    afterMeters: cruiseMeters * (1 - plan.placeShare),
  };
}

/** Gathers the knots of one drive. */
function createKnots() {
  const timeMs = [0];
  const meters = [0];
  const fixed = new Map<number, number>();
  const brakes: DrivenBrake[] = [];
  let [time, done] = [0, 0];
  const push = (durationMs: number, length: number) => {
    time += durationMs;
    done += length;
    timeMs.push(time);
    meters.push(done);
  };
  return {
    timeMs: () => time,
    meters: () => done,
    push,
    pushBraking(plan: BrakePlan, lengthMeters: number, durationMs: number) {
      const its = brakeStretches(plan, lengthMeters, durationMs);
      const [cruise, low] = [its.cruiseMetersPerSecond, its.lowMetersPerSecond];
      push((1_000 * its.beforeMeters) / cruise, its.beforeMeters);
      fixed.set(timeMs.length - 1, cruise);
      const gForce = ((cruise - low) * 1_000) / plan.brakeMs / gravity;
      brakes.push({ startMs: time, endMs: time + plan.brakeMs, gForce });
      push(plan.brakeMs, its.brakeMeters);
      fixed.set(timeMs.length - 1, low);
      push(plan.recoverMs, its.recoverMeters);
      fixed.set(timeMs.length - 1, cruise);
      push((1_000 * its.afterMeters) / cruise, its.afterMeters);
    },
    finish: (pieces: readonly DrivenPiece[]): DriveKnots => ({
      timeMs: Float64Array.from(timeMs),
      meters: Float64Array.from(meters),
      speed: knotSpeeds(timeMs, meters, fixed),
      pieces,
      brakes,
    }),
  };
}

/** The pieces from (`firstEdge`, `firstPiece`) on, `lengthMeters` long in all. */
export function driveKnots(
  route: readonly DirectedEdge[],
  firstEdge: number,
  firstPiece: number,
  lengthMeters: number,
  truckSeed: number,
): DriveKnots {
  const knots = createKnots();
  const pieces: DrivenPiece[] = [];
  let [edge, piece] = [firstEdge, firstPiece];
  while (knots.meters() < lengthMeters - 1) {
    const directed = route[edge];
    if (directed === undefined) break;
    const speed = pieceSpeedMetersPerSecond(directed, piece, truckSeed);
    const length = pieceLengthMeters(directed);
    const isFirst = knots.meters() === 0;
    const isLast = knots.meters() + length >= lengthMeters - 1;
    const rampMs = (1_000 * rampMeters) / speed + rampPenaltyMs(speed);
    pieces.push({
      startMs: knots.timeMs(),
      limitMph: pieceLimitMph(directed, piece),
      isRushing: isRushing(directed, piece, truckSeed),
    });
    const brake = isFirst || isLast ? null : brakeIn(directed, piece, truckSeed);
    if (isFirst) knots.push(rampMs, rampMeters);
    const middle = length - (isFirst ? rampMeters : 0) - (isLast ? rampMeters : 0);
    if (brake === null) knots.push((1_000 * middle) / speed, middle);
    else knots.pushBraking(brake, middle, (1_000 * middle) / speed);
    if (isLast) knots.push(rampMs, rampMeters);
    piece += 1;
    if (piece >= pieceCount(directed)) {
      piece = 0;
      edge += 1;
    }
  }
  return knots.finish(pieces);
}

export interface DriveProgress {
  readonly meters: number;
  readonly metersPerSecond: number;
}

/** Cubic Hermite between knot `index` and the next. */
export function progressAt(knots: DriveKnots, index: number, timeMs: number): DriveProgress {
  const start = knots.timeMs[index] ?? 0;
  const seconds = ((knots.timeMs[index + 1] ?? start + 1) - start) / 1_000;
  const share = Math.min(1, Math.max(0, (timeMs - start) / 1_000 / seconds));
  const from = knots.meters[index] ?? 0;
  const length = (knots.meters[index + 1] ?? from) - from;
  const [out, into] = [(knots.speed[index] ?? 0) * seconds, (knots.speed[index + 1] ?? 0) * seconds];
  const meters = share * (out + share * (3 * length - 2 * out - into + share * (out + into - 2 * length)));
  const slope = out + share * (2 * (3 * length - 2 * out - into) + 3 * share * (out + into - 2 * length));
  return { meters: from + meters, metersPerSecond: Math.max(0, slope / seconds) };
}
