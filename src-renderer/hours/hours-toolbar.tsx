import { CloseButton, MultiSelect, TextInput, UnstyledButton } from '@mantine/core';
import { IconAlertTriangleFilled, IconClock, IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dutyClocksOldMs } from '../../src-main/core/operations/telematics/hours/duty.wire.ts';
import { useDesk } from '../app/desk-store.ts';
import { useRoster } from '../fleet-map/roster-store.ts';
import { tagsOf } from '../fleet-map/vehicle-filter.ts';
import { formatCount, formatMoment } from '../ui/format.ts';
import { useNowMs } from '../ui/ticker.ts';
import { filterLines } from './driver-rows.ts';
import { DutyGlyph } from './duty-glyph.tsx';
import { useDutyBoard, vendorNowMs } from './hours-store.ts';
import classes from './hours-toolbar.module.css';
import { useHoursView } from './hours-view-store.ts';
import type { VisibleDrivers } from './use-visible-drivers.ts';

/** Ctrl+F means the list in sight. It has to be caught before the key of the map's list is. */
function useFindKey(focus: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isFind =
        (event.ctrlKey || event.metaKey) &&
        !event.shiftKey &&
        !event.altKey &&
        event.key.toLowerCase() === 'f';
      if (!isFind || useDesk.getState().section !== 'hours') return;
      event.preventDefault();
      focus();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [focus]);
}

function SearchBox() {
  const { t } = useTranslation('hours');
  const search = useHoursView((view) => view.search);
  const setSearch = useHoursView((view) => view.setSearch);
  const inputRef = useRef<HTMLInputElement>(null);
  useFindKey(useMemo(() => () => inputRef.current?.select(), []));
  return (
    <TextInput
      ref={inputRef}
      className={classes.search}
      size="xs"
      type="text"
      role="searchbox"
      aria-label={t('search.label')}
      placeholder={t('search.placeholder')}
      leftSection={<IconSearch size={15} />}
      value={search}
      onChange={(event) => setSearch(event.currentTarget.value)}
      onKeyDown={(event) => event.key === 'Escape' && setSearch('')}
      rightSection={
        search !== '' && (
          <CloseButton size="xs" aria-label={t('search.clear')} onClick={() => setSearch('')} />
        )
      }
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

interface ChipProps {
  readonly isOn: boolean;
  readonly count: number;
  readonly label: string;
  readonly title?: string;
  readonly icon: ReactNode;
  readonly onToggle: () => void;
}

function Chip({ isOn, count, label, title, icon, onToggle }: ChipProps) {
  return (
    <UnstyledButton className={classes.chip} aria-pressed={isOn} title={title} onClick={onToggle}>
      {icon}
      {label} <span className={classes.chipCount}>{formatCount(count)}</span>
    </UnstyledButton>
  );
}

function FilterChips({ counts }: Pick<VisibleDrivers, 'counts'>) {
  const { t } = useTranslation('hours');
  const { underHour, lines } = useHoursView((view) => view.filter);
  const setFilter = useHoursView((view) => view.setFilter);
  return (
    <>
      <Chip
        isOn={underHour}
        count={counts.underHour}
        label={t('filter.underHour')}
        title={t('filter.underHourHint')}
        icon={<IconAlertTriangleFilled size={12} className={classes.warn} aria-hidden />}
        onToggle={() => setFilter({ underHour: !underHour })}
      />
      {filterLines.map((line) => (
        <Chip
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
    <MultiSelect
      className={classes.tags}
      size="xs"
      aria-label={t('filter.tags')}
      placeholder={tagIds.length === 0 ? t('filter.tagsPlaceholder') : ''}
      nothingFoundMessage={t('filter.tagsNothingFound')}
      data={tags.map(({ id, name }) => ({ value: id, label: name }))}
      value={[...tagIds]}
      onChange={(chosen) => setFilter({ tagIds: chosen })}
      searchable
      clearable
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
        <SearchBox />
        <TagFilter />
        <span className={classes.count} role="status">
          {drivers.length === totalCount
            ? t('search.count', { count: totalCount, countText })
            : t('search.countOf', { countText, totalText: formatCount(totalCount) })}
        </span>
        <AsOf />
      </div>
      <div className={classes.chips} role="group" aria-label={t('filter.group')}>
        <FilterChips counts={counts} />
      </div>
    </div>
  );
}
