import { useTranslation } from 'react-i18next';
import type { ReferralSync } from '../../../src-main/core/referral/desk/contract.ts';
import type { Tone } from '../../app/connection.ts';
import { failureText } from '../../platform/failure-text.ts';
import { formatCount, formatMoment } from '../../ui/format.ts';
import { useMinuteMs } from '../../ui/ticker.ts';
import { ToneIcon } from '../../ui/tone-icon.tsx';
import { useLedgerSync } from './ledger-sync.ts';
import classes from './sync-line.module.css';

const tones: Readonly<Record<ReferralSync['state'], Tone>> = {
  noHub: 'quiet',
  starting: 'quiet',
  live: 'good',
  stale: 'warn',
  stopped: 'bad',
};

/** "live · as of 2:02 PM · 3 waiting": how true this desk's copy is, and what of this desk is not in it yet. */
export function SyncLine() {
  const { t } = useTranslation('referrals');
  const sync = useLedgerSync((state) => state.sync);
  const nowMs = useMinuteMs();
  if (sync === null) return null;
  const { state, asOfMs, waitingCount, rejectedCount, failure } = sync;
  const words = [t(`sync.${state}`)];
  if (asOfMs !== null) words.push(t('sync.asOf', { time: formatMoment(asOfMs, nowMs) }));
  if (waitingCount > 0) {
    words.push(t('sync.waiting', { count: waitingCount, countText: formatCount(waitingCount) }));
  }
  if (rejectedCount > 0) {
    words.push(t('sync.rejected', { count: rejectedCount, countText: formatCount(rejectedCount) }));
  }
  const line = words.join(' · ');
  const hint = failure === null ? t(`sync.${state}Hint`) : failureText(failure);
  return (
    <span className={classes.line} role="status" title={`${line}. ${hint}`}>
      <ToneIcon tone={tones[state]} />
      <span className={classes.words}>{line}</span>
    </span>
  );
}
