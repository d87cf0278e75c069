import { Button } from '@mantine/core';
import { useCallback, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FilterChip } from '../../ui/filter-chip.tsx';
import { formatCount } from '../../ui/format.ts';
import listTools from '../../ui/list-tools.module.css';
import { SearchBox, useFindKey } from '../../ui/search-box.tsx';
import classes from '../office.module.css';
import { useTabInSight } from '../use-tab-in-sight.ts';
import { entryGroups } from './ledger-filter.ts';
import type { LedgerEntries } from './use-ledger-entries.ts';

function CountLine({ ledger }: { readonly ledger: LedgerEntries }) {
  const { t } = useTranslation('referralOffice');
  const { shown, isFiltered, isWhole, lowestSeq } = ledger;
  const counts = { count: shown.length, countText: formatCount(shown.length) };
  if (isWhole) return t('ledger.shown', counts);
  if (isFiltered) return t('ledger.searchedTo', { ...counts, seq: formatCount(lowestSeq ?? 0) });
  return t('ledger.shownMore', counts);
}

/** Search and kinds; a search of a long ledger says how far back it has looked. */
export function LedgerToolbar({ ledger }: { readonly ledger: LedgerEntries }) {
  const { t } = useTranslation('referralOffice');
  const { filter, setFilter, canSearchOn, searchOn } = ledger;
  const searchRef = useRef<HTMLInputElement>(null);
  useFindKey(searchRef, useTabInSight('ledger'));
  const toggle = useCallback(
    (group: (typeof entryGroups)[number]) =>
      setFilter({ ...filter, group: filter.group === group ? null : group }),
    [filter, setFilter],
  );
  return (
    <div className={classes.toolbar}>
      <SearchBox
        inputRef={searchRef}
        className={classes.search}
        label={t('ledger.search')}
        placeholder={t('ledger.searchPlaceholder')}
        clearLabel={t('ledger.clearSearch')}
        value={filter.search}
        onChange={(search) => setFilter({ ...filter, search })}
      />
      <div className={listTools.chips} role="group" aria-label={t('ledger.group.label')}>
        {entryGroups.map((group) => (
          <FilterChip
            key={group}
            isOn={filter.group === group}
            label={t(`ledger.group.${group}`)}
            onToggle={() => toggle(group)}
          />
        ))}
      </div>
      <div className={classes.end}>
        <span className={listTools.count} role="status">
          <CountLine ledger={ledger} />
        </span>
        {canSearchOn && (
          <Button size="compact-sm" variant="default" onClick={searchOn}>
            {t('ledger.searchOn')}
          </Button>
        )}
      </div>
    </div>
  );
}
