import { useCallback } from 'react';
import { text } from '../../app/text.ts';

/** Names for whoever has done something: an account of the office, or the hub by itself. */
export const useWho = (): ((userId: string) => string) =>
  useCallback((userId) => (userId === 'hub' ? text.t('referrals:event.hub') : userId), []);
