import { boundsOf, isInArea, isWithin, type Area, type Bounds } from './area.ts';
import type { Position } from './road-geometry.ts';
import { pointOnEdge, type Edge, type RoadNetwork } from './road-network.ts';
import { manoeuvreMs, type Segment } from './schedule.ts';
import { neighbourOf, segmentsBetween, type PlacedSegment } from './segments.ts';
import { driveTimeAt, knotsOf, type Truck } from './truck.ts';

/** A stay of a truck inside an area, passing through included. */
export interface Visit<Its extends Fenced> {
  readonly fenced: Its;
  readonly enterMs: number;
  readonly exitMs: number;
}

export interface Fenced {
  readonly area: Area;
}

interface Stretch<Its> {
  readonly fenced: Its;
  readonly fromMs: number;
  readonly toMs: number;
}

interface RoadStretch<Its> {
  readonly fenced: Its;
  readonly fromMeters: number;
  readonly toMeters: number;
}

const stepMeters = 10;
const stepMs = 1_000;
/** Two stretches this close are one stay: a drive ends where its stop begins. */
const touchMs = 2 * stepMs;
const cellDegrees = 0.25;

const overlaps = (a: Bounds, b: Bounds): boolean =>
  a.west <= b.east && b.west <= a.east && a.south <= b.north && b.south <= a.north;

/** Where an edge runs inside an area, by distance from its start. */
function* roadStretches(edge: Edge, area: Area, bounds: Bounds): Generator<readonly [number, number]> {
  const { coordinates, cumulativeMeters } = edge;
  let entered: number | null = null;
  for (let index = 0; index + 1 < cumulativeMeters.length; index++) {
    const [ax = 0, ay = 0, bx = 0, by = 0] = coordinates.subarray(index * 2, index * 2 + 4);
    const piece = {
      west: Math.min(ax, bx),
      south: Math.min(ay, by),
      east: Math.max(ax, bx),
      north: Math.max(ay, by),
    };
    if (!overlaps(piece, bounds) && entered === null) continue;
    const [start, end] = [cumulativeMeters[index] ?? 0, cumulativeMeters[index + 1] ?? 0];
    for (let meters = start; meters < end; meters += stepMeters) {
      const point = pointOnEdge({ edge, isReversed: false }, meters);
      const isInside = isInArea(area, [point.longitude, point.latitude]);
      if (isInside) entered ??= meters;
      else if (entered !== null) {
        yield [entered, meters];
        entered = null;
      }
    }
  }
  if (entered !== null) yield [entered, edge.lengthMeters];
}

/** An area may lie over the place where two roads meet. */
function joinTouching<Its>(found: readonly Stretch<Its>[]): Stretch<Its>[] {
  const joined: Stretch<Its>[] = [];
  for (const stretch of found.toSorted((a, b) => a.fromMs - b.fromMs)) {
    const index = joined.findLastIndex(({ fenced }) => fenced === stretch.fenced);
    const before = joined[index];
    if (before !== undefined && stretch.fromMs - before.toMs <= touchMs) {
      joined[index] = { ...before, toMs: Math.max(before.toMs, stretch.toMs) };
    } else joined.push(stretch);
  }
  return joined;
}

function cellsOf({ west, south, east, north }: Bounds): string[] {
  const cells: string[] = [];
  for (let x = Math.floor(west / cellDegrees); x <= Math.floor(east / cellDegrees); x++) {
    for (let y = Math.floor(south / cellDegrees); y <= Math.floor(north / cellDegrees); y++) {
      cells.push(`${x} ${y}`);
    }
  }
  return cells;
}

function edgeBounds({ coordinates }: Edge): Bounds {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (let index = 0; index < coordinates.length; index += 2) {
    const [x, y] = [coordinates[index] ?? 0, coordinates[index + 1] ?? 0];
    [west, south] = [Math.min(west, x), Math.min(south, y)];
    [east, north] = [Math.max(east, x), Math.max(north, y)];
  }
  return { west, south, east, north };
}

export interface Visits<Its extends Fenced> {
  /** Area that contains the position; of several the first that was given. */
  areaAt(position: Position): Its | null;
  /** Stays that touch [fromMs, toMs], by entry; exits may lie in the future. */
  between(truck: Truck, fromMs: number, toMs: number): Visit<Its>[];
}

interface AreaIndex<Its extends Fenced> {
  areasAt(position: Position): readonly Its[];
  onEdge(edge: Edge): readonly RoadStretch<Its>[];
}

function indexAreas<Its extends Fenced>(network: RoadNetwork, all: readonly Its[]): AreaIndex<Its> {
  const byCell = new Map<string, { readonly fenced: Its; readonly bounds: Bounds }[]>();
  const byEdge = new Map<Edge, RoadStretch<Its>[]>();
  const edges = network.edges.map((edge) => ({ edge, bounds: edgeBounds(edge) }));
  for (const fenced of all) {
    const bounds = boundsOf(fenced.area);
    for (const cell of cellsOf(bounds)) {
      byCell.set(cell, [...(byCell.get(cell) ?? []), { fenced, bounds }]);
    }
    for (const { edge } of edges.filter((its) => overlaps(its.bounds, bounds))) {
      for (const [fromMeters, toMeters] of roadStretches(edge, fenced.area, bounds)) {
        byEdge.set(edge, [...(byEdge.get(edge) ?? []), { fenced, fromMeters, toMeters }]);
      }
    }
  }
  return {
    areasAt(position) {
      const cell = `${Math.floor(position[0] / cellDegrees)} ${Math.floor(position[1] / cellDegrees)}`;
      return (byCell.get(cell) ?? [])
        .filter(({ fenced, bounds }) => isWithin(bounds, position) && isInArea(fenced.area, position))
        .map(({ fenced }) => fenced);
    },
    onEdge: (edge) => byEdge.get(edge) ?? [],
  };
}

/** From the start of the tour. */
function whileDriving<Its extends Fenced>(
  index: AreaIndex<Its>,
  { plan }: Truck,
  segment: Segment,
): Stretch<Its>[] {
  const { route, edgeStartMeters } = plan.schedule;
  const found: Stretch<Its>[] = [];
  const knots = knotsOf(plan, segment);
  for (let number = segment.firstEdge; number < route.length; number++) {
    const [directed, startMeters] = [route[number], edgeStartMeters[number] ?? 0];
    if (directed === undefined || startMeters >= segment.endMeters) break;
    const { edge, isReversed } = directed;
    for (const { fenced, fromMeters, toMeters } of index.onEdge(edge)) {
      const [from, to] = isReversed
        ? [edge.lengthMeters - toMeters, edge.lengthMeters - fromMeters]
        : [fromMeters, toMeters];
      const first = Math.max(startMeters + from, segment.startMeters) - segment.startMeters;
      const last = Math.min(startMeters + to, segment.endMeters) - segment.startMeters;
      if (last <= first) continue;
      found.push({
        fenced,
        fromMs: segment.startMs + driveTimeAt(knots, first),
        toMs: segment.startMs + driveTimeAt(knots, last),
      });
    }
  }
  return joinTouching(found);
}

/** It moves only at both ends of a stop: looked at each second there, once in between. */
function momentsToLook({ segment, startMs, endMs }: PlacedSegment): number[] {
  const moments = new Set<number>([startMs, startMs + Math.floor((endMs - startMs) / 2), endMs - 1]);
  for (let offset = 0; offset <= manoeuvreMs; offset += stepMs) {
    if (segment.arrives) moments.add(Math.min(endMs - 1, startMs + offset));
    if (segment.departs) moments.add(Math.max(startMs, endMs - 1 - offset));
  }
  return [...moments].toSorted((a, b) => a - b);
}

/** From the start of the tour. */
function whileStanding<Its extends Fenced>(
  index: AreaIndex<Its>,
  truck: Truck,
  placed: PlacedSegment,
): Stretch<Its>[] {
  const { tourStartMs, endMs } = placed;
  const open = new Map<Its, number>();
  const found: Stretch<Its>[] = [];
  const close = (fenced: Its, atMs: number) => {
    found.push({ fenced, fromMs: (open.get(fenced) ?? atMs) - tourStartMs, toMs: atMs - tourStartMs });
    open.delete(fenced);
  };
  for (const atMs of momentsToLook(placed)) {
    const motion = truck.motionAt(atMs);
    const inside = index.areasAt([motion.longitude, motion.latitude]);
    for (const fenced of [...open.keys()]) if (!inside.includes(fenced)) close(fenced, atMs);
    for (const fenced of inside) if (!open.has(fenced)) open.set(fenced, atMs);
  }
  for (const fenced of [...open.keys()]) close(fenced, endMs);
  return found;
}

/** Who is in which area when, worked out from roads and yards themselves; for one fixed set of areas. */
export function createVisits<Its extends Fenced>(network: RoadNetwork, all: readonly Its[]): Visits<Its> {
  const index = indexAreas(network, all);
  const bySegment = new WeakMap<Segment, readonly Stretch<Its>[]>();

  /** On the real time axis. */
  function stretchesIn(truck: Truck, placed: PlacedSegment): Stretch<Its>[] {
    const { segment, tourStartMs } = placed;
    const relative =
      bySegment.get(segment) ??
      (segment.kind === 'drive' ? whileDriving(index, truck, segment) : whileStanding(index, truck, placed));
    bySegment.set(segment, relative);
    return relative.map(({ fenced, fromMs, toMs }) => ({
      fenced,
      fromMs: tourStartMs + fromMs,
      toMs: tourStartMs + toMs,
    }));
  }

  /** Follows a stay over the ends of segments; `step` -1: to its entry, 1: to its exit. */
  function follow(truck: Truck, placed: PlacedSegment, stretch: Stretch<Its>, step: -1 | 1): number {
    const edgeMs = step === 1 ? stretch.toMs : stretch.fromMs;
    const boundaryMs = step === 1 ? placed.endMs : placed.startMs;
    if (Math.abs(edgeMs - boundaryMs) > touchMs) return edgeMs;
    const next = neighbourOf(truck, placed, step);
    const beyond = stretchesIn(truck, next).find(
      ({ fenced, fromMs, toMs }) =>
        fenced === stretch.fenced && Math.abs((step === 1 ? fromMs : toMs) - boundaryMs) <= touchMs,
    );
    return beyond === undefined ? edgeMs : follow(truck, next, beyond, step);
  }

  return {
    areaAt: (position) => index.areasAt(position)[0] ?? null,
    between(truck, fromMs, toMs) {
      const found = new Map<string, Visit<Its>>();
      for (const placed of segmentsBetween(truck, fromMs, toMs)) {
        for (const stretch of stretchesIn(truck, placed)) {
          const enterMs = follow(truck, placed, stretch, -1);
          const exitMs = follow(truck, placed, stretch, 1);
          const key = `${all.indexOf(stretch.fenced)} ${enterMs}`;
          if (exitMs >= fromMs && enterMs <= toMs)
            found.set(key, { fenced: stretch.fenced, enterMs, exitMs });
        }
      }
      return [...found.values()].toSorted((a, b) => a.enterMs - b.enterMs);
    },
  };
}
