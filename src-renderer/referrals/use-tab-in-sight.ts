import { useCallback } from 'react';
import { useDesk } from '../app/desk-store.ts';
import { useReferralView, type ReferralTabId } from './frame/referral-view-store.ts';

/** Whether a tab of the referrals is what the person looks at: keys of the desk mean the list in sight. */
export function useTabInSight(tab: ReferralTabId): () => boolean {
  return useCallback(
    () => useDesk.getState().section === 'referrals' && useReferralView.getState().tab === tab,
    [tab],
  );
}
