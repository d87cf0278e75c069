import type { Box, Places } from '../../../src-main/core/operations/telematics/store/index.ts';

export interface Circle {
  readonly latitude: number;
  readonly longitude: number;
  readonly radiusMeters: number;
}

/** What is answered of a vehicle that had a fix in the circle. */
export interface NearFound {
  readonly slot: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly closestMeters: number;
}

const earthRadiusMeters = 6_371_008.8;
const metersPerDegree = (earthRadiusMeters * Math.PI) / 180;
const microDegrees = 1_000_000;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

function distanceMeters(circle: Circle, latitudeE6: number, longitudeE6: number): number {
  const latitude = latitudeE6 / microDegrees;
  const height = Math.sin(radians(latitude - circle.latitude) / 2) ** 2;
  const width = Math.sin(radians(longitudeE6 / microDegrees - circle.longitude) / 2) ** 2;
  const chord = height + width * Math.cos(radians(circle.latitude)) * Math.cos(radians(latitude));
  return 2 * earthRadiusMeters * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** In 1e-6 of a degree, never smaller than the circle. */
export function boxAround({ latitude, longitude, radiusMeters }: Circle): Box {
  const tall = radiusMeters / metersPerDegree;
  const wide = (Math.asin(Math.sin(radians(tall)) / Math.cos(radians(latitude))) * 180) / Math.PI;
  return {
    latitudeMin: Math.floor((latitude - tall) * microDegrees) - 1,
    latitudeMax: Math.ceil((latitude + tall) * microDegrees) + 1,
    longitudeMin: Math.floor((longitude - wide) * microDegrees) - 1,
    longitudeMax: Math.ceil((longitude + wide) * microDegrees) + 1,
  };
}

/** Takes the fixes in the box, those of a vehicle in order of time. Both contestants pay the same for it. */
export function createFold(circle: Circle) {
  const found = new Map<number, { -readonly [Name in keyof NearFound]: NearFound[Name] }>();
  return {
    take(slot: number, timeMs: number, latitudeE6: number, longitudeE6: number) {
      const meters = distanceMeters(circle, latitudeE6, longitudeE6);
      if (meters > circle.radiusMeters) return;
      const known = found.get(slot);
      if (!known) {
        found.set(slot, { slot, firstMs: timeMs, lastMs: timeMs, closestMeters: meters });
        return;
      }
      known.lastMs = timeMs;
      if (meters < known.closestMeters) known.closestMeters = meters;
    },
    takeColumns(slot: number, { timeMs, latitudeE6, longitudeE6 }: Places) {
      for (let at = 0; at < timeMs.length; at += 1) {
        this.take(slot, timeMs[at]!, latitudeE6[at]!, longitudeE6[at]!);
      }
    },
    list: (): NearFound[] => [...found.values()],
  };
}
