import type { Feature, FeatureCollection, LineString, Point } from 'geojson';
import type { Trail } from '../../src-main/core/operations/telematics/contract.ts';

/** Speed classes of the breadcrumb line. `unseen`: nobody knows the way between two fixes this far apart in time. */
export const trailClasses = ['standing', 'slow', 'town', 'highway', 'fast', 'unseen'] as const;
export type TrailClass = (typeof trailClasses)[number];

/** Upper bounds in mph; faster than the last is `fast`. */
const slowMphMax = 20;
const townMphMax = 45;
const highwayMphMax = 70;
const standingMphMax = 2;
/** A gap longer than this is drawn as a straight dashed line: joined, but not claimed as a road taken. */
const unseenGapMs = 5 * 60_000;
/** Dots apart by one of these, so that a trail of any length has about a dozen. */
const dotStepsMs = [5, 10, 15, 30, 60, 120, 240].map((minutes) => minutes * 60_000);
const dotCountGoal = 14;

export interface TrailLineProperties {
  readonly class: TrailClass;
}

export interface TrailDotProperties {
  readonly timeMs: number;
  readonly speedMph: number | null;
}

export function trailClassOf(gapMs: number, speedMph: number | null): TrailClass {
  if (gapMs > unseenGapMs || speedMph === null) return 'unseen';
  if (speedMph < standingMphMax) return 'standing';
  if (speedMph < slowMphMax) return 'slow';
  if (speedMph < townMphMax) return 'town';
  return speedMph <= highwayMphMax ? 'highway' : 'fast';
}

const placeAt = (trail: Trail, at: number): [number, number] => [trail.longitude[at]!, trail.latitude[at]!];

/** A leg carries the speed at its end: that is the speed reported for having driven it. */
export function trailLines(trail: Trail): FeatureCollection<LineString, TrailLineProperties> {
  const features: Feature<LineString, TrailLineProperties>[] = [];
  for (let at = 1; at < trail.timeMs.length; at++) {
    const legClass = trailClassOf(trail.timeMs[at]! - trail.timeMs[at - 1]!, trail.speedMph[at] ?? null);
    const last = features.at(-1);
    if (last?.properties.class === legClass) {
      last.geometry.coordinates.push(placeAt(trail, at));
      continue;
    }
    const coordinates = [placeAt(trail, at - 1), placeAt(trail, at)];
    features.push({
      type: 'Feature',
      properties: { class: legClass },
      geometry: { type: 'LineString', coordinates },
    });
  }
  return { type: 'FeatureCollection', features };
}

/** One dot per step of round time (every 15 minutes, say), at the first fix after it; after a silence, no dot. */
export function trailDots(trail: Trail): FeatureCollection<Point, TrailDotProperties> {
  const features: Feature<Point, TrailDotProperties>[] = [];
  const count = trail.timeMs.length;
  const spanMs = count === 0 ? 0 : trail.timeMs[count - 1]! - trail.timeMs[0]!;
  const stepMs = dotStepsMs.find((step) => spanMs / step <= dotCountGoal) ?? 480 * 60_000;
  for (let at = 1; at < count; at++) {
    const crossed = Math.floor(trail.timeMs[at]! / stepMs) > Math.floor(trail.timeMs[at - 1]! / stepMs);
    if (!crossed || trail.timeMs[at]! - trail.timeMs[at - 1]! > unseenGapMs) continue;
    features.push({
      type: 'Feature',
      properties: { timeMs: trail.timeMs[at]!, speedMph: trail.speedMph[at] ?? null },
      geometry: { type: 'Point', coordinates: placeAt(trail, at) },
    });
  }
  return { type: 'FeatureCollection', features };
}
