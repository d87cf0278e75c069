import { CloseButton, SegmentedControl, TextInput, UnstyledButton } from '@mantine/core';
import { IconAlertTriangleFilled, IconSearch } from '@tabler/icons-react';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Accuracy } from '../../src-main/core/operations/telematics/accuracy/contract.ts';
import { useDesk } from '../app/desk-store.ts';
import { formatCount, formatMoment } from '../ui/format.ts';
import { countTroubled } from './accuracy-rows.ts';
import classes from './accuracy-toolbar.module.css';
import { accuracySpans, useAccuracyView, type AccuracySpan } from './accuracy-view-store.ts';

/** Ctrl+F means the list in sight. It has to be caught before the key of the map's list is. */
function useFindKey(focus: () => void): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isFind =
        (event.ctrlKey || event.metaKey) &&
        !event.shiftKey &&
        !event.altKey &&
        event.key.toLowerCase() === 'f';
      if (!isFind || useDesk.getState().section !== 'accuracy') return;
      event.preventDefault();
      focus();
    };
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [focus]);
}

function SearchBox() {
  const { t } = useTranslation('accuracy');
  const search = useAccuracyView((view) => view.search);
  const setSearch = useAccuracyView((view) => view.setSearch);
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
      placeholder={t('search.label')}
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
      <SearchBox />
      <UnstyledButton
        className={classes.chip}
        aria-pressed={onlyTroubled}
        title={t('search.onlyTroubledHint')}
        onClick={() => setOnlyTroubled(!onlyTroubled)}
      >
        <IconAlertTriangleFilled size={12} className={classes.warn} aria-hidden />
        {t('search.onlyTroubled')} <span className={classes.count}>{formatCount(troubledCount)}</span>
      </UnstyledButton>
      <span className={classes.count} role="status">
        {shownCount === totalCount
          ? t('search.count', { count: totalCount, countText: formatCount(totalCount) })
          : t('search.countOf', { countText: formatCount(shownCount), totalText: formatCount(totalCount) })}
      </span>
      <span className={classes.space} />
      <span className={classes.count}>
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
