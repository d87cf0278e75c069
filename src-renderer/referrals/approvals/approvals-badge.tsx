import { useTranslation } from 'react-i18next';
import { CountBadge } from '../../ui/count-badge.tsx';
import { formatCount } from '../../ui/format.ts';
import { useCompaniesFeed } from '../frame/company.ts';
import { useReadyCount } from './undecided-store.ts';

/** What waits for whoever is signed in, on the navigation's entry; nothing when there is nothing. */
export function ApprovalsBadge() {
  const { t } = useTranslation('referralOffice');
  // Also before the screen has been opened for the first time.
  useCompaniesFeed();
  const count = useReadyCount();
  if (count === 0) return null;
  const words = t('approvals.badge', { count, countText: formatCount(count) });
  return <CountBadge count={count} severity="info" words={words} />;
}
