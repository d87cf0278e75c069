import {
  pieceCount,
  pieceLengthMeters,
  pieceSpeedMetersPerSecond,
  metersPerSecondPerMph,
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
}

export const rampPenaltyMs = (pieceSpeed: number): number =>
  1_000 * rampMeters * Math.max(0, 1 / rampMetersPerSecond - 1 / pieceSpeed);

function knotSpeeds(timeMs: readonly number[], meters: readonly number[]): Float64Array {
  const mean = (index: number) =>
    (1_000 * ((meters[index + 1] ?? 0) - (meters[index] ?? 0))) /
    ((timeMs[index + 1] ?? 1) - (timeMs[index] ?? 0));
  const speed = new Float64Array(timeMs.length);
  for (let index = 1; index + 1 < timeMs.length; index++) {
    const [before, after] = [mean(index - 1), mean(index)];
    // Fritsch–Carlson needs at most 3 x the slower neighbour to stay monotone; 2 x looks calmer.
    speed[index] = Math.min((before + after) / 2, 2 * Math.min(before, after));
  }
  return speed;
}

/** The pieces from (`firstEdge`, `firstPiece`) on, `lengthMeters` long in all. */
export function driveKnots(
  route: readonly DirectedEdge[],
  firstEdge: number,
  firstPiece: number,
  lengthMeters: number,
  truckSeed: number,
): DriveKnots {
  const timeMs = [0];
  const meters = [0];
  let [edge, piece, time, done] = [firstEdge, firstPiece, 0, 0];
  const push = (durationMs: number, length: number) => {
    time += durationMs;
    done += length;
    timeMs.push(time);
    meters.push(done);
  };
  while (done < lengthMeters - 1) {
    const directed = route[edge];
    if (directed === undefined) break;
    const speed = pieceSpeedMetersPerSecond(directed, piece, truckSeed);
    const length = pieceLengthMeters(directed);
    const isFirst = done === 0;
    const isLast = done + length >= lengthMeters - 1;
    const rampMs = (1_000 * rampMeters) / speed + rampPenaltyMs(speed);
    if (isFirst) push(rampMs, rampMeters);
    const middle = length - (isFirst ? rampMeters : 0) - (isLast ? rampMeters : 0);
    push((1_000 * middle) / speed, middle);
    if (isLast) push(rampMs, rampMeters);
    piece += 1;
    if (piece >= pieceCount(directed)) {
      piece = 0;
      edge += 1;
    }
  }
  return {
    timeMs: Float64Array.from(timeMs),
    meters: Float64Array.from(meters),
    speed: knotSpeeds(timeMs, meters),
  };
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
