import type { Position } from 'geojson';

/**
 * Google's encoded polyline (https://developers.google.com/maps/documentation/utilities/polylinealgorithm), latitude
 * first. Returns GeoJSON order, [longitude, latitude]. A cut-off last number is dropped.
 */
export function decodePolyline(text: string, stepsPerDegree: number): Position[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const character of text) {
    const chunk = character.charCodeAt(0) - 63;
    value += (chunk & 0x1f) * 2 ** shift;
    shift += 5;
    if (chunk >= 0x20) continue;
    numbers.push(value % 2 === 1 ? -(value + 1) / 2 : value / 2);
    value = 0;
    shift = 0;
  }
  const line: Position[] = [];
  let latitude = 0;
  let longitude = 0;
  for (let index = 0; index + 1 < numbers.length; index += 2) {
    latitude += numbers[index] ?? 0;
    longitude += numbers[index + 1] ?? 0;
    line.push([longitude / stepsPerDegree, latitude / stepsPerDegree]);
  }
  return line;
}
