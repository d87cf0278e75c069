import type { DrawnCircle } from './circle-drawing.ts';

const metersPerUnit: Readonly<Record<string, number>> = {
  m: 1,
  meters: 1,
  km: 1_000,
  ft: 0.3048,
  feet: 0.3048,
  yd: 0.9144,
  mi: 1_609.344,
  mile: 1_609.344,
  miles: 1_609.344,
};
const usualRadiusMeters = 500;
/** As the core allows. */
const radiusMetersMin = 10;
const radiusMetersMax = 100_000;

/** "41.25861, -95.93779, 0.5 mi"; without a distance 500 m. `null` for what is no place on earth. */
export function readCircle(text: string): DrawnCircle | null {
  const found =
    /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:\.\d+)?)\s*(?:[,;\s]\s*(\d+(?:\.\d+)?)\s*([a-z]+)\s*)?$/i.exec(
      text,
    );
  if (!found) return null;
  const [, latitudeText, longitudeText, distanceText, unit] = found;
  const latitude = Number(latitudeText);
  const longitude = Number(longitudeText);
  if (Math.abs(latitude) > 85 || Math.abs(longitude) > 180) return null;
  if (distanceText === undefined) return { center: { latitude, longitude }, radiusMeters: usualRadiusMeters };
  const factor = metersPerUnit[(unit ?? '').toLowerCase()];
  if (factor === undefined) return null;
  const radiusMeters = Number(distanceText) * factor;
  if (radiusMeters < radiusMetersMin || radiusMeters > radiusMetersMax) return null;
  return { center: { latitude, longitude }, radiusMeters };
}
