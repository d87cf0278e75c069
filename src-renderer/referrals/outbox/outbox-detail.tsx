import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { AskFirst } from '../../settings/ask-first.tsx';
import { formatDated } from '../../ui/format.ts';
import type { OutboxRow } from '../frame/outbox-store.ts';
import { rejectionText } from '../frame/rejection-text.ts';
import classes from '../office.module.css';
import type { RecordNames } from '../record-names.ts';
import { commandFields, commandWords } from './command-words.ts';
import { putAway, retryAsNew } from './outbox-actions.ts';
import { DetailHead } from '../../ui/detail-head.tsx';
import { Facts } from '../../ui/facts.tsx';

interface OutboxDetailProps {
  readonly row: OutboxRow;
  readonly names: RecordNames;
  readonly onClose: () => void;
}

function RefusedButtons({ row }: { readonly row: OutboxRow }) {
  const { t } = useTranslation('referralOffice');
  return (
    <div className={classes.buttons}>
      <Button size="compact-sm" onClick={() => void retryAsNew(row)}>
        {t('outbox.retry')}
      </Button>
      <AskFirst
        label={t('outbox.putAway')}
        question={t('outbox.putAwayQuestion')}
        yes={t('outbox.putAwayYes')}
        no={t('outbox.putAwayNo')}
        onYes={() => void putAway(row)}
      />
    </div>
  );
}

/** One thing that was asked for and is not in the ledger: what, since when, why, and the way out. */
export function OutboxDetail({ row, names, onClose }: OutboxDetailProps) {
  const { t } = useTranslation('referralOffice');
  const what = commandWords(row, names);
  const facts = [
    [t('outbox.asked'), formatDated(row.createdAtMs)] as const,
    [t('outbox.by'), names.account(row.userId)] as const,
    ...commandFields(row),
  ];
  return (
    <section className={classes.detail} aria-label={what}>
      <DetailHead title={what} closeLabel={t('outbox.close')} onClose={onClose}>
        {t(`outbox.${row.state}`)}
      </DetailHead>
      {row.rejection === null ? (
        <p className={classes.text}>{t('outbox.waitsLong')}</p>
      ) : (
        <>
          <p className={classes.bad}>{rejectionText(row.rejection.code)}</p>
          <RefusedButtons row={row} />
        </>
      )}
      <Facts facts={facts} />
    </section>
  );
}
