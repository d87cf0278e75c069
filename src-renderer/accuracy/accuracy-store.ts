import { create } from 'zustand';
import type { Accuracy } from '../../src-main/core/operations/telematics/accuracy/contract.ts';
import { coreClient } from '../platform/client.ts';
import { followStream } from '../platform/follow-stream.ts';

/** What was counted over the chosen hours; `null` until the core's word for them. Written by its feed only. */
export const useAccuracy = create<{ readonly accuracy: Accuracy | null }>(() => ({ accuracy: null }));

/** Followed while the screen is in sight only: 10,000 vehicles are half a megabyte each time. */
export function startAccuracyFeed(hours: number): () => void {
  return followStream({
    open: (signal) => coreClient.telematics.accuracy.watchAccuracy({ hours }, { signal }),
    onItem: (accuracy) => useAccuracy.setState({ accuracy }),
  });
}
