import { Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import {
  alertKinds,
  severities,
  type AlertKind,
} from '../../../src-main/core/operations/notifications/incident.wire.ts';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { formatCount } from '../../ui/format.ts';
import tools from '../../ui/list-tools.module.css';
import { inboxViews } from '../alert-order.ts';
import { useAlertsView } from '../alerts-view-store.ts';
import { SeverityIcon } from '../severity-icon.tsx';
import classes from './toolbar.module.css';

function ViewChips() {
  const { t } = useTranslation('alerts');
  const current = useAlertsView((view) => view.filter.view);
  const setFilter = useAlertsView((view) => view.setFilter);
  return (
    <div className={tools.chips} role="group" aria-label={t('filter.view')}>
      {inboxViews.map((view) => (
        <FilterChip
          key={view}
          isOn={view === current}
          label={t(`filter.${view}`)}
          onToggle={() => setFilter({ view })}
        />
      ))}
    </div>
  );
}

function SeverityChips() {
  const { t } = useTranslation('alerts');
  const chosen = useAlertsView((view) => view.filter.severities);
  const setFilter = useAlertsView((view) => view.setFilter);
  return (
    <div className={tools.chips} role="group" aria-label={t('filter.severity')}>
      {severities.map((severity) => {
        const isChosen = chosen.includes(severity);
        const next = isChosen ? chosen.filter((one) => one !== severity) : [...chosen, severity];
        return (
          <FilterChip
            key={severity}
            isOn={isChosen}
            label={t(`severity.${severity}`)}
            icon={<SeverityIcon severity={severity} size={14} />}
            onToggle={() => setFilter({ severities: next })}
          />
        );
      })}
    </div>
  );
}

interface InboxToolbarProps {
  readonly count: number;
  readonly markedCount: number;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  readonly onLeaveSearch: () => void;
}

export function InboxToolbar({ count, markedCount, searchRef, onLeaveSearch }: InboxToolbarProps) {
  const { t } = useTranslation('alerts');
  const filter = useAlertsView((view) => view.filter);
  const setFilter = useAlertsView((view) => view.setFilter);
  const counted = t('filter.count', { count, countText: formatCount(count) });
  const marked = t('filter.markedCount', { countText: formatCount(markedCount) });
  return (
    <div className={classes.toolbar} role="search" aria-label={t('filter.label')}>
      <TextInput
        ref={searchRef}
        size="xs"
        className={classes.search ?? ''}
        aria-label={t('filter.search')}
        placeholder={t('filter.searchPlaceholder')}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={filter.search}
        onChange={(event) => setFilter({ search: event.currentTarget.value })}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setFilter({ search: '' });
          if (event.key === 'Escape' || event.key === 'Enter' || event.key === 'ArrowDown') onLeaveSearch();
        }}
      />
      <ViewChips />
      <SeverityChips />
      <Select
        size="xs"
        w={140}
        aria-label={t('filter.kind')}
        placeholder={t('filter.allKinds')}
        data={alertKinds.map((kind) => ({ value: kind, label: t(`kinds.${kind}`) }))}
        value={filter.kind}
        onChange={(kind) => setFilter({ kind: kind as AlertKind | null })}
        clearable
        comboboxProps={{ withinPortal: true }}
      />
      <span className={`${tools.count ?? ''} ${classes.count ?? ''}`} role="status">
        {markedCount > 0 ? `${counted} · ${marked}` : counted}
      </span>
    </div>
  );
}
