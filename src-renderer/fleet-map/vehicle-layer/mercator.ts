/**
 * World coordinates: Web Mercator with the world as the unit square, x from west to east, y from north to south,
 * as MapLibre's camera matrix for custom layers takes them.
 */
const earthCircumferenceMeters = 40_075_016.686;
/** Beyond this the projection runs to infinity. */
const latitudeMaxDeg = 85.051129;
/** Pixels of the whole world at zoom 0. */
export const worldSizeAtZoom0 = 512;

export const worldX = (longitudeDeg: number): number => longitudeDeg / 360 + 0.5;

export function worldY(latitudeDeg: number): number {
  const latitude = Math.min(Math.max(latitudeDeg, -latitudeMaxDeg), latitudeMaxDeg);
  const sine = Math.sin((latitude * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

export const longitudeOf = (x: number): number => (x - 0.5) * 360;

export const latitudeOf = (y: number): number =>
  (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

/** Ground distance for short spans: the scale of the projection at `fromY` is taken for the whole of it. */
export function distanceMeters(fromX: number, fromY: number, toX: number, toY: number): number {
  const scale = earthCircumferenceMeters / Math.cosh(Math.PI * (1 - 2 * fromY));
  return Math.hypot(toX - fromX, toY - fromY) * scale;
}
