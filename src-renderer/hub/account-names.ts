import { create } from 'zustand';
import { coreClient } from '../platform/client.ts';
import { useHub } from '../platform/hub-store.ts';

/** Names for ids of the hub's accounts and desks, as this desk was told last. Written here only. */
export const useAccountNames = create<{ readonly names: ReadonlyMap<string, string> }>(() => ({
  names: new Map(),
}));

async function load(): Promise<void> {
  const names = await coreClient.hub.listAccountNames();
  if (names.length === 0) return;
  useAccountNames.setState({ names: new Map(names.map(({ id, name }) => [id, name])) });
}

/** Asks again whenever the link has come to be live, or somebody else acts. */
export function startAccountNames(): () => void {
  let asked = '';
  return useHub.subscribe(({ hub }) => {
    const now = hub?.state === 'live' ? `${hub.url ?? ''} ${hub.sinceMs} ${hub.person?.id ?? ''}` : '';
    if (now === asked) return;
    asked = now;
    // Until they are known the ids stand in their place.
    if (now !== '') void load().catch(() => undefined);
  });
}
