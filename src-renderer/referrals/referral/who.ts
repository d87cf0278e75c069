import { useCallback } from 'react';
import { text } from '../../app/text.ts';
import { useAccountNames } from '../../hub/account-names.ts';

/** Who did what, in a time line; what nobody did the hub did by itself. */
export function useWho(): (userId: string) => string {
  const names = useAccountNames((state) => state.names);
  return useCallback(
    (userId) => (userId === 'hub' ? text.t('referrals:event.hub') : (names.get(userId) ?? userId)),
    [names],
  );
}
