import type { Review, ReviewVehicle } from '../../src-main/core/operations/telematics/review/contract.ts';
import {
  joinTracks,
  pickRows,
  readTrackText,
  rowAtOrAfter,
  type ReviewTrack,
} from '../../src-main/core/operations/telematics/review/review-track.wire.ts';
import type { Span } from './review-time.ts';

export interface LoadedVehicle extends Omit<ReviewVehicle, 'columns'> {
  readonly track: ReviewTrack;
  /** Fewer points are loaded than are stored. */
  readonly isThinned: boolean;
}

export interface LoadedReview extends Span {
  readonly asOfMs: number | null;
  readonly missing: Review['missing'];
  readonly vehicles: readonly LoadedVehicle[];
}

export function decodeTrack(columns: string): ReviewTrack {
  const track = readTrackText(columns);
  if (track === null) throw new Error('the core sent a track in a format this window does not know');
  return track;
}

export const loadReview = (review: Review, span: Span): LoadedReview => ({
  ...span,
  asOfMs: review.asOfMs,
  missing: review.missing,
  vehicles: review.vehicles.map(({ columns, ...vehicle }) => ({
    ...vehicle,
    track: decodeTrack(columns),
    isThinned: vehicle.fixCount > vehicle.pointCount,
  })),
});

const rowsOf = (track: ReviewTrack, from: number, end: number): ReviewTrack =>
  pickRows(
    track,
    Array.from({ length: Math.max(0, end - from) }, (_, at) => from + at),
  ).track;

/** A thinned track with one part of it in full. */
export function splice(track: ReviewTrack, piece: Span, detail: ReviewTrack): ReviewTrack {
  const from = rowAtOrAfter(track, piece.fromMs);
  const end = rowAtOrAfter(track, piece.toMs + 1);
  return joinTracks([rowsOf(track, 0, from), detail, rowsOf(track, end, track.timeMs.length)]);
}

const blockMs = 6 * 3_600_000;
const closeSpanMs = 2 * 86_400_000;

/** Which part of a thinned review is worth having in full: what the graph shows if it is short, else the hours around the playhead. */
export function pieceOf(review: Span, shown: Span | null, timeMs: number): Span {
  if (shown !== null && shown.toMs - shown.fromMs <= closeSpanMs) {
    return { fromMs: Math.floor(shown.fromMs), toMs: Math.ceil(shown.toMs) };
  }
  const block = Math.floor((timeMs - review.fromMs) / blockMs);
  const fromMs = review.fromMs + block * blockMs;
  return { fromMs, toMs: Math.min(review.toMs, fromMs + blockMs - 1) };
}
