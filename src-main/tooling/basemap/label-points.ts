import type { Geometry, Position } from 'geojson';
import polylabel from 'polylabel';

type Ring = [number, number][];

export interface SizedPolygon {
  readonly rings: Ring[];
  /** Area of the outer ring in square degrees, shrunk by latitude: only good for ranking. */
  readonly areaDegrees: number;
}

function ringArea(ring: readonly Position[]): number {
  let twice = 0;
  let latitudeSum = 0;
  for (let index = 0; index < ring.length; index += 1) {
    const [x1 = 0, y1 = 0] = ring[index] ?? [];
    const [x2 = 0, y2 = 0] = ring[(index + 1) % ring.length] ?? [];
    twice += x1 * y2 - x2 * y1;
    latitudeSum += y1;
  }
  const middle = ring.length > 0 ? latitudeSum / ring.length : 0;
  return (Math.abs(twice) / 2) * Math.cos((middle * Math.PI) / 180);
}

/** The polygon a label belongs on: the largest one. `null` for anything that has no area. */
export function largestPolygon(geometry: Geometry | null): SizedPolygon | null {
  if (!geometry) return null;
  const candidates =
    geometry.type === 'Polygon'
      ? [geometry.coordinates]
      : geometry.type === 'MultiPolygon'
        ? geometry.coordinates
        : [];
  let best: SizedPolygon | null = null;
  for (const candidate of candidates) {
    const areaDegrees = ringArea(candidate[0] ?? []);
    if (areaDegrees === 0 || (best && areaDegrees <= best.areaDegrees)) continue;
    best = {
      rings: candidate.map((ring) => ring.map(([x = 0, y = 0]): [number, number] => [x, y])),
      areaDegrees,
    };
  }
  return best;
}

export interface LabelPoint {
  readonly at: readonly [longitude: number, latitude: number];
  readonly areaDegrees: number;
}

/**
 * Where the name of an area goes: the point farthest from its outline. Measured in degrees with longitudes shrunk to
 * the latitude of the area, or labels of northern areas would sit too far east or west.
 */
export function labelPointOf(geometry: Geometry | null, precisionDegrees: number): LabelPoint | null {
  const polygon = largestPolygon(geometry);
  if (!polygon) return null;
  const outer = polygon.rings[0] ?? [];
  const middle = outer.reduce((sum, [, latitude]) => sum + latitude, 0) / outer.length;
  const shrink = Math.max(0.1, Math.cos((middle * Math.PI) / 180));
  const flattened = polygon.rings.map((ring) => ring.map(([x, y]): [number, number] => [x * shrink, y]));
  const [x, y] = polylabel(flattened, precisionDegrees);
  return { at: [x / shrink, y], areaDegrees: polygon.areaDegrees };
}
