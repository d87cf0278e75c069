import { IconAlertTriangleFilled, IconClock } from '@tabler/icons-react';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { dutyClocksOldMs } from '../../src-main/core/operations/telematics/hours/duty.wire.ts';
import { useDesk } from '../app/desk-store.ts';
import { useRoster } from '../fleet-map/roster-store.ts';
import { tagsOf } from '../fleet-map/vehicle-filter.ts';
import { FilterChip } from '../ui/filter-chip.tsx';
import { formatCount, formatMoment } from '../ui/format.ts';
import tools from '../ui/list-tools.module.css';
import { SearchBox, useFindKey } from '../ui/search-box.tsx';
import { TagSelect } from '../ui/tag-select.tsx';
import { useNowMs } from '../ui/ticker.ts';
import { filterLines } from './driver-rows.ts';
import { DutyGlyph } from './duty-glyph.tsx';
import { useDutyBoard, vendorNowMs } from './hours-store.ts';
import classes from './hours-toolbar.module.css';
import { useHoursView } from './hours-view-store.ts';
import type { VisibleDrivers } from './use-visible-drivers.ts';

const isInSight = () => useDesk.getState().section === 'hours';

function Search() {
  const { t } = useTranslation('hours');
  const search = useHoursView((view) => view.search);
  const setSearch = useHoursView((view) => view.setSearch);
  const inputRef = useRef<HTMLInputElement>(null);
  useFindKey(inputRef, isInSight);
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

/** Says how old the clocks are as soon as that is more than a question or two to the vendor. */
function AsOf() {
  const { t } = useTranslation('hours');
  const asOfMs = useDutyBoard(({ board }) => board?.asOfMs ?? null);
  useNowMs();
  const nowMs = vendorNowMs();
  if (asOfMs === null || nowMs - asOfMs <= dutyClocksOldMs) return null;
  return (
    <span className={classes.asOf} title={t('search.asOfHint')}>
      <IconClock size={14} aria-hidden />
      {t('search.asOf', { time: formatMoment(asOfMs, nowMs) })}
    </span>
  );
}

function FilterChips({ counts }: Pick<VisibleDrivers, 'counts'>) {
  const { t } = useTranslation('hours');
  const { underHour, lines } = useHoursView((view) => view.filter);
  const setFilter = useHoursView((view) => view.setFilter);
  return (
    <>
      <FilterChip
        isOn={underHour}
        count={counts.underHour}
        label={t('filter.underHour')}
        title={t('filter.underHourHint')}
        icon={<IconAlertTriangleFilled size={12} className={tools.warn} aria-hidden />}
        onToggle={() => setFilter({ underHour: !underHour })}
      />
      {filterLines.map((line) => (
        <FilterChip
          key={line}
          isOn={lines.includes(line)}
          count={counts.byLine[line]}
          label={t(`filter.${line}`)}
          icon={<DutyGlyph status={line} size={14} />}
          onToggle={() =>
            setFilter({
              lines: lines.includes(line) ? lines.filter((other) => other !== line) : [...lines, line],
            })
          }
        />
      ))}
    </>
  );
}

function TagFilter() {
  const { t } = useTranslation('hours');
  const roster = useRoster((state) => state.roster);
  const tagIds = useHoursView((view) => view.filter.tagIds);
  const setFilter = useHoursView((view) => view.setFilter);
  const tags = useMemo(() => tagsOf(roster?.vehicles ?? []), [roster]);
  return (
    <TagSelect
      className={classes.tags ?? ''}
      aria-label={t('filter.tags')}
      placeholder={t('filter.tagsPlaceholder')}
      nothingFound={t('filter.tagsNothingFound')}
      tags={tags}
      chosenIds={tagIds}
      onChange={(chosen) => setFilter({ tagIds: chosen })}
    />
  );
}

/** Search, count and filters over the drivers. */
export function HoursToolbar({ drivers, counts, totalCount }: VisibleDrivers) {
  const { t } = useTranslation('hours');
  const countText = formatCount(drivers.length);
  return (
    <div className={classes.toolbar}>
      <div className={classes.line}>
        <Search />
        <TagFilter />
        <span className={tools.count} role="status">
          {drivers.length === totalCount
            ? t('search.count', { count: totalCount, countText })
            : t('search.countOf', { countText, totalText: formatCount(totalCount) })}
        </span>
        <AsOf />
      </div>
      <div className={tools.chips} role="group" aria-label={t('filter.group')}>
        <FilterChips counts={counts} />
      </div>
    </div>
  );
}
