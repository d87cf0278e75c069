import { useTranslation } from 'react-i18next';
import { formatDated } from '../../ui/format.ts';
import type { Referral } from '../frame/referral-types.ts';
import { eventText } from './referral-text.ts';
import classes from './referral.module.css';

interface TimeLineProps {
  readonly events: Referral['events'];
  readonly nameOf: (userId: string) => string;
}

/** What was done, by whom, with what evidence, newest first; each line is an entry of the ledger. */
export function TimeLine({ events, nameOf }: TimeLineProps) {
  const { t } = useTranslation('referrals');
  return (
    <ol className={classes.events} aria-label={t('event.title')}>
      {[...events].reverse().map((event) => (
        <li key={event.seq} className={classes.event}>
          <time dateTime={new Date(event.atMs).toISOString()}>{formatDated(event.atMs)}</time>
          <span>
            {eventText(event)}{' '}
            <span className={classes.quiet}>{t('event.by', { name: nameOf(event.by) })}</span>
          </span>
          <span className={classes.seq}>{t('event.entry', { seq: event.seq })}</span>
          {event.evidence !== null && <span className={classes.evidence}>{event.evidence}</span>}
        </li>
      ))}
    </ol>
  );
}
