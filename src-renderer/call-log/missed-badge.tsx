import { useTranslation } from 'react-i18next';
import { CountBadge } from '../ui/count-badge.tsx';
import { formatCount } from '../ui/format.ts';
import { useMissedCalls } from './call-changes.ts';

/** Missed and not called back, on the navigation's entry; nothing when there is none. */
export function MissedBadge() {
  const { t } = useTranslation('calls');
  const count = useMissedCalls((state) => state.count);
  if (count === null || count === 0) return null;
  return (
    <CountBadge
      count={count}
      severity="warning"
      words={t('badge', { count, countText: formatCount(count) })}
    />
  );
}
