import { distanceMeters } from './area.ts';
import type { GeofenceArea, Place } from './contract.ts';
import { geofenceLimits, type AreaProblem } from './geofence.wire.ts';

const { radiusMetersMin, radiusMetersMax, vertexCountMax } = geofenceLimits;

/** Narrower than this a polygon is a line that somebody drew by mistake. */
const polygonAreaSquareMetersMin = 100;
/** The wire carries 1e-6 of a degree, a tenth of a meter; closer vertices are the same one. */
const sameVertexDegrees = 5e-7;
const metersPerDegree = 111_195;

/** What is wrong with an area, `null` when nothing is. The contract has checked that numbers are numbers. */
export function areaProblem(area: GeofenceArea): AreaProblem | null {
  if (area.kind === 'circle') {
    if (area.radiusMeters < radiusMetersMin) return 'tooSmall';
    if (area.radiusMeters > radiusMetersMax) return 'tooLarge';
    const reachDegrees = area.radiusMeters / (metersPerDegree * Math.cos((area.latitude * Math.PI) / 180));
    return Math.abs(area.longitude) + reachDegrees > 180 || Math.abs(area.latitude) > 85 ? 'offTheMap' : null;
  }
  const vertices = withoutRepeats(area.vertices);
  if (vertices.length < 3) return 'tooFewPoints';
  if (vertices.length > vertexCountMax) return 'tooManyPoints';
  if (vertices.some(({ latitude }) => Math.abs(latitude) > 85)) return 'offTheMap';
  if (isSelfCrossing(vertices)) return 'selfCrossing';
  const { acrossMeters, squareMeters } = measure(vertices);
  if (squareMeters < polygonAreaSquareMetersMin) return 'tooSmall';
  return acrossMeters > 2 * radiusMetersMax ? 'tooLarge' : null;
}

const isSame = (a: Place, b: Place) =>
  Math.abs(a.latitude - b.latitude) < sameVertexDegrees &&
  Math.abs(a.longitude - b.longitude) < sameVertexDegrees;

/** The closing vertex that some tools repeat, and double clicks, are not corners. */
export function withoutRepeats(vertices: readonly Place[]): readonly Place[] {
  return vertices.filter((vertex, at) => {
    const before = vertices[(at + vertices.length - 1) % vertices.length];
    return vertices.length === 1 || before === undefined || !isSame(vertex, before);
  });
}

/** Twice the signed area of a triangle: which side of the line a–b the point c is on. */
const side = (a: Place, b: Place, c: Place) =>
  (b.longitude - a.longitude) * (c.latitude - a.latitude) -
  (b.latitude - a.latitude) * (c.longitude - a.longitude);

const isWithin = (a: Place, b: Place, c: Place) =>
  Math.min(a.longitude, b.longitude) <= c.longitude &&
  c.longitude <= Math.max(a.longitude, b.longitude) &&
  Math.min(a.latitude, b.latitude) <= c.latitude &&
  c.latitude <= Math.max(a.latitude, b.latitude);

function doSegmentsMeet(a: Place, b: Place, c: Place, d: Place): boolean {
  const [c1, d1, a1, b1] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)];
  if (c1 * d1 < 0 && a1 * b1 < 0) return true;
  return (
    (c1 === 0 && isWithin(a, b, c)) ||
    (d1 === 0 && isWithin(a, b, d)) ||
    (a1 === 0 && isWithin(c, d, a)) ||
    (b1 === 0 && isWithin(c, d, b))
  );
}

/** Two edges that share no corner touch, or an edge runs back over the one before it. At most 40 edges: all pairs. */
export function isSelfCrossing(vertices: readonly Place[]): boolean {
  const count = vertices.length;
  const at = (index: number) => vertices[index % count]!;
  for (let first = 0; first < count; first += 1) {
    const [a, b, c] = [at(first), at(first + 1), at(first + 2)];
    if (side(a, b, c) === 0 && (isWithin(a, b, c) || isWithin(b, c, a))) return true;
    for (let second = first + 2; second < count; second += 1) {
      const isNeighbour = first === 0 && second === count - 1;
      if (!isNeighbour && doSegmentsMeet(a, b, at(second), at(second + 1))) return true;
    }
  }
  return false;
}

function measure(vertices: readonly Place[]): { acrossMeters: number; squareMeters: number } {
  const latitudes = vertices.map(({ latitude }) => latitude);
  const longitudes = vertices.map(({ longitude }) => longitude);
  const southWest = { latitude: Math.min(...latitudes), longitude: Math.min(...longitudes) };
  const northEast = { latitude: Math.max(...latitudes), longitude: Math.max(...longitudes) };
  const shrink = Math.cos(((southWest.latitude + northEast.latitude) * Math.PI) / 360);
  let doubled = 0;
  for (let index = 0; index < vertices.length; index += 1) {
    const [a, b] = [vertices[index]!, vertices[(index + 1) % vertices.length]!];
    doubled += (a.longitude - southWest.longitude) * (b.latitude - southWest.latitude);
    doubled -= (b.longitude - southWest.longitude) * (a.latitude - southWest.latitude);
  }
  return {
    acrossMeters: distanceMeters(southWest, northEast),
    squareMeters: (Math.abs(doubled) / 2) * shrink * metersPerDegree ** 2,
  };
}
