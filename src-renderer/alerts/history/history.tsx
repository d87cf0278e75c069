import { Select } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  alertKinds,
  severities,
  type AlertKind,
  type Severity,
} from '../../../src-main/core/operations/notifications/incident.wire.ts';
import { useRoster } from '../../fleet-map/roster-store.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { formatCount } from '../../ui/format.ts';
import { showOnMap } from '../alert-actions.ts';
import { AlertDetail } from '../inbox/alert-detail.tsx';
import { AlertList } from '../inbox/alert-list.tsx';
import classes from '../inbox/inbox.module.css';
import tools from '../../ui/list-tools.module.css';
import toolbar from '../inbox/toolbar.module.css';
import { historySpans, useHistory, type HistoryFilter, type HistorySpan } from './use-history.ts';

const firstFilter: HistoryFilter = { span: 'week', kind: null, severity: null, vehicleId: null };
const nothingMarked: ReadonlySet<string> = new Set();
/** More in one list nobody reads; typing narrows it down. */
const truckCountMax = 50;

interface HistoryToolbarProps {
  readonly filter: HistoryFilter;
  readonly count: number;
  readonly onChange: (filter: HistoryFilter) => void;
}

function HistoryToolbar({ filter, count, onChange }: HistoryToolbarProps) {
  const { t } = useTranslation('alerts');
  const roster = useRoster((state) => state.roster);
  const trucks = useMemo(
    () => (roster?.vehicles ?? []).map(({ id, name }) => ({ value: id, label: name })),
    [roster],
  );
  return (
    <div className={toolbar.toolbar} role="search" aria-label={t('history.label')}>
      <Select
        size="xs"
        w={140}
        aria-label={t('history.span')}
        data={historySpans.map((span) => ({ value: span, label: t(`history.${span}`) }))}
        value={filter.span}
        onChange={(span) => onChange({ ...filter, span: (span ?? 'week') as HistorySpan })}
        allowDeselect={false}
      />
      <Select
        size="xs"
        w={150}
        aria-label={t('history.truck')}
        placeholder={t('history.allTrucks')}
        data={trucks}
        limit={truckCountMax}
        value={filter.vehicleId}
        onChange={(vehicleId) => onChange({ ...filter, vehicleId })}
        nothingFoundMessage={t('rules.nothingFound')}
        searchable
        clearable
      />
      <Select
        size="xs"
        w={170}
        aria-label={t('filter.kind')}
        placeholder={t('filter.allKinds')}
        data={alertKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
        value={filter.kind}
        onChange={(kind) => onChange({ ...filter, kind: kind as AlertKind | null })}
        clearable
      />
      <Select
        size="xs"
        w={120}
        aria-label={t('filter.severity')}
        placeholder={t('filter.severity')}
        data={severities.map((severity) => ({ value: severity, label: t(`severity.${severity}`) }))}
        value={filter.severity}
        onChange={(severity) => onChange({ ...filter, severity: severity as Severity | null })}
        clearable
      />
      <span className={`${tools.count ?? ''} ${toolbar.count ?? ''}`} role="status">
        {t('history.shown', { count, countText: formatCount(count) })}
      </span>
    </div>
  );
}

/** Every alert there was, resolved or not. */
export function History() {
  const { t } = useTranslation('alerts');
  const [filter, setFilter] = useState(firstFilter);
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const { alerts, isLoading, failure, loadMore, retry } = useHistory(filter);
  const selected = alerts.find(({ id }) => id === selectedId) ?? null;
  return (
    <div className={classes.columns}>
      <div className={classes.list}>
        <HistoryToolbar filter={filter} count={alerts.length} onChange={setFilter} />
        {failure !== null && (
          <EmptyState
            title={t('history.failed', { reason: '' })}
            body={failure}
            action={{ label: t('history.retry'), onClick: retry }}
          />
        )}
        {failure === null && alerts.length === 0 && (
          <div className={classes.empty}>
            {!isLoading && <EmptyState title={t('empty.historyTitle')} body={t('empty.historyBody')} />}
          </div>
        )}
        {alerts.length > 0 && (
          <AlertList
            alerts={alerts}
            isHistory
            selectedId={selectedId}
            markedIds={nothingMarked}
            onSelect={setSelectedId}
            onCommand={(command) => {
              if (command === 'showOnMap' && selected !== null) showOnMap(selected);
            }}
            onEndNear={loadMore}
          />
        )}
      </div>
      <aside className={classes.detail}>
        {selected === null ? (
          <EmptyState title={t('detail.noneTitle')} body={t('detail.none')} />
        ) : (
          <AlertDetail key={selected.id} known={selected} />
        )}
      </aside>
    </div>
  );
}
