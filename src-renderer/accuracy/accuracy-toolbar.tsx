import { SegmentedControl } from '@mantine/core';
import { IconAlertTriangleFilled } from '@tabler/icons-react';
import { useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Accuracy } from '../../src-main/core/operations/telematics/accuracy/contract.ts';
import { useDesk } from '../app/desk-store.ts';
import { FilterChip } from '../ui/filter-chip.tsx';
import { formatCount, formatMoment } from '../ui/format.ts';
import tools from '../ui/list-tools.module.css';
import { SearchBox, useFindKey } from '../ui/search-box.tsx';
import { countTroubled } from './accuracy-rows.ts';
import classes from './accuracy-toolbar.module.css';
import { accuracySpans, useAccuracyView, type AccuracySpan } from './accuracy-view-store.ts';

const isInSight = () => useDesk.getState().section === 'accuracy';

function Search() {
  const { t } = useTranslation('accuracy');
  const search = useAccuracyView((view) => view.search);
  const setSearch = useAccuracyView((view) => view.setSearch);
  const inputRef = useRef<HTMLInputElement>(null);
  useFindKey(inputRef, isInSight);
  return (
    <SearchBox
      inputRef={inputRef}
      className={classes.search}
      label={t('search.label')}
      placeholder={t('search.label')}
      clearLabel={t('search.clear')}
      value={search}
      onChange={setSearch}
    />
  );
}

interface AccuracyToolbarProps {
  readonly accuracy: Accuracy;
  readonly shownCount: number;
}

/** Which trucks, and counted since when. */
export function AccuracyToolbar({ accuracy, shownCount }: AccuracyToolbarProps) {
  const { t } = useTranslation('accuracy');
  const { hours, onlyTroubled, setHours, setOnlyTroubled } = useAccuracyView();
  const totalCount = accuracy.vehicles.slot.length;
  const troubledCount = useMemo(() => countTroubled(accuracy.vehicles), [accuracy]);
  return (
    <div className={classes.toolbar}>
      <Search />
      <FilterChip
        isOn={onlyTroubled}
        label={t('search.onlyTroubled')}
        title={t('search.onlyTroubledHint')}
        count={troubledCount}
        icon={<IconAlertTriangleFilled size={12} className={tools.warn} aria-hidden />}
        onToggle={() => setOnlyTroubled(!onlyTroubled)}
      />
      <span className={tools.count} role="status">
        {shownCount === totalCount
          ? t('search.count', { count: totalCount, countText: formatCount(totalCount) })
          : t('search.countOf', { countText: formatCount(shownCount), totalText: formatCount(totalCount) })}
      </span>
      <span className={classes.space} />
      <span className={tools.count}>
        {t('since', { time: formatMoment(accuracy.fromMs, accuracy.toMs) })}
      </span>
      <SegmentedControl
        size="xs"
        aria-label={t('span.label')}
        value={String(hours)}
        onChange={(value) => setHours(Number(value) as AccuracySpan)}
        data={accuracySpans.map((span) => ({ value: String(span), label: t(`span.hours${span}`) }))}
      />
    </div>
  );
}
