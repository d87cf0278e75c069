import { unitOf } from './random.ts';
import type { DirectedEdge } from './road-network.ts';

/** Roads are driven in pieces of about this length, each with its own speed. */
const pieceMeters = 8_000;
export const metersPerSecondPerMph = 0.44704;
const metropolisMeters = 18_000;

export const pieceCount = (directed: DirectedEdge): number =>
  Math.max(1, Math.round(directed.edge.lengthMeters / pieceMeters));

export const pieceLengthMeters = (directed: DirectedEdge): number =>
  directed.edge.lengthMeters / pieceCount(directed);

/** Pieces are numbered in driving order; this gives the place on the road itself, equal for both directions. */
const placeOf = (directed: DirectedEdge, piece: number): number =>
  directed.isReversed ? pieceCount(directed) - 1 - piece : piece;

/** Slow around a metropolis, road works and jams at fixed places, everything else at a truck's cruising speed. */
export function pieceSpeedMetersPerSecond(directed: DirectedEdge, piece: number, truckSeed: number): number {
  const { edge } = directed;
  const place = placeOf(directed, piece);
  const middleMeters = (place + 0.5) * pieceLengthMeters(directed);
  const isNearMetropolis =
    (edge.from.isMetropolis && middleMeters < metropolisMeters) ||
    (edge.to.isMetropolis && edge.lengthMeters - middleMeters < metropolisMeters);
  const condition = unitOf(edge.index, place, directed.isReversed ? 1 : 0, 17);
  const habit = 0.96 + 0.07 * unitOf(truckSeed, 3);
  const mood = 0.97 + 0.06 * unitOf(truckSeed, edge.index, place, 5);
  const mph = isNearMetropolis
    ? 36 + 18 * condition
    : condition < 0.02
      ? 22
      : condition < 0.06
        ? 44
        : 61 + 4 * condition;
  return mph * habit * mood * metersPerSecondPerMph;
}

/** No mobile coverage: tunnels and mountains, the same places for every truck; two pieces share their fate. */
export const isDeadZone = (directed: DirectedEdge, piece: number): boolean =>
  unitOf(directed.edge.index, placeOf(directed, piece) >> 1, 29) < 0.025;

/** Truck stops lie at the end of every fourth piece, and in every city. */
export const isTruckStop = (directed: DirectedEdge, pieceDone: number): boolean =>
  pieceDone === pieceCount(directed) - 1 ||
  placeOf(directed, pieceDone) % 4 === (directed.isReversed ? 0 : 3);
