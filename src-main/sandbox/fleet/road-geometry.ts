import { createRandom, hashText } from './random.ts';

/** Longitude and latitude in degrees. */
export type Position = readonly [longitude: number, latitude: number];

const earthRadiusMeters = 6_371_008.8;
const radians = Math.PI / 180;
const controlSpacingMeters = 11_000;
const pointSpacingMeters = 2_000;
/** Sideways displacement per halving, as a share of the piece: measured by eye to look like an interstate. */
const wander = 0.075;

export function distanceMeters(from: Position, to: Position): number {
  const latitudeFrom = from[1] * radians;
  const latitudeTo = to[1] * radians;
  const halfLatitude = Math.sin((latitudeTo - latitudeFrom) / 2);
  const halfLongitude = Math.sin(((to[0] - from[0]) * radians) / 2);
  const chord = halfLatitude ** 2 + Math.cos(latitudeFrom) * Math.cos(latitudeTo) * halfLongitude ** 2;
  return 2 * earthRadiusMeters * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** Degrees clockwise from north, in [0, 360). */
export function headingDegrees(from: Position, to: Position): number {
  const east = (to[0] - from[0]) * Math.cos(((from[1] + to[1]) / 2) * radians);
  const north = to[1] - from[1];
  return (Math.atan2(east, north) / radians + 360) % 360;
}

/** `from` moved by meters east and north; good for a few kilometres. */
export function offsetBy(from: Position, eastMeters: number, northMeters: number): Position {
  const degreesPerMeter = 1 / (earthRadiusMeters * radians);
  return [
    from[0] + (eastMeters * degreesPerMeter) / Math.cos(from[1] * radians),
    from[1] + northMeters * degreesPerMeter,
  ];
}

/** Midpoint displacement: halves the line until the pieces are short, pushing every middle point sideways. */
function displace(from: Position, to: Position, unit: () => number): Position[] {
  const length = distanceMeters(from, to);
  if (length <= controlSpacingMeters) return [from];
  const sideways = (unit() * 2 - 1) * wander * length;
  const heading = headingDegrees(from, to) * radians;
  const middle = offsetBy(
    [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2],
    Math.cos(heading) * sideways,
    -Math.sin(heading) * sideways,
  );
  return [...displace(from, middle, unit), ...displace(middle, to, unit)];
}

function catmullRom(before: number, from: number, to: number, after: number, share: number): number {
  return (
    from +
    0.5 *
      share *
      (to -
        before +
        share * (2 * before - 5 * from + 4 * to - after + share * (3 * (from - to) + after - before)))
  );
}

const roundTo5 = (degrees: number) => Math.round(degrees * 1e5) / 1e5;

/**
 * The invented course of a road between two cities: the same for the same name on every machine, ends exactly on both.
 * Coordinates have five decimals (a metre), so that what is drawn is exactly what is driven.
 */
export function inventRoad(name: string, from: Position, to: Position): Position[] {
  const random = createRandom(hashText(name));
  const controls = [...displace(from, to, random.next), to];
  const points: Position[] = [];
  for (let index = 0; index + 1 < controls.length; index++) {
    const [start, end] = [controls[index] ?? from, controls[index + 1] ?? to];
    const [before, after] = [controls[index - 1] ?? start, controls[index + 2] ?? end];
    const steps = Math.max(1, Math.round(distanceMeters(start, end) / pointSpacingMeters));
    for (let step = 0; step < steps; step++) {
      const share = step / steps;
      points.push([
        roundTo5(catmullRom(before[0], start[0], end[0], after[0], share)),
        roundTo5(catmullRom(before[1], start[1], end[1], after[1], share)),
      ]);
    }
  }
  points.push([roundTo5(to[0]), roundTo5(to[1])]);
  return points;
}
