import circle from '@turf/circle';
import type { GeofenceArea } from '../../src-main/core/operations/telematics/geofences/contract.ts';

/** Longitude, latitude. */
export type Position = [number, number];
export type Bounds = [west: number, south: number, east: number, north: number];

const circleSteps = 48;

/** The border as a closed ring, for drawing. */
export function ringOf(area: GeofenceArea): Position[] {
  if (area.kind === 'circle') {
    const { longitude, latitude, radiusMeters } = area;
    const options = { steps: circleSteps, units: 'meters' } as const;
    const drawn = circle([longitude, latitude], radiusMeters, options);
    return (drawn.geometry.coordinates[0] ?? []).map(([east = 0, north = 0]): Position => [east, north]);
  }
  const ring = area.vertices.map(({ longitude, latitude }): Position => [longitude, latitude]);
  const [first] = ring;
  return first === undefined ? ring : [...ring, first];
}

export function boundsOf(areas: readonly GeofenceArea[]): Bounds | null {
  let bounds: Bounds | null = null;
  for (const area of areas) {
    for (const [longitude, latitude] of ringOf(area)) {
      bounds ??= [longitude, latitude, longitude, latitude];
      bounds = [
        Math.min(bounds[0], longitude),
        Math.min(bounds[1], latitude),
        Math.max(bounds[2], longitude),
        Math.max(bounds[3], latitude),
      ];
    }
  }
  return bounds;
}

/** Where its name stands: the middle of a circle, the middle of a polygon's box. */
export function middleOf(area: GeofenceArea): Position {
  if (area.kind === 'circle') return [area.longitude, area.latitude];
  const [west, south, east, north] = boundsOf([area]) ?? [0, 0, 0, 0];
  return [(west + east) / 2, (south + north) / 2];
}

const earthRadiusMeters = 6_371_008.8;

export function distanceMeters([lon1, lat1]: Position, [lon2, lat2]: Position): number {
  const rad = Math.PI / 180;
  const half =
    Math.sin(((lat2 - lat1) * rad) / 2) ** 2 +
    Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * Math.sin(((lon2 - lon1) * rad) / 2) ** 2;
  return 2 * earthRadiusMeters * Math.asin(Math.min(1, Math.sqrt(half)));
}

const degrees = (value: number): number => Math.round(value * 1e6) / 1e6;

/** The area of a ring that was drawn or dragged. */
export function areaOfRing(
  kind: GeofenceArea['kind'],
  ring: readonly (readonly number[])[],
): GeofenceArea | null {
  const open = ring.slice(0, -1).map(([longitude = 0, latitude = 0]): Position => [longitude, latitude]);
  if (open.length < 3) return null;
  if (kind === 'polygon') {
    return {
      kind,
      vertices: open.map(([longitude, latitude]) => ({
        latitude: degrees(latitude),
        longitude: degrees(longitude),
      })),
    };
  }
  const longitudes = open.map(([longitude]) => longitude);
  const latitudes = open.map(([, latitude]) => latitude);
  const middle: Position = [
    (Math.min(...longitudes) + Math.max(...longitudes)) / 2,
    (Math.min(...latitudes) + Math.max(...latitudes)) / 2,
  ];
  const reach = open.reduce((sum, position) => sum + distanceMeters(middle, position), 0) / open.length;
  return {
    kind,
    longitude: degrees(middle[0]),
    latitude: degrees(middle[1]),
    radiusMeters: Math.max(1, Math.round(reach)),
  };
}
