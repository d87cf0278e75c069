import { unitOf } from './random.ts';
import type { DirectedEdge } from './road-network.ts';

/** Roads are driven in pieces of about this length, each with its own speed. */
const pieceMeters = 8_000;
export const metersPerSecondPerMph = 0.44704;
const metropolisMeters = 18_000;
const heavyFootShare = 0.12;
const rushingShare = 0.05;
/** Of the pieces a truck drives: about one hard stop in two days. */
const brakeShare = 0.003;
const brakePieceMetersMin = 5_000;

export const pieceCount = (directed: DirectedEdge): number =>
  Math.max(1, Math.round(directed.edge.lengthMeters / pieceMeters));

export const pieceLengthMeters = (directed: DirectedEdge): number =>
  directed.edge.lengthMeters / pieceCount(directed);

/** Pieces are numbered in driving order; this gives the place on the road itself, equal for both directions. */
const placeOf = (directed: DirectedEdge, piece: number): number =>
  directed.isReversed ? pieceCount(directed) - 1 - piece : piece;

function isNearMetropolis(directed: DirectedEdge, place: number): boolean {
  const { edge } = directed;
  const middleMeters = (place + 0.5) * pieceLengthMeters(directed);
  return (
    (edge.from.isMetropolis && middleMeters < metropolisMeters) ||
    (edge.to.isMetropolis && edge.lengthMeters - middleMeters < metropolisMeters)
  );
}

/** In [0, 1); low: road works or a jam. Each direction has its own. */
const conditionOf = ({ edge, isReversed }: DirectedEdge, place: number): number =>
  unitOf(edge.index, place, isReversed ? 1 : 0, 17);

/** Posted at the roadside, the same for every truck. */
export function pieceLimitMph(directed: DirectedEdge, piece: number): number {
  const place = placeOf(directed, piece);
  if (isNearMetropolis(directed, place)) return 55;
  if (conditionOf(directed, place) < 0.01) return 35;
  return unitOf(directed.edge.index, 43) < 0.4 ? 70 : 65;
}

/** One driver in eight has a heavy foot now and then, where the road is free; two pieces share their fate. */
export function isRushing(directed: DirectedEdge, piece: number, truckSeed: number): boolean {
  const place = placeOf(directed, piece);
  return (
    unitOf(truckSeed, 31) < heavyFootShare &&
    unitOf(truckSeed, directed.edge.index, place >> 1, 37) < rushingShare &&
    conditionOf(directed, place) >= 0.06
  );
}

/** Slow around a metropolis, road works and jams at fixed places, everything else at a truck's cruising speed. */
export function pieceSpeedMetersPerSecond(directed: DirectedEdge, piece: number, truckSeed: number): number {
  const { edge } = directed;
  const place = placeOf(directed, piece);
  if (isRushing(directed, piece, truckSeed)) {
    const excessMph = 7 + 6 * unitOf(truckSeed, edge.index, place, 41);
    return Math.min(77, pieceLimitMph(directed, piece) + excessMph) * metersPerSecondPerMph;
  }
  const condition = conditionOf(directed, place);
  const habit = 0.96 + 0.07 * unitOf(truckSeed, 3);
  const mood = 0.97 + 0.06 * unitOf(truckSeed, edge.index, place, 5);
  const mph = isNearMetropolis(directed, place)
    ? 36 + 18 * condition
    : condition < 0.02
      ? 22
      : condition < 0.06
        ? 44
        : 61 + 4 * condition;
  return mph * habit * mood * metersPerSecondPerMph;
}

/** A hard stop on the brakes in the middle of a piece, from cruising speed to `speedShare` of it. */
export interface BrakePlan {
  /** Where in the piece, as a share of what is driven at cruising speed. */
  readonly placeShare: number;
  readonly speedShare: number;
  readonly brakeMs: number;
  readonly recoverMs: number;
}

/** Some crews follow too closely: they brake hard four times as often. */
export function brakeIn(directed: DirectedEdge, piece: number, truckSeed: number): BrakePlan | null {
  const place = placeOf(directed, piece);
  const share = unitOf(truckSeed, 47) < 0.15 ? 4 * brakeShare : brakeShare;
  if (pieceLengthMeters(directed) < brakePieceMetersMin) return null;
  if (pieceSpeedMetersPerSecond(directed, piece, truckSeed) < 45 * metersPerSecondPerMph) return null;
  if (unitOf(truckSeed, directed.edge.index, place, 53) >= share) return null;
  const force = unitOf(truckSeed, directed.edge.index, place, 59);
  return {
    placeShare: 0.2 + 0.6 * force,
    speedShare: 0.45,
    brakeMs: 3_900 - 1_100 * force,
    recoverMs: 30_000,
  };
}

/** No mobile coverage: tunnels and mountains, the same places for every truck; two pieces share their fate. */
export const isDeadZone = (directed: DirectedEdge, piece: number): boolean =>
  unitOf(directed.edge.index, placeOf(directed, piece) >> 1, 29) < 0.025;

/** Truck stops lie at the end of every fourth piece, and in every city. */
export const isTruckStop = (directed: DirectedEdge, pieceDone: number): boolean =>
  pieceDone === pieceCount(directed) - 1 ||
  placeOf(directed, pieceDone) % 4 === (directed.isReversed ? 0 : 3);
