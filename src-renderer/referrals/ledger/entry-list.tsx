import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatCount, formatMoment } from '../../ui/format.ts';
import { useMinuteMs } from '../../ui/ticker.ts';
import type { LedgerEntry } from '../frame/referral-types.ts';
import { RecordGrid, type RecordColumn } from '../record-grid.tsx';
import type { RecordNames } from '../record-names.ts';
import classes from './entry-list.module.css';
import { deskWords, entryWords, movesWords } from './entry-words.ts';

const idOf = ({ seq }: LedgerEntry): string => String(seq);

function useColumns(names: RecordNames): readonly RecordColumn<LedgerEntry>[] {
  const { t } = useTranslation('referralOffice');
  const minuteMs = useMinuteMs();
  return useMemo(() => {
    const moves = (entry: LedgerEntry) => movesWords(entry, names.person);
    const what = (entry: LedgerEntry) => entryWords(entry, names);
    return [
      { id: 'seq', head: t('ledger.seq'), look: 'number', cell: ({ seq }) => formatCount(seq) },
      { id: 'time', head: t('ledger.time'), look: 'time', cell: ({ atMs }) => formatMoment(atMs, minuteMs) },
      { id: 'what', head: t('ledger.what'), look: 'name', cell: what, title: what },
      { id: 'moves', head: t('ledger.moves'), cell: moves, title: moves },
      {
        id: 'who',
        head: t('ledger.who'),
        cell: ({ userId }) => names.account(userId),
        title: ({ userId }) => names.account(userId),
      },
      {
        id: 'desk',
        head: t('ledger.desk'),
        look: 'quiet',
        cell: ({ deskId }) => deskWords(deskId),
        title: ({ deskId }) => deskId ?? '',
      },
      {
        id: 'reason',
        head: t('ledger.reason'),
        look: 'quiet',
        cell: ({ reason }) => reason,
        title: ({ reason }) => reason ?? '',
      },
    ];
  }, [t, minuteMs, names]);
}

interface EntryListProps {
  readonly entries: readonly LedgerEntry[];
  readonly selectedSeq: number | null;
  readonly names: RecordNames;
  readonly onSelect: (entry: LedgerEntry | null) => void;
  readonly onEndNear: () => void;
}

/** The ledger, newest first. */
export function EntryList({ entries, selectedSeq, names, onSelect, onEndNear }: EntryListProps) {
  const { t } = useTranslation('referralOffice');
  return (
    <RecordGrid
      label={t('ledger.label')}
      rows={entries}
      idOf={idOf}
      columns={useColumns(names)}
      className={classes.columns}
      selectedId={selectedSeq === null ? null : String(selectedSeq)}
      onSelect={onSelect}
      onEndNear={onEndNear}
    />
  );
}
