import { useTranslation } from 'react-i18next';
import { CountBadge } from '../ui/count-badge.tsx';
import { formatCount } from '../ui/format.ts';
import { gravestOpen } from './alert-order.ts';
import { useOpenCounts } from './open-counts.ts';

/** The number of open alerts on the navigation's entry; nothing when there is none. */
export function AlertsBadge() {
  const { t } = useTranslation('alerts');
  const counts = useOpenCounts();
  const severity = counts === null ? null : gravestOpen(counts);
  if (counts === null || severity === null) return null;
  const words = t('status.announcement', { count: counts.open, countText: formatCount(counts.open) });
  return <CountBadge count={counts.open} severity={severity} words={words} />;
}
