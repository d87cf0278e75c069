import { useEffect, useMemo, useState } from 'react';
import type { ReviewTrack } from '../../src-main/core/operations/telematics/review/review-track.wire.ts';
import { coreClient } from '../platform/client.ts';
import { decodeTrack, pieceOf, splice, type LoadedReview } from './loaded-review.ts';
import { usePlayback } from './playback-store.ts';
import { useReview } from './review-store.ts';
import type { Span } from './review-time.ts';

interface Detail {
  readonly review: LoadedReview;
  readonly piece: Span;
  readonly tracks: ReadonlyMap<string, ReviewTrack>;
}

/** While somebody drags, nothing is asked for. */
const settleMs = 200;
const pointCountMax = 20_000;

async function fetchDetail(review: LoadedReview, piece: Span, signal: AbortSignal): Promise<Detail> {
  const thinned = review.vehicles.filter(({ isThinned }) => isThinned);
  const tracks = await Promise.all(
    thinned.map(async ({ vehicleId }) => {
      const input = { vehicleId, ...piece, pointCountMax };
      const { columns } = await coreClient.telematics.review.getTrack(input, { signal });
      return [vehicleId, decodeTrack(columns)] as const;
    }),
  );
  return { review, piece, tracks: new Map(tracks) };
}

/** The piece as a stable text, so that moving inside it asks for nothing. */
function usePieceKey(review: LoadedReview | null): string | null {
  const shown = useReview((state) => state.shown);
  return usePlayback(({ timeMs }) => {
    if (review === null || !review.vehicles.some(({ isThinned }) => isThinned)) return null;
    const { fromMs, toMs } = pieceOf(review, shown, timeMs);
    return `${String(fromMs)} ${String(toMs)}`;
  });
}

/**
 * The tracks to draw, in the order of the trucks chosen. Where a long span was thinned, the part that is looked at is
 * fetched in full and put in its place.
 */
export function useShownTracks(review: LoadedReview | null): readonly ReviewTrack[] {
  const [detail, setDetail] = useState<Detail | null>(null);
  const pieceKey = usePieceKey(review);
  useEffect(() => {
    if (review === null || pieceKey === null) return undefined;
    const asking = new AbortController();
    const [fromMs = 0, toMs = 0] = pieceKey.split(' ').map(Number);
    const timer = setTimeout(() => {
      fetchDetail(review, { fromMs, toMs }, asking.signal).then(setDetail, (error: unknown) => {
        // The thinned track stays; the next piece asks again.
        if (!asking.signal.aborted) reportError(error);
      });
    }, settleMs);
    return () => {
      clearTimeout(timer);
      asking.abort();
    };
  }, [review, pieceKey]);
  return useMemo(() => {
    if (review === null) return [];
    return review.vehicles.map(({ vehicleId, track }) => {
      const full = detail?.review === review ? detail.tracks.get(vehicleId) : undefined;
      return full && detail ? splice(track, detail.piece, full) : track;
    });
  }, [review, detail]);
}
