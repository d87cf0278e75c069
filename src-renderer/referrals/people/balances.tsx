import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoment } from '../../ui/format.ts';
import { useMinuteMs } from '../../ui/ticker.ts';
import { pointsText } from '../frame/points-text.ts';
import { referralClient } from '../frame/referral-client.ts';
import type { Person } from '../frame/referral-types.ts';
import { useAnswer } from '../frame/use-answer.ts';
import classes from './people.module.css';
import referral from '../referral/referral.module.css';

const kinds = ['available', 'pending', 'reserved', 'owed'] as const;

interface BalancesProps {
  readonly person: Person;
  /** `null`: now. */
  readonly atMs: number | null;
}

/** What a person has, as this desk's copy of the ledger knows it. What it does not know is said, and never 0. */
export function BalanceFigures({ person, atMs }: BalancesProps) {
  const { t } = useTranslation('referrals');
  const nowMs = useMinuteMs();
  const { id: personId, companyId } = person;
  const ask = useCallback(
    (signal: AbortSignal) => referralClient.getBalances({ companyId, personId, atMs }, { signal }),
    [companyId, personId, atMs],
  );
  const { answer, failure } = useAnswer(ask);
  if (failure !== null) return <p className={referral.refused}>{failure}</p>;
  if (answer === null) return <p className={referral.quiet}>{t('empty.loading')}</p>;
  return (
    <section aria-label={t('points.title')} className={classes.figures}>
      <dl className={classes.balances}>
        {kinds.map((kind) => (
          <div key={kind}>
            <dt>{t(`points.${kind}`)}</dt>
            <dd data-unknown={answer[kind].state === 'unknown'}>{pointsText(answer[kind])}</dd>
          </div>
        ))}
      </dl>
      {answer.asOfMs !== null && (
        <p className={referral.quiet}>
          {t('sync.asOf', { time: formatMoment(atMs ?? answer.asOfMs, nowMs) })}
        </p>
      )}
    </section>
  );
}
