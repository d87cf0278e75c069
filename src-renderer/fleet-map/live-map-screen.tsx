import { ActionIcon, Tooltip } from '@mantine/core';
import { IconLayoutSidebarLeftExpand } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useFleetView } from './fleet-view-store.ts';
import { ListResizer } from './list-resizer.tsx';
import classes from './live-map-screen.module.css';
import { MapStage } from './map-stage.tsx';
import { useRoster } from './roster-store.ts';
import { SelectionAnnouncer } from './selection-announcer.tsx';
import { VehiclePanel } from './vehicle-panel.tsx';

function ShowListButton() {
  const { t } = useTranslation('fleet');
  const setListShown = useFleetView((view) => view.setListShown);
  return (
    <Tooltip label={t('screen.showList')} position="right">
      <ActionIcon
        className={classes.showList}
        size="lg"
        variant="default"
        aria-label={t('screen.showList')}
        onClick={() => setListShown(true)}
      >
        <IconLayoutSidebarLeftExpand size={20} stroke={1.6} />
      </ActionIcon>
    </Tooltip>
  );
}

/** While the core starts, the list's place is kept where there was a fleet before: the map must not jump aside for it. */
const useKeepsPlaceForList = (): boolean => {
  const hadFleet = useFleetView((view) => view.lastFleetBounds !== null);
  const isUnknown = useRoster(({ roster }) => roster === null);
  return hadFleet && isUnknown;
};

/** The fleet twice: as a list on the left, on the map on the right; the chosen vehicle's card lies over the map. */
export function LiveMapScreen() {
  const { t } = useTranslation('fleet');
  const listShown = useFleetView((view) => view.listShown);
  const listWidthPx = useFleetView((view) => view.listWidthPx);
  const hasVehicles = useRoster(({ roster }) => (roster?.vehicles.length ?? 0) > 0);
  const keepsPlace = useKeepsPlaceForList();
  return (
    <div className={classes.screen}>
      <h1 className={classes.unseen}>{t('screen.title')}</h1>
      {listShown && (hasVehicles || keepsPlace) && (
        <>
          <section className={classes.list} style={{ width: listWidthPx }} aria-label={t('screen.list')}>
            {hasVehicles && <VehiclePanel />}
          </section>
          <ListResizer />
        </>
      )}
      <div className={classes.map}>
        <MapStage />
        {!listShown && hasVehicles && <ShowListButton />}
      </div>
      <SelectionAnnouncer />
    </div>
  );
}
