import { useTranslation } from 'react-i18next';
import classes from '../alerts/alerts-badge.module.css';
import { formatCount } from '../ui/format.ts';
import { useMissedCalls } from './call-changes.ts';

const countMax = 99;

/** Missed and not called back, on the navigation's entry; nothing when there is none. */
export function MissedBadge() {
  const { t } = useTranslation('calls');
  const count = useMissedCalls((state) => state.count);
  if (count === null || count === 0) return null;
  const countText = formatCount(count);
  return (
    <span className={classes.badge} data-severity="warning">
      <span aria-hidden>{count > countMax ? `${countMax}+` : countText}</span>
      <span className={classes.unseen}>{t('badge', { count, countText })}</span>
    </span>
  );
}
