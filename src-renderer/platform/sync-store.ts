import { create } from 'zustand';
import type { SyncHealth } from '../../src-main/core/operations/samsara/contract.ts';
import { coreClient } from './client.ts';
import { followStream } from './follow-stream.ts';

/** How the Samsara sync fares; `null` until the core's first word. Written by its feed only. */
export const useSyncHealth = create<{ readonly health: SyncHealth | null }>(() => ({ health: null }));

export function startSyncFeed(): () => void {
  return followStream({
    open: (signal) => coreClient.samsara.watchSyncHealth(undefined, { signal }),
    onItem: (health) => useSyncHealth.setState({ health }),
  });
}
