import { create } from 'zustand';
import type { HubState } from '../../src-main/core/operations/hub-link/contract.ts';
import { coreClient } from './client.ts';
import { followStream } from './follow-stream.ts';

/** How the link to the office's hub fares; `null` until the core's first word. Written by its feed only. */
export const useHub = create<{ readonly hub: HubState | null }>(() => ({ hub: null }));

export function startHubFeed(): () => void {
  return followStream({
    open: (signal) => coreClient.hub.watchHub(undefined, { signal }),
    onItem: (hub) => useHub.setState({ hub }),
  });
}
