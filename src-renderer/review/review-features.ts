import { circle } from '@turf/circle';
import type { Feature, FeatureCollection } from 'geojson';
import type { ReviewTrack } from '../../src-main/core/operations/telematics/review/review-track.wire.ts';
import { spanText } from '../ui/age-text.ts';
import type { LoadedReview } from './loaded-review.ts';
import { timeMarks, trackLines } from './review-lines.ts';
import type { OverlayData } from './review-overlay.ts';
import type { NearState } from './review-store.ts';
import { clockText, dayClockText, type Span } from './review-time.ts';

const noFeatures: FeatureCollection = { type: 'FeatureCollection', features: [] };
const dayMs = 86_400_000;

function stopFeatures(review: LoadedReview): FeatureCollection {
  const features = review.vehicles.flatMap(({ stops }, truck) =>
    stops.map((stop): Feature => {
      const dwellMs = stop.leftAtMs - stop.arrivedAtMs;
      return {
        type: 'Feature',
        properties: { truck, label: spanText(dwellMs), minutes: Math.round(dwellMs / 60_000) },
        geometry: { type: 'Point', coordinates: [stop.longitude, stop.latitude] },
      };
    }),
  );
  return { type: 'FeatureCollection', features };
}

export function areaFeatures(near: NearState): FeatureCollection {
  if (near.kind === 'none' || near.area.kind !== 'circle') return noFeatures;
  const { center, radiusMeters } = near.area;
  const ring = circle([center.longitude, center.latitude], radiusMeters / 1_000, {
    units: 'kilometers',
    steps: 72,
  });
  return { type: 'FeatureCollection', features: [ring] };
}

/** What stands still on the map of a review. */
export function overlayOf(
  review: LoadedReview | null,
  tracks: readonly ReviewTrack[],
  shown: Span | null,
  near: NearState,
): OverlayData {
  const area = areaFeatures(near);
  if (review === null) {
    return { lines: noFeatures, marks: noFeatures, stops: noFeatures, area, isSingle: true };
  }
  const { fromMs, toMs } = shown ?? review;
  const words = toMs - fromMs > dayMs ? dayClockText : clockText;
  const marks = timeMarks(tracks, toMs - fromMs);
  return {
    lines: trackLines(tracks),
    marks: {
      ...marks,
      features: marks.features.map((mark) => ({
        ...mark,
        properties: { ...mark.properties, label: words(mark.properties.timeMs) },
      })),
    },
    stops: stopFeatures(review),
    area,
    isSingle: review.vehicles.length === 1,
  };
}
