import { ActionIcon, Tooltip, VisuallyHidden } from '@mantine/core';
import { IconAlertTriangleFilled, IconLayoutSidebarLeftCollapse } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useDesk } from '../app/desk-store.ts';
import { FilterChip } from '../ui/filter-chip.tsx';
import { formatCount } from '../ui/format.ts';
import tools from '../ui/list-tools.module.css';
import { SearchBox } from '../ui/search-box.tsx';
import { useFleetView } from './fleet-view-store.ts';
import { ListFilterMenu } from './list-filter-menu.tsx';
import classes from './list-toolbar.module.css';
import { filterStatuses, type VehicleCounts } from './vehicle-filter.ts';
import { VehicleGlyph } from './vehicle-glyph.tsx';

function Search() {
  const { t } = useTranslation('fleet');
  const search = useFleetView((view) => view.search);
  const setSearch = useFleetView((view) => view.setSearch);
  const focusCount = useDesk((desk) => desk.searchFocusCount);
  const inputRef = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (focusCount > 0) inputRef.current?.select();
  }, [focusCount]);
  return (
    <SearchBox
      inputRef={inputRef}
      className={classes.search}
      label={t('search.label')}
      placeholder={t('search.placeholder')}
      clearLabel={t('search.clear')}
      value={search}
      onChange={setSearch}
    />
  );
}

function StatusChips({ counts }: { readonly counts: VehicleCounts }) {
  const { t } = useTranslation('fleet');
  const filter = useFleetView((view) => view.filter);
  const setFilter = useFleetView((view) => view.setFilter);
  return (
    <div className={tools.chips} role="group" aria-label={t('filter.status')}>
      <FilterChip
        isOn={filter.needsMe}
        count={counts.needsMe}
        label={t('filter.needsMe')}
        icon={<IconAlertTriangleFilled size={12} className={tools.warn} aria-hidden />}
        onToggle={() => setFilter({ needsMe: !filter.needsMe })}
      />
      {filterStatuses.map((status) => {
        const isOn = filter.statuses.includes(status);
        const others = filter.statuses.filter((other) => other !== status);
        return (
          <FilterChip
            key={status}
            isOn={isOn}
            count={counts.byStatus[status]}
            label={t(`status.${status}`)}
            icon={<VehicleGlyph status={status} freshness="live" size={11} />}
            onToggle={() => setFilter({ statuses: isOn ? others : [...others, status] })}
          />
        );
      })}
    </div>
  );
}

interface ListToolbarProps {
  readonly shownCount: number;
  readonly totalCount: number;
  readonly counts: VehicleCounts;
  readonly isHeld: boolean;
}

/** Search, count and filters over the vehicle list. */
export function ListToolbar({ shownCount, totalCount, counts, isHeld }: ListToolbarProps) {
  const { t } = useTranslation('fleet');
  const setListShown = useFleetView((view) => view.setListShown);
  const countText = formatCount(shownCount);
  const shown =
    shownCount === totalCount
      ? t('search.count', { count: shownCount, countText })
      : t('search.countOf', { countText, totalText: formatCount(totalCount) });
  return (
    <div className={classes.toolbar}>
      <div className={classes.line}>
        <Search />
        <span className={tools.count} role="status" title={isHeld ? t('list.held') : undefined}>
          {shown}
        </span>
        <ListFilterMenu />
        <Tooltip label={t('screen.hideList')}>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('screen.hideList')}
            onClick={() => setListShown(false)}
          >
            <IconLayoutSidebarLeftCollapse size={18} stroke={1.6} />
          </ActionIcon>
        </Tooltip>
      </div>
      <StatusChips counts={counts} />
      <VisuallyHidden>{isHeld ? t('list.held') : ''}</VisuallyHidden>
    </div>
  );
}
