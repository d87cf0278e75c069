import { Button, Checkbox, Popover, Stack, UnstyledButton } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Freshness } from '../../src-main/core/operations/telematics/fleet-frame.wire.ts';
import { formatCount } from '../ui/format.ts';
import tools from '../ui/list-tools.module.css';
import { TagSelect } from '../ui/tag-select.tsx';
import { useFleetView } from './fleet-view-store.ts';
import { useRoster } from './roster-store.ts';
import { countFilters, tagsOf } from './vehicle-filter.ts';

/** From best to worst. */
const offeredFreshnesses: readonly Freshness[] = ['live', 'delayed', 'stale', 'lost', 'never'];

const isFreshness = (value: string): value is Freshness =>
  offeredFreshnesses.some((known) => known === value);

function FilterFields() {
  const { t } = useTranslation('fleet');
  const roster = useRoster((state) => state.roster);
  const filter = useFleetView((view) => view.filter);
  const setFilter = useFleetView((view) => view.setFilter);
  const clearFinding = useFleetView((view) => view.clearFinding);
  const tags = useMemo(() => tagsOf(roster?.vehicles ?? []), [roster]);
  return (
    <Stack gap="sm" w={280}>
      <Checkbox.Group
        label={t('filter.freshness')}
        value={[...filter.freshnesses]}
        onChange={(values) => setFilter({ freshnesses: values.filter(isFreshness) })}
      >
        <Stack gap={8} mt={6}>
          {offeredFreshnesses.map((freshness) => (
            <Checkbox key={freshness} size="sm" value={freshness} label={t(`freshness.${freshness}`)} />
          ))}
        </Stack>
      </Checkbox.Group>
      <TagSelect
        label={t('filter.tags')}
        placeholder={t('filter.tagsPlaceholder')}
        nothingFound={t('filter.tagsNothingFound')}
        tags={tags}
        chosenIds={filter.tagIds}
        onChange={(tagIds) => setFilter({ tagIds })}
        comboboxProps={{ withinPortal: false }}
      />
      <Button size="compact-sm" variant="default" onClick={clearFinding}>
        {t('filter.clear')}
      </Button>
    </Stack>
  );
}

/** The rarer filters: how current the position is, and Samsara's tags. */
export function ListFilterMenu() {
  const { t } = useTranslation('fleet');
  const filter = useFleetView((view) => view.filter);
  const hiddenCount = countFilters({ ...filter, needsMe: false, statuses: [] });
  return (
    <Popover position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <UnstyledButton className={tools.chip} data-active={hiddenCount > 0}>
          <IconFilter size={13} aria-hidden />
          {hiddenCount === 0
            ? t('filter.more')
            : t('filter.moreActive', { countText: formatCount(hiddenCount) })}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('filter.more')}>
        <FilterFields />
      </Popover.Dropdown>
    </Popover>
  );
}
