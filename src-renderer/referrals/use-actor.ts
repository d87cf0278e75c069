import { useCallback } from 'react';
import { text } from '../app/text.ts';

/** Who acts at this desk. */
export interface Actor {
  readonly userId: string;
}

/** `null`: nobody is signed in, or it is not known yet. */
export const useActor = (): Actor | null => null;

/** Names for ids of accounts; the hub does by itself what nobody asks for. */
export function useAccountName(): (userId: string) => string {
  return useCallback((userId) => (userId === 'hub' ? text.t('referralOffice:hub') : userId), []);
}
