import { useEffect } from 'react';
import { coreClient, whenCoreConnected } from '../platform/client.ts';
import { failureText } from '../platform/failure-text.ts';
import { useReview } from './review-store.ts';

/** Answers "who was near here", whenever it is asked. */
export function useNearFetch(): void {
  const near = useReview((state) => state.near);
  useEffect(() => {
    if (near.kind !== 'searching') return undefined;
    const { area, span } = near;
    const asking = new AbortController();
    const { signal } = asking;
    const { setNear } = useReview.getState();
    const search = async () => {
      try {
        await whenCoreConnected(signal);
        const { vehicles } = await coreClient.telematics.review.findNear({ area, ...span }, { signal });
        if (!signal.aborted) setNear({ kind: 'found', area, span, vehicles });
      } catch (error) {
        if (!signal.aborted) setNear({ kind: 'failed', area, span, sentence: failureText(error) });
      }
    };
    void search();
    return () => asking.abort();
  }, [near]);
}
