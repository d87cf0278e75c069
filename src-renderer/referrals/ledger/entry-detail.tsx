import { useTranslation } from 'react-i18next';
import { formatCount, formatDated } from '../../ui/format.ts';
import type { LedgerEntry } from '../frame/referral-types.ts';
import classes from '../office.module.css';
import type { RecordNames } from '../record-names.ts';
import { deskWords, entryWords, moveWords } from './entry-words.ts';
import { DetailHead } from '../../ui/detail-head.tsx';
import { Facts } from '../../ui/facts.tsx';

interface EntryDetailProps {
  readonly entry: LedgerEntry;
  readonly names: RecordNames;
  readonly onClose: () => void;
}

/** One entry, whole: who did what, why, from where, and what it did to the points. */
export function EntryDetail({ entry, names, onClose }: EntryDetailProps) {
  const { t } = useTranslation('referralOffice');
  const seq = formatCount(entry.seq);
  const facts: readonly (readonly [string, string | null])[] = [
    [t('ledger.entry.time'), formatDated(entry.atMs)],
    [t('ledger.entry.who'), names.account(entry.userId)],
    [t('ledger.entry.desk'), deskWords(entry.deskId)],
    [t('ledger.entry.reason'), entry.reason],
  ];
  return (
    <section className={classes.detail} aria-label={t('ledger.entry.label', { seq })}>
      <DetailHead
        title={entryWords(entry, names)}
        closeLabel={t('ledger.entry.close', { seq })}
        onClose={onClose}
      >
        {t('ledger.entry.label', { seq })}
      </DetailHead>
      <Facts facts={facts} />
      <h3 className={classes.heading}>{t('ledger.entry.moves')}</h3>
      {entry.moves.length === 0 ? (
        <p className={classes.quiet}>{t('ledger.noMoves')}</p>
      ) : (
        <ul className={classes.lines}>
          {entry.moves.map((move) => (
            <li key={`${move.from} ${move.to} ${move.amount}`}>{moveWords(move, names.person)}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
