import { Button, CloseButton, SegmentedControl, TextInput } from '@mantine/core';
import { IconPlus, IconSearch } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useSyncHealth } from '../platform/sync-store.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { formatCount } from '../ui/format.ts';
import { EventList } from './event-list.tsx';
import { FilterMenu } from './filter-menu.tsx';
import { filterGeofences } from './geofence-filter.ts';
import { emptyForm } from './geofence-form.ts';
import { GeofenceList } from './geofence-list.tsx';
import { useGeofences, usePresence } from './geofence-store.ts';
import { useGeofenceView } from './geofence-view-store.ts';
import classes from './geofences-screen.module.css';

/** Samsara is asked to keep it too wherever there is one that answers for this desk. */
export function openNewForm(): void {
  const connection = useSyncHealth.getState().health?.connection;
  const hasAccount = connection !== undefined && connection !== 'notConfigured' && connection !== 'stopped';
  useGeofenceView.getState().open(emptyForm(hasAccount));
}

function Toolbar({ shownCount, totalCount }: { readonly shownCount: number; readonly totalCount: number }) {
  const { t } = useTranslation('geofences');
  const search = useGeofenceView((view) => view.filter.search);
  const setFilter = useGeofenceView((view) => view.setFilter);
  const countText = formatCount(shownCount);
  return (
    <>
      <div className={classes.line}>
        <TextInput
          className={classes.grow}
          size="xs"
          type="text"
          role="searchbox"
          aria-label={t('search.label')}
          placeholder={t('search.placeholder')}
          leftSection={<IconSearch size={15} />}
          value={search}
          onChange={(event) => setFilter({ search: event.currentTarget.value })}
          onKeyDown={(event) => event.key === 'Escape' && setFilter({ search: '' })}
          rightSection={
            search !== '' && (
              <CloseButton
                size="xs"
                aria-label={t('search.clear')}
                onClick={() => setFilter({ search: '' })}
              />
            )
          }
        />
        <FilterMenu />
      </div>
      <span className={classes.count} role="status">
        {shownCount === totalCount
          ? t('search.count', { count: shownCount, countText })
          : t('search.countOf', { countText, totalText: formatCount(totalCount) })}
      </span>
    </>
  );
}

function ListTab() {
  const { t } = useTranslation('geofences');
  const geofences = useGeofences((state) => state.geofences);
  const byGeofence = usePresence((presence) => presence.byGeofence);
  const filter = useGeofenceView((view) => view.filter);
  const clearFilter = useGeofenceView((view) => view.clearFilter);
  const occupied = filter.isOccupied ? byGeofence : null;
  const shown = useMemo(
    () => filterGeofences(geofences ?? [], filter, (id) => occupied?.has(id) ?? false),
    [geofences, filter, occupied],
  );
  if (geofences === null) return <p className={classes.waiting}>{t('waiting')}</p>;
  if (geofences.length === 0) {
    const action = { label: t('empty.action'), onClick: openNewForm };
    return <EmptyState title={t('empty.title')} body={t('empty.body')} action={action} />;
  }
  return (
    <>
      <div className={classes.toolbar}>
        <Toolbar shownCount={shown.length} totalCount={geofences.length} />
      </div>
      {shown.length === 0 ? (
        <EmptyState
          title={t('empty.noMatchTitle')}
          body={t('empty.noMatchBody')}
          action={{ label: t('empty.clear'), onClick: clearFilter }}
        />
      ) : (
        <GeofenceList geofences={shown} />
      )}
    </>
  );
}

/** Geofences and what happens at them, beside the map. */
export function GeofencePanel() {
  const { t } = useTranslation('geofences');
  const tab = useGeofenceView((view) => view.tab);
  const showTab = useGeofenceView((view) => view.showTab);
  const isOffline = useSyncHealth(({ health }) => health?.connection === 'offline');
  return (
    <section className={classes.panel} aria-label={t('panel')}>
      <div className={classes.toolbar}>
        <div className={classes.line}>
          <SegmentedControl
            className={classes.grow}
            size="xs"
            aria-label={t('tabs.label')}
            value={tab}
            onChange={(value) => showTab(value === 'events' ? 'events' : 'list')}
            data={[
              { value: 'list', label: t('tabs.list') },
              { value: 'events', label: t('tabs.events') },
            ]}
          />
          <Button size="compact-sm" leftSection={<IconPlus size={15} aria-hidden />} onClick={openNewForm}>
            {t('new')}
          </Button>
        </div>
      </div>
      {isOffline && (
        <p className={classes.notice} role="status">
          {t('offline')}
        </p>
      )}
      {tab === 'list' ? <ListTab /> : <EventList />}
    </section>
  );
}
