import { create } from 'zustand';
import type { CoreStatus } from '../../src-main/core/contract.ts';
import { coreClient } from './client.ts';
import { followStream } from './follow-stream.ts';

/** The core's databases, queues and memory; `null` until its first word. Written by its feed only. */
export const useCoreStatus = create<{ readonly status: CoreStatus | null }>(() => ({ status: null }));

export function startCoreFeed(): () => void {
  return followStream({
    open: (signal) => coreClient.system.watchCoreStatus(undefined, { signal }),
    onItem: (status) => useCoreStatus.setState({ status }),
  });
}
