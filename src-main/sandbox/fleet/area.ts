import { distanceMeters, type Position } from './road-geometry.ts';

/** A geofence: a circle, or a polygon of at least three corners (closed by itself). */
export type Area =
  | { readonly kind: 'circle'; readonly centre: Position; readonly radiusMeters: number }
  | { readonly kind: 'polygon'; readonly corners: readonly Position[] };

export interface Bounds {
  readonly west: number;
  readonly south: number;
  readonly east: number;
  readonly north: number;
}

const metersPerDegree = 111_194.9;

export function boundsOf(area: Area): Bounds {
  if (area.kind === 'circle') {
    const [longitude, latitude] = area.centre;
    const north = area.radiusMeters / metersPerDegree;
    const east = north / Math.cos((latitude * Math.PI) / 180);
    return {
      west: longitude - east,
      south: latitude - north,
      east: longitude + east,
      north: latitude + north,
    };
  }
  const longitudes = area.corners.map(([longitude]) => longitude);
  const latitudes = area.corners.map(([, latitude]) => latitude);
  return {
    west: Math.min(...longitudes),
    south: Math.min(...latitudes),
    east: Math.max(...longitudes),
    north: Math.max(...latitudes),
  };
}

export const isWithin = ({ west, south, east, north }: Bounds, [longitude, latitude]: Position): boolean =>
  longitude >= west && longitude <= east && latitude >= south && latitude <= north;

/** Even-odd rule on the plain of degrees: geofences are small and far from the poles. */
function isInPolygon(corners: readonly Position[], [x, y]: Position): boolean {
  let isInside = false;
  for (let index = 0, last = corners.length - 1; index < corners.length; last = index++) {
    const [from, to] = [corners[index], corners[last]];
    if (from === undefined || to === undefined) continue;
    const crosses = from[1] > y !== to[1] > y;
    if (crosses && x < ((to[0] - from[0]) * (y - from[1])) / (to[1] - from[1]) + from[0])
      isInside = !isInside;
  }
  return isInside;
}

export const isInArea = (area: Area, position: Position): boolean =>
  area.kind === 'circle'
    ? distanceMeters(area.centre, position) <= area.radiusMeters
    : isInPolygon(area.corners, position);
