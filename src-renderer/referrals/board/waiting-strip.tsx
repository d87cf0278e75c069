import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { candidateOf, referralIdOf, useOutbox } from '../frame/outbox-store.ts';
import { useReferralView } from '../frame/referral-view-store.ts';
import classes from './board.module.css';

/** New referrals that no entry of the ledger shows yet: apart from the posted ones, and in no count of theirs. */
export function WaitingStrip() {
  const { t } = useTranslation('referrals');
  const rows = useOutbox((state) => state.rows) ?? [];
  const openReferral = useReferralView((view) => view.openReferral);
  const made = rows.filter(({ name }) => name === 'makeReferral');
  if (made.length === 0) return null;
  return (
    <section className={classes.strip} aria-label={t('waiting.title')}>
      <span className={classes.count}>{t('waiting.title')}</span>
      {made.map(({ key, state, command }) => (
        <UnstyledButton
          key={key}
          className={classes.stripCard}
          data-state={state}
          onClick={() => openReferral(referralIdOf(command))}
        >
          {state === 'waiting' ? (
            <IconClock size={13} aria-label={t('waiting.waits')} />
          ) : (
            <IconAlertTriangle size={13} aria-label={t('waiting.isRefused')} />
          )}
          {candidateOf(command)}
        </UnstyledButton>
      ))}
    </section>
  );
}
