import { cities, type City } from './cities.ts';
import { highways } from './highways.ts';
import { distanceMeters, headingDegrees, inventRoad, type Position } from './road-geometry.ts';

/** A piece of road between two neighbouring cities. */
export interface Edge {
  readonly index: number;
  /** "I-80" or, where two run together, "I-80/I-90". */
  readonly highway: string;
  readonly from: City;
  readonly to: City;
  /** Flat [longitude, latitude, …]. */
  readonly coordinates: Float64Array;
  /** Distance from the start at every point. */
  readonly cumulativeMeters: Float64Array;
  readonly lengthMeters: number;
}

/** An edge driven in one of its two directions. */
export interface DirectedEdge {
  readonly edge: Edge;
  readonly isReversed: boolean;
}

export interface RoadPoint {
  readonly longitude: number;
  readonly latitude: number;
  readonly headingDegrees: number;
}

export interface Road {
  readonly name: string;
  readonly coordinates: readonly number[];
}

export interface RoadNetwork {
  readonly cities: readonly City[];
  readonly edges: readonly Edge[];
  /** Shortest way; empty when `from` is `to`. */
  routeBetween(from: City, to: City): readonly DirectedEdge[];
  distanceBetween(from: City, to: City): number;
  /** The roads as they are drawn: neighbouring edges of one highway joined. */
  roads(): Road[];
}

function measure(
  points: readonly Position[],
): Pick<Edge, 'coordinates' | 'cumulativeMeters' | 'lengthMeters'> {
  const coordinates = new Float64Array(points.length * 2);
  const cumulativeMeters = new Float64Array(points.length);
  let total = 0;
  points.forEach((point, index) => {
    const previous = points[index - 1];
    if (previous !== undefined) total += distanceMeters(previous, point);
    coordinates[index * 2] = point[0];
    coordinates[index * 2 + 1] = point[1];
    cumulativeMeters[index] = total;
  });
  return { coordinates, cumulativeMeters, lengthMeters: total };
}

/** The point `meters` after the start of an edge (before its end when driven in reverse), with the driving direction. */
export function pointOnEdge({ edge, isReversed }: DirectedEdge, meters: number): RoadPoint {
  const { coordinates, cumulativeMeters, lengthMeters } = edge;
  const along = Math.min(Math.max(isReversed ? lengthMeters - meters : meters, 0), lengthMeters);
  let low = 0;
  let high = cumulativeMeters.length - 2;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((cumulativeMeters[middle] ?? 0) <= along) low = middle;
    else high = middle - 1;
  }
  const start = cumulativeMeters[low] ?? 0;
  const piece = (cumulativeMeters[low + 1] ?? start) - start;
  const share = piece === 0 ? 0 : (along - start) / piece;
  const from: Position = [coordinates[low * 2] ?? 0, coordinates[low * 2 + 1] ?? 0];
  const to: Position = [coordinates[low * 2 + 2] ?? 0, coordinates[low * 2 + 3] ?? 0];
  return {
    longitude: from[0] + (to[0] - from[0]) * share,
    latitude: from[1] + (to[1] - from[1]) * share,
    headingDegrees: isReversed ? headingDegrees(to, from) : headingDegrees(from, to),
  };
}

interface EdgeDraft {
  readonly from: City;
  readonly to: City;
  readonly names: string[];
}

function draftEdges(): EdgeDraft[] {
  const byLabel = new Map(cities.map((city) => [city.label, city]));
  const drafts = new Map<string, EdgeDraft>();
  for (const [name, list] of highways) {
    const stops = list.split('; ').map((label) => {
      const city = byLabel.get(label);
      if (city === undefined) throw new Error(`highway ${name} names an unknown city: ${label}`);
      return city;
    });
    for (let index = 0; index + 1 < stops.length; index++) {
      const [from, to] = [stops[index], stops[index + 1]];
      if (from === undefined || to === undefined) continue;
      const key = [from.index, to.index].sort((a, b) => a - b).join('-');
      const known = drafts.get(key);
      if (known === undefined) drafts.set(key, { from, to, names: [name] });
      else known.names.push(name);
    }
  }
  return [...drafts.values()];
}

interface Reached {
  readonly meters: Float64Array;
  /** Edge by which a city is reached, -1 for the start. */
  readonly by: Int32Array;
}

/** Dijkstra without a heap: three hundred cities, and every start is computed once. */
function reachFrom(start: City, edgesAt: ReadonlyArray<readonly Edge[]>): Reached {
  const meters = new Float64Array(cities.length).fill(Infinity);
  const by = new Int32Array(cities.length).fill(-1);
  const isDone = new Uint8Array(cities.length);
  meters[start.index] = 0;
  for (;;) {
    let nearest = -1;
    for (let index = 0; index < cities.length; index++) {
      if (isDone[index] === 0 && (meters[index] ?? Infinity) < (meters[nearest] ?? Infinity)) nearest = index;
    }
    if (nearest < 0) return { meters, by };
    isDone[nearest] = 1;
    for (const edge of edgesAt[nearest] ?? []) {
      const other = edge.from.index === nearest ? edge.to.index : edge.from.index;
      const candidate = (meters[nearest] ?? Infinity) + edge.lengthMeters;
      if (candidate < (meters[other] ?? Infinity)) {
        meters[other] = candidate;
        by[other] = edge.index;
      }
    }
  }
}

function joinRoads(edges: readonly Edge[]): Road[] {
  const roads: { name: string; coordinates: number[]; end: City }[] = [];
  for (const edge of edges) {
    const last = roads.at(-1);
    const flat = Array.from(edge.coordinates);
    if (last !== undefined && last.name === edge.highway && last.end === edge.from) {
      last.coordinates.push(...flat.slice(2));
      last.end = edge.to;
    } else {
      roads.push({ name: edge.highway, coordinates: flat, end: edge.to });
    }
  }
  return roads.map(({ name, coordinates }) => ({ name, coordinates }));
}

/** The sandbox's own roads: real cities, invented courses. The same for every seed. */
export function createRoadNetwork(): RoadNetwork {
  const edges = draftEdges().map(({ from, to, names }, index): Edge => {
    const points = inventRoad(
      `${from.label}–${to.label}`,
      [from.longitude, from.latitude],
      [to.longitude, to.latitude],
    );
    const highway = names.map((name) => name.replace(' (East)', '')).join('/');
    return { index, highway, from, to, ...measure(points) };
  });
  const edgesAt = cities.map((city) => edges.filter((edge) => edge.from === city || edge.to === city));
  const reachedByStart = new Map<number, Reached>();
  const reach = (start: City): Reached => {
    const known = reachedByStart.get(start.index) ?? reachFrom(start, edgesAt);
    reachedByStart.set(start.index, known);
    return known;
  };
  return {
    cities,
    edges,
    distanceBetween: (from, to) => reach(from).meters[to.index] ?? Infinity,
    routeBetween(from, to) {
      const { by } = reach(from);
      const route: DirectedEdge[] = [];
      for (let at = to.index; at !== from.index;) {
        const edge = edges[by[at] ?? -1];
        if (edge === undefined) throw new Error(`no road from ${from.label} to ${to.label}`);
        const isReversed = edge.from.index === at;
        route.push({ edge, isReversed });
        at = isReversed ? edge.to.index : edge.from.index;
      }
      return route.reverse();
    },
    roads: () => joinRoads(edges),
  };
}
