import { useEffect } from 'react';
import { coreClient, whenCoreConnected } from '../platform/client.ts';
import { failureText } from '../platform/failure-text.ts';
import { loadReview, type LoadedReview } from './loaded-review.ts';
import { usePlayback } from './playback-store.ts';
import { useReview } from './review-store.ts';

/** Where a day begins to be of interest: the first thing that moved, or where the person asked for. */
function firstMoment(review: LoadedReview, wantedMs: number | null): number {
  if (wantedMs !== null) return wantedMs;
  const beginnings = review.vehicles.map(
    ({ trips, track }) => trips[0]?.fromMs ?? track.timeMs[0] ?? review.fromMs,
  );
  return Math.max(review.fromMs, Math.min(review.toMs, ...beginnings));
}

/** Fetches what was chosen, whenever that changes. From the core's store alone: it works with the network cut. */
export function useReviewFetch(): void {
  const vehicleIds = useReview((state) => state.vehicleIds);
  const span = useReview((state) => state.span);
  useEffect(() => {
    if (vehicleIds.length === 0) {
      useReview.setState({ status: { kind: 'idle' }, review: null, shown: null });
      usePlayback.getState().load({ fromMs: 0, toMs: 0 }, 0);
      return undefined;
    }
    const asking = new AbortController();
    const { signal } = asking;
    const fetchReview = async () => {
      useReview.setState({ status: { kind: 'loading' } });
      try {
        await whenCoreConnected(signal);
        const answer = await coreClient.telematics.review.getReview(
          { vehicleIds: [...vehicleIds], ...span },
          { signal },
        );
        if (signal.aborted) return;
        const review = loadReview(answer, span);
        const { review: last, wantedMs, fitCount } = useReview.getState();
        const { timeMs } = usePlayback.getState();
        const isSameTime = last !== null && last.fromMs === span.fromMs && wantedMs === null;
        usePlayback.getState().load(span, isSameTime ? timeMs : firstMoment(review, wantedMs));
        useReview.setState({ status: { kind: 'ready' }, review, wantedMs: null, fitCount: fitCount + 1 });
      } catch (error) {
        if (!signal.aborted) useReview.setState({ status: { kind: 'failed', sentence: failureText(error) } });
      }
    };
    void fetchReview();
    return () => asking.abort();
  }, [vehicleIds, span]);
}
