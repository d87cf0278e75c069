import type { Feature, FeatureCollection, LineString, Point } from 'geojson';
import type { ReviewTrack } from '../../src-main/core/operations/telematics/review/review-track.wire.ts';
import { trailClassOf, type TrailClass } from '../fleet-map/trail-segments.ts';
import { speedAt } from './moment.ts';

/** `truck`: which of the chosen ones, from 0. */
interface LineProperties {
  readonly truck: number;
  readonly class: TrailClass;
}

interface MarkProperties {
  readonly truck: number;
  readonly timeMs: number;
}

const placeAt = (track: ReviewTrack, row: number): [number, number] => [
  track.longitudeE7[row]! / 1e7,
  track.latitudeE7[row]! / 1e7,
];

/** A leg carries the speed at its end: that is the speed reported for having driven it. */
export function trackLines(tracks: readonly ReviewTrack[]): FeatureCollection<LineString, LineProperties> {
  const features: Feature<LineString, LineProperties>[] = [];
  tracks.forEach((track, truck) => {
    let last = null as Feature<LineString, LineProperties> | null;
    for (let row = 1; row < track.timeMs.length; row += 1) {
      const silenceMs = track.afterSilence[row] === 1 ? Number.POSITIVE_INFINITY : 0;
      const legClass = trailClassOf(silenceMs, speedAt(track, row));
      if (last?.properties.class === legClass) {
        last.geometry.coordinates.push(placeAt(track, row));
        continue;
      }
      last = {
        type: 'Feature',
        properties: { truck, class: legClass },
        geometry: { type: 'LineString', coordinates: [placeAt(track, row - 1), placeAt(track, row)] },
      };
      features.push(last);
    }
  });
  return { type: 'FeatureCollection', features };
}

const minuteMs = 60_000;
const markStepsMs = [5, 10, 15, 30, 60, 120, 240, 480, 1_440].map((minutes) => minutes * minuteMs);
const markCountGoal = 16;

/** One mark per step of round time of the office, at the first fix after it; after a silence, none. */
export function timeMarks(
  tracks: readonly ReviewTrack[],
  spanMs: number,
): FeatureCollection<Point, MarkProperties> {
  const stepMs = markStepsMs.find((step) => spanMs / step <= markCountGoal) ?? 2 * 1_440 * minuteMs;
  const features: Feature<Point, MarkProperties>[] = [];
  tracks.forEach((track, truck) => {
    const offsetMs = -new Date(track.timeMs[0] ?? 0).getTimezoneOffset() * minuteMs;
    for (let row = 1; row < track.timeMs.length; row += 1) {
      const stepOf = (at: number) => Math.floor((track.timeMs[at]! + offsetMs) / stepMs);
      const isStanding = (speedAt(track, row) ?? 0) < 1;
      if (stepOf(row) === stepOf(row - 1) || track.afterSilence[row] === 1 || isStanding) continue;
      features.push({
        type: 'Feature',
        properties: { truck, timeMs: track.timeMs[row]! },
        geometry: { type: 'Point', coordinates: placeAt(track, row) },
      });
    }
  });
  return { type: 'FeatureCollection', features };
}

/** West, south, east, north of all tracks; `null` when there is nothing on them. */
export function trackBounds(
  tracks: readonly ReviewTrack[],
  fromMs = Number.NEGATIVE_INFINITY,
  toMs = Number.POSITIVE_INFINITY,
): [number, number, number, number] | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const track of tracks) {
    for (let row = 0; row < track.timeMs.length; row += 1) {
      if (track.timeMs[row]! < fromMs || track.timeMs[row]! > toMs) continue;
      const [longitude, latitude] = placeAt(track, row);
      west = Math.min(west, longitude);
      east = Math.max(east, longitude);
      south = Math.min(south, latitude);
      north = Math.max(north, latitude);
    }
  }
  return west > east ? null : [west, south, east, north];
}
