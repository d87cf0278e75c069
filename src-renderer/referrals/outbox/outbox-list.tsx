import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatMoment } from '../../ui/format.ts';
import { useMinuteMs } from '../../ui/ticker.ts';
import { ToneIcon } from '../../ui/tone-icon.tsx';
import type { OutboxRow } from '../frame/outbox-store.ts';
import { rejectionText } from '../frame/rejection-text.ts';
import { RecordGrid, type RecordColumn } from '../record-grid.tsx';
import type { RecordNames } from '../record-names.ts';
import { commandWords } from './command-words.ts';
import classes from './outbox-list.module.css';

const idOf = ({ key }: OutboxRow): string => key;
const markOf = ({ state }: OutboxRow) => (state === 'rejected' ? ('bad' as const) : undefined);

function useColumns(names: RecordNames): readonly RecordColumn<OutboxRow>[] {
  const { t } = useTranslation('referralOffice');
  const minuteMs = useMinuteMs();
  return useMemo(() => {
    const what = (row: OutboxRow) => commandWords(row, names);
    const why = ({ rejection }: OutboxRow) =>
      rejection === null ? t('outbox.waits') : rejectionText(rejection.code);
    return [
      {
        id: 'state',
        head: t('outbox.state'),
        cell: ({ state }) => (
          <>
            <ToneIcon tone={state === 'rejected' ? 'bad' : 'quiet'} size={15} />
            {t(`outbox.${state}`)}
          </>
        ),
      },
      {
        id: 'since',
        head: t('outbox.since'),
        look: 'time',
        cell: ({ createdAtMs }) => formatMoment(createdAtMs, minuteMs),
      },
      { id: 'what', head: t('outbox.what'), look: 'name', cell: what, title: what },
      { id: 'why', head: t('outbox.why'), look: 'quiet', cell: why, title: why },
    ];
  }, [t, minuteMs, names]);
}

interface OutboxListProps {
  readonly rows: readonly OutboxRow[];
  readonly selectedKey: string | null;
  readonly names: RecordNames;
  readonly onSelect: (row: OutboxRow | null) => void;
}

/** What waits and what was refused. */
export function OutboxList({ rows, selectedKey, names, onSelect }: OutboxListProps) {
  const { t } = useTranslation('referralOffice');
  return (
    <RecordGrid
      label={t('outbox.label')}
      rows={rows}
      idOf={idOf}
      columns={useColumns(names)}
      className={classes.columns}
      selectedId={selectedKey}
      onSelect={onSelect}
      markOf={markOf}
    />
  );
}
