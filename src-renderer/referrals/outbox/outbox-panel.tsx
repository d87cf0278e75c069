import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../../ui/empty-state.tsx';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { formatCount } from '../../ui/format.ts';
import listTools from '../../ui/list-tools.module.css';
import { Beside } from '../beside.tsx';
import { useOutbox, type OutboxRow } from '../frame/outbox-store.ts';
import classes from '../office.module.css';
import { useRecordNames } from '../record-names.ts';
import { OutboxDetail } from './outbox-detail.tsx';
import { OutboxList } from './outbox-list.tsx';
import { orderOutbox, type OutboxView } from './outbox-order.ts';

const states = ['rejected', 'waiting'] as const;

interface ToolbarProps {
  readonly rows: readonly OutboxRow[];
  /** With those that are not shown. */
  readonly rowCount: number;
  readonly view: OutboxView;
  readonly onView: (view: OutboxView) => void;
}

function OutboxToolbar({ rows, rowCount, view, onView }: ToolbarProps) {
  const { t } = useTranslation('referralOffice');
  return (
    <div className={classes.toolbar}>
      <div className={listTools.chips} role="group" aria-label={t('outbox.which')}>
        {states.map((state) => (
          <FilterChip
            key={state}
            isOn={view === state}
            label={t(`outbox.${state}`)}
            count={rows.filter((row) => row.state === state).length}
            onToggle={() => onView(view === state ? 'all' : state)}
          />
        ))}
      </div>
      <p className={classes.quiet}>
        {t('outbox.about')}
        {rowCount > rows.length &&
          ` ${t('outbox.shownFirst', { shown: formatCount(rows.length), count: formatCount(rowCount) })}`}
      </p>
    </div>
  );
}

/** What people at this desk have asked for and no entry of the ledger shows yet. */
export function OutboxPanel() {
  const { t } = useTranslation('referralOffice');
  const { rows, rowCount } = useOutbox();
  const names = useRecordNames();
  const [view, setView] = useState<OutboxView>('all');
  const [selectedKey, select] = useState<string | null>(null);
  const shown = useMemo(() => orderOutbox(rows ?? [], view), [rows, view]);
  const selected = shown.find(({ key }) => key === selectedKey) ?? null;
  if (rows === null) return <p className={classes.loading}>{t('outbox.loading')}</p>;
  if (rows.length === 0) return <EmptyState title={t('outbox.emptyTitle')} body={t('outbox.emptyBody')} />;
  return (
    <Beside
      aside={
        selected === null ? null : (
          <OutboxDetail key={selected.key} row={selected} names={names} onClose={() => select(null)} />
        )
      }
    >
      <OutboxToolbar rows={rows} rowCount={rowCount} view={view} onView={setView} />
      {shown.length === 0 ? (
        <EmptyState title={t('outbox.noneFitTitle')} body={t('outbox.noneFitBody')} />
      ) : (
        <OutboxList
          rows={shown}
          selectedKey={selectedKey}
          names={names}
          onSelect={(row) => select(row?.key ?? null)}
        />
      )}
    </Beside>
  );
}
