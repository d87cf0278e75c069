import { Button, Checkbox, MultiSelect, Popover, Stack } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import {
  geofenceTypes,
  type GeofenceType,
} from '../../src-main/core/operations/telematics/geofences/geofence.wire.ts';
import { formatCount } from '../ui/format.ts';
import { countFilters, syncStates, type SyncState } from './geofence-filter.ts';
import { useGeofences } from './geofence-store.ts';
import { useGeofenceView } from './geofence-view-store.ts';

const isType = (value: string): value is GeofenceType => geofenceTypes.some((type) => type === value);
const isSyncState = (value: string): value is SyncState => syncStates.some((state) => state === value);
const inPlace = { withinPortal: false };

function FilterFields() {
  const { t } = useTranslation('geofences');
  const filter = useGeofenceView((view) => view.filter);
  const setFilter = useGeofenceView((view) => view.setFilter);
  const clearFilter = useGeofenceView((view) => view.clearFilter);
  const geofences = useGeofences((state) => state.geofences);
  const tags = [...new Set((geofences ?? []).flatMap((geofence) => geofence.tags))].sort();
  return (
    <Stack gap="sm" w={280}>
      <MultiSelect
        size="xs"
        label={t('filter.types')}
        placeholder={filter.types.length === 0 ? t('filter.typesPlaceholder') : ''}
        data={geofenceTypes.map((type) => ({ value: type, label: t(`type.${type}`) }))}
        value={[...filter.types]}
        onChange={(values) => setFilter({ types: values.filter(isType) })}
        comboboxProps={inPlace}
      />
      <MultiSelect
        size="xs"
        label={t('filter.tags')}
        placeholder={filter.tags.length === 0 ? t('filter.tagsPlaceholder') : ''}
        nothingFoundMessage={t('filter.nothingFound')}
        data={tags}
        value={[...filter.tags]}
        onChange={(values) => setFilter({ tags: values })}
        searchable
        comboboxProps={inPlace}
      />
      <MultiSelect
        size="xs"
        label={t('filter.sync')}
        placeholder={filter.sync.length === 0 ? t('filter.syncPlaceholder') : ''}
        data={syncStates.map((state) => ({ value: state, label: t(`sync.${state}`) }))}
        value={[...filter.sync]}
        onChange={(values) => setFilter({ sync: values.filter(isSyncState) })}
        comboboxProps={inPlace}
      />
      <Checkbox
        size="sm"
        label={t('filter.occupied')}
        checked={filter.isOccupied}
        onChange={(event) => setFilter({ isOccupied: event.currentTarget.checked })}
      />
      <Button size="compact-sm" variant="default" onClick={clearFilter}>
        {t('filter.clear')}
      </Button>
    </Stack>
  );
}

export function FilterMenu() {
  const { t } = useTranslation('geofences');
  const count = useGeofenceView((view) => countFilters(view.filter));
  return (
    <Popover position="bottom-end" trapFocus returnFocus>
      <Popover.Target>
        <Button
          size="compact-sm"
          variant={count === 0 ? 'default' : 'light'}
          leftSection={<IconFilter size={14} aria-hidden />}
        >
          {count === 0 ? t('filter.more') : t('filter.moreActive', { countText: formatCount(count) })}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t('filter.more')}>
        <FilterFields />
      </Popover.Dropdown>
    </Popover>
  );
}
