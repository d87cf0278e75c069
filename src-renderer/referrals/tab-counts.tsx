import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { formatCount } from '../ui/format.ts';
import { useReadyCount } from './approvals/undecided-store.ts';
import { useLedgerSync } from './frame/ledger-sync.ts';
import classes from './tab-counts.module.css';

interface TabCountProps {
  readonly count: number;
  readonly words: string;
  readonly isGrave?: boolean;
}

/** The number beside a tab's name; nothing when there is nothing to count. */
function TabCount({ count, words, isGrave = false }: TabCountProps) {
  if (count === 0) return null;
  return (
    <span className={classes.count} data-grave={isGrave}>
      <span aria-hidden>{formatCount(count)}</span>
      <VisuallyHidden>{words}</VisuallyHidden>
    </span>
  );
}

/** What waits for whoever is signed in. */
export function ApprovalsCount() {
  const { t } = useTranslation('referralOffice');
  const count = useReadyCount();
  return <TabCount count={count} words={t('approvals.badge', { count, countText: formatCount(count) })} />;
}

/** What was refused, else what waits. */
export function OutboxCount() {
  const { t } = useTranslation('referralOffice');
  const sync = useLedgerSync((state) => state.sync);
  const { rejectedCount = 0, waitingCount = 0 } = sync ?? {};
  const isGrave = rejectedCount > 0;
  const count = isGrave ? rejectedCount : waitingCount;
  const counts = { count, countText: formatCount(count) };
  const words = isGrave ? t('outbox.refusedCount', counts) : t('outbox.waitingCount', counts);
  return <TabCount count={count} words={words} isGrave={isGrave} />;
}
