import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFleetView } from './fleet-view-store.ts';
import { frameStore } from './frames-feed.ts';
import { useRoster } from './roster-store.ts';
import { vehicleWord } from './vehicle-text.ts';

/** Says which vehicle was chosen, also when that happened on the map, where no element takes the focus. */
export function SelectionAnnouncer() {
  const { t } = useTranslation('fleet');
  const selectedId = useFleetView((view) => view.selectedVehicleId);
  const roster = useRoster((state) => state.roster);
  const vehicle = selectedId === null ? undefined : roster?.byId.get(selectedId);
  const said =
    vehicle === undefined
      ? ''
      : t('announce.selected', { name: vehicle.name, status: vehicleWord(frameStore.get(vehicle.slot)) });
  return <VisuallyHidden role="status">{said}</VisuallyHidden>;
}
