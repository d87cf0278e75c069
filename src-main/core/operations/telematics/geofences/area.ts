import pointInPolygon from 'point-in-polygon-hao';
import type { GeofenceArea, Place } from './contract.ts';

/** Mean radius; the error against the ellipsoid is under 0.6 %, less than what people draw. */
const earthRadiusMeters = 6_371_008.8;
const toRadians = Math.PI / 180;

/** Longitude, latitude. Arrays, not tuples that are readonly: the library's types ask for it. */
type Position = [longitude: number, latitude: number];

/** An area ready for being asked often: its box and, for polygons, a closed ring. */
export type Shape =
  | {
      readonly kind: 'circle';
      readonly box: Box;
      readonly centre: Place;
      readonly radiusMeters: number;
    }
  | { readonly kind: 'polygon'; readonly box: Box; readonly ring: Position[] };

export interface Box {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

/** Along the great circle, in meters. */
export function distanceMeters(from: Place, to: Place): number {
  const halfLatitude = Math.sin(((to.latitude - from.latitude) * toRadians) / 2);
  const halfLongitude = Math.sin(((to.longitude - from.longitude) * toRadians) / 2);
  const chord =
    halfLatitude ** 2 +
    Math.cos(from.latitude * toRadians) * Math.cos(to.latitude * toRadians) * halfLongitude ** 2;
  return 2 * earthRadiusMeters * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** The smallest box around a circle on the sphere: its widest place is not on the parallel of its centre. */
function circleBox({ latitude, longitude }: Place, radiusMeters: number): Box {
  const angle = radiusMeters / earthRadiusMeters;
  const reachLatitude = angle / toRadians;
  const ratio = Math.sin(angle) / Math.cos(latitude * toRadians);
  const reachLongitude = ratio >= 1 ? 180 : Math.asin(ratio) / toRadians;
  // Rounding must not leave out a place on the rim.
  const slack = 1e-9;
  return {
    west: longitude - reachLongitude - slack,
    south: latitude - reachLatitude - slack,
    east: longitude + reachLongitude + slack,
    north: latitude + reachLatitude + slack,
  };
}

function ringBox(ring: readonly Position[]): Box {
  const longitudes = ring.map(([longitude]) => longitude);
  const latitudes = ring.map(([, latitude]) => latitude);
  return {
    west: Math.min(...longitudes),
    south: Math.min(...latitudes),
    east: Math.max(...longitudes),
    north: Math.max(...latitudes),
  };
}

export function shapeOf(area: GeofenceArea): Shape {
  if (area.kind === 'circle') {
    const { latitude, longitude, radiusMeters } = area;
    const centre = { latitude, longitude };
    return { kind: 'circle', box: circleBox(centre, radiusMeters), centre, radiusMeters };
  }
  const open = area.vertices.map(({ longitude, latitude }): Position => [longitude, latitude]);
  const [first] = open;
  const ring = first === undefined ? open : [...open, first];
  return { kind: 'polygon', box: ringBox(ring), ring };
}

const isInBox = ({ west, south, east, north }: Box, { longitude, latitude }: Place) =>
  longitude >= west && longitude <= east && latitude >= south && latitude <= north;

/** The border belongs to the area. */
export function isInside(shape: Shape, place: Place): boolean {
  if (!isInBox(shape.box, place)) return false;
  if (shape.kind === 'circle') return distanceMeters(shape.centre, place) <= shape.radiusMeters;
  return pointInPolygon([place.longitude, place.latitude], [shape.ring]) !== false;
}

/** Meters to the border for a place outside, 0 for one inside. Flat around the place: exact enough near the border. */
export function metersOutside(shape: Shape, place: Place): number {
  if (shape.kind === 'circle') {
    return Math.max(0, distanceMeters(shape.centre, place) - shape.radiusMeters);
  }
  if (isInside(shape, place)) return 0;
  const metersPerDegree = earthRadiusMeters * toRadians;
  const shrink = Math.cos(place.latitude * toRadians);
  const flat = shape.ring.map(
    ([longitude, latitude]) =>
      [
        (longitude - place.longitude) * shrink * metersPerDegree,
        (latitude - place.latitude) * metersPerDegree,
      ] as const,
  );
  let nearest = Number.POSITIVE_INFINITY;
  for (let at = 1; at < flat.length; at += 1) {
    nearest = Math.min(nearest, metersToSegment(flat[at - 1]!, flat[at]!));
  }
  return nearest;
}

/** From the origin. */
function metersToSegment([x1, y1]: readonly [number, number], [x2, y2]: readonly [number, number]): number {
  const [dx, dy] = [x2 - x1, y2 - y1];
  const lengthSquared = dx * dx + dy * dy;
  const part = lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, -(x1 * dx + y1 * dy) / lengthSquared));
  return Math.hypot(x1 + part * dx, y1 + part * dy);
}
