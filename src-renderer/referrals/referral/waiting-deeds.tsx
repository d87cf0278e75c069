import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { catalogue, text } from '../../app/text.ts';
import { referralIdOf, useOutbox, type OutboxRow } from '../frame/outbox-store.ts';
import { rejectionText } from '../frame/rejection-text.ts';
import classes from './referral.module.css';

const { waiting: words } = catalogue.referrals;
const isWorded = (name: string): name is keyof typeof words => Object.hasOwn(words, name);
const deedText = (name: string): string => (isWorded(name) ? text.t(`referrals:waiting.${name}`) : name);

/** What this desk has asked for about a referral and the ledger does not show yet. */
export function useWaitingDeeds(referralId: string): readonly OutboxRow[] {
  const rows = useOutbox((state) => state.rows);
  return useMemo(
    () => (rows ?? []).filter(({ command }) => referralIdOf(command) === referralId),
    [rows, referralId],
  );
}

/** Apart from what is posted: it waits for the hub, or was refused and says why. */
export function WaitingDeeds({ rows }: { readonly rows: readonly OutboxRow[] }) {
  const { t } = useTranslation('referrals');
  if (rows.length === 0) return null;
  return (
    <ul className={classes.waiting} aria-label={t('waiting.title')}>
      {rows.map((row) => (
        <li key={row.key}>
          {t(row.state === 'waiting' ? 'waiting.line' : 'waiting.refused', { deed: deedText(row.name) })}
          {row.rejection !== null && (
            <span className={classes.refused}> {rejectionText(row.rejection.code)}</span>
          )}
        </li>
      ))}
    </ul>
  );
}
