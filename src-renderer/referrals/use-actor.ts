import { useCallback, useMemo } from 'react';
import { text } from '../app/text.ts';
import { useAccountNames } from '../hub/account-names.ts';
import { useHub } from '../platform/hub-store.ts';

/** Who acts at this desk. */
export interface Actor {
  readonly userId: string;
}

/** `null`: nobody is signed in, or it is not known yet. */
export function useActor(): Actor | null {
  const userId = useHub((state) => state.hub?.person?.id);
  return useMemo(() => (userId === undefined ? null : { userId }), [userId]);
}

/** Names for ids of accounts; the hub does by itself what nobody asks for. */
export function useAccountName(): (userId: string) => string {
  const names = useAccountNames((state) => state.names);
  return useCallback(
    (userId) => (userId === 'hub' ? text.t('referralOffice:hub') : (names.get(userId) ?? userId)),
    [names],
  );
}
