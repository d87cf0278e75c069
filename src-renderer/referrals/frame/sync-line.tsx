import { useTranslation } from 'react-i18next';
import type { Tone } from '../../app/connection.ts';
import { formatCount, formatMoment } from '../../ui/format.ts';
import { useMinuteMs } from '../../ui/ticker.ts';
import { ToneIcon } from '../../ui/tone-icon.tsx';
import { useOutbox } from './outbox-store.ts';
import { useLedgerSync, type LedgerSync } from './ledger-sync.ts';
import classes from './sync-line.module.css';

const tones: Readonly<Record<LedgerSync['state'], Tone>> = {
  starting: 'quiet',
  live: 'good',
  stale: 'warn',
  stopped: 'bad',
};

/** How true this desk's copy of the ledger is, and what of this desk is not in it yet. */
export function SyncLine() {
  const { t } = useTranslation('referrals');
  const sync = useLedgerSync((state) => state.sync);
  const rows = useOutbox((state) => state.rows) ?? [];
  const nowMs = useMinuteMs();
  if (sync === null) return null;
  const count = rows.filter(({ state }) => state === 'waiting').length;
  const asOf =
    sync.asOfMs === null ? t('sync.never') : t('sync.asOf', { time: formatMoment(sync.asOfMs, nowMs) });
  const words = [t(`sync.${sync.state}`), asOf];
  if (count > 0) words.push(t('sync.waiting', { count, countText: formatCount(count) }));
  return (
    <span className={classes.line} role="status">
      <ToneIcon tone={tones[sync.state]} />
      {words.join(' · ')}
    </span>
  );
}
