import { useTranslation } from 'react-i18next';
import { formatCount } from '../ui/format.ts';
import { gravestOpen } from './alert-order.ts';
import classes from './alerts-badge.module.css';
import { useOpenCounts } from './open-counts.ts';

const countMax = 99;

/** The number of open alerts on the navigation's entry; nothing when there is none. */
export function AlertsBadge() {
  const { t } = useTranslation('alerts');
  const counts = useOpenCounts();
  const severity = counts === null ? null : gravestOpen(counts);
  if (counts === null || severity === null) return null;
  const countText = formatCount(counts.open);
  return (
    <span className={classes.badge} data-severity={severity}>
      <span aria-hidden>{counts.open > countMax ? `${countMax}+` : countText}</span>
      <span className={classes.unseen}>{t('status.announcement', { count: counts.open, countText })}</span>
    </span>
  );
}
