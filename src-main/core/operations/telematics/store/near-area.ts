import type { FixColumns } from './columns.ts';
import type { Box } from './families.ts';

/** Degrees. A box may not cross the 180th meridian; a circle may. */
export type Area =
  | {
      readonly kind: 'circle';
      readonly latitude: number;
      readonly longitude: number;
      readonly radiusMeters: number;
    }
  | {
      readonly kind: 'box';
      readonly south: number;
      readonly west: number;
      readonly north: number;
      readonly east: number;
    };

export interface NearVehicle {
  readonly slot: number;
  /** First and last fix inside; it may have left in between. */
  readonly firstMs: number;
  readonly lastMs: number;
  readonly fixCount: number;
  readonly closestMs: number;
  /** From the middle of the area. */
  readonly closestMeters: number;
}

const earthRadiusMeters = 6_371_008.8;
const metersPerDegree = (earthRadiusMeters * Math.PI) / 180;
const microDegrees = 1_000_000;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Great circle, on a sphere: at most 0.6 % off. */
export function distanceMeters(
  latitudeA: number,
  longitudeA: number,
  latitudeB: number,
  longitudeB: number,
): number {
  const height = Math.sin(radians(latitudeB - latitudeA) / 2) ** 2;
  const width = Math.sin(radians(longitudeB - longitudeA) / 2) ** 2;
  const chord = height + width * Math.cos(radians(latitudeA)) * Math.cos(radians(latitudeB));
  return 2 * earthRadiusMeters * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** In 1e-6 of a degree, never smaller than the area. */
export function boxAround(area: Area): Box {
  if (area.kind === 'box') {
    return {
      latitudeMin: Math.ceil(area.south * microDegrees),
      latitudeMax: Math.floor(area.north * microDegrees),
      longitudeMin: Math.ceil(area.west * microDegrees),
      longitudeMax: Math.floor(area.east * microDegrees),
    };
  }
  const { latitude, longitude, radiusMeters } = area;
  const tall = radiusMeters / metersPerDegree;
  const south = latitude - tall;
  const north = latitude + tall;
  // Where meridians run together (or the circle crosses the last one), every longitude may be inside.
  const widest = Math.sin(radians(Math.min(90, tall))) / Math.cos(radians(latitude));
  const wide = north >= 90 || south <= -90 || widest >= 1 ? 360 : (Math.asin(widest) * 180) / Math.PI;
  const isAround = longitude - wide < -180 || longitude + wide > 180;
  // A unit more on each side: sines are not exact.
  return {
    latitudeMin: Math.floor(south * microDegrees) - 1,
    latitudeMax: Math.ceil(north * microDegrees) + 1,
    longitudeMin: isAround ? -360 * microDegrees : Math.floor((longitude - wide) * microDegrees) - 1,
    longitudeMax: isAround ? 360 * microDegrees : Math.ceil((longitude + wide) * microDegrees) + 1,
  };
}

const middleOf = (area: Area) =>
  area.kind === 'circle'
    ? { latitude: area.latitude, longitude: area.longitude }
    : { latitude: (area.south + area.north) / 2, longitude: (area.west + area.east) / 2 };

/** Row numbers of the fixes of [from, to) that are inside, and how far they are from the middle. */
export function createAreaCheck(area: Area) {
  const box = boxAround(area);
  const middle = middleOf(area);
  const reachMeters = area.kind === 'circle' ? area.radiusMeters : Infinity;
  const isInBox = (latitudeE6: number, longitudeE6: number) =>
    latitudeE6 >= box.latitudeMin &&
    latitudeE6 <= box.latitudeMax &&
    longitudeE6 >= box.longitudeMin &&
    longitudeE6 <= box.longitudeMax;
  return {
    box,
    isInBox,
    /** Null: none of them is inside. */
    look(slot: number, fixes: FixColumns): NearVehicle | null {
      const { timeMs, latitudeE6, longitudeE6 } = fixes;
      let found: { -readonly [Name in keyof NearVehicle]: NearVehicle[Name] } | null = null;
      for (let at = 0; at < timeMs.length; at += 1) {
        if (!isInBox(latitudeE6[at]!, longitudeE6[at]!)) continue;
        const meters = distanceMeters(
          middle.latitude,
          middle.longitude,
          latitudeE6[at]! / microDegrees,
          longitudeE6[at]! / microDegrees,
        );
        if (meters > reachMeters) continue;
        const seenMs = timeMs[at]!;
        if (found === null) {
          found = {
            slot,
            firstMs: seenMs,
            lastMs: seenMs,
            fixCount: 0,
            closestMs: seenMs,
            closestMeters: meters,
          };
        }
        found.fixCount += 1;
        found.lastMs = seenMs;
        if (meters < found.closestMeters) {
          found.closestMeters = meters;
          found.closestMs = seenMs;
        }
      }
      return found;
    },
  };
}
