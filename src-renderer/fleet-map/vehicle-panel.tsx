import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/empty-state.tsx';
import { useFleetView } from './fleet-view-store.ts';
import { ListToolbar } from './list-toolbar.tsx';
import { useMapFilter } from './use-map-filter.ts';
import { useVisibleVehicles } from './use-visible-vehicles.ts';
import { VehicleList } from './vehicle-list.tsx';

/** Search, filters and the list under them. */
export function VehiclePanel() {
  const { t } = useTranslation('fleet');
  const [isHeld, setIsHeld] = useState(false);
  const { vehicles, counts, totalCount } = useVisibleVehicles(isHeld);
  const clearFinding = useFleetView((view) => view.clearFinding);
  useMapFilter(vehicles);
  return (
    <>
      <ListToolbar shownCount={vehicles.length} totalCount={totalCount} counts={counts} isHeld={isHeld} />
      {vehicles.length === 0 ? (
        <EmptyState
          title={t('empty.noMatchTitle')}
          body={t('empty.noMatchBody')}
          action={{ label: t('empty.clear'), onClick: clearFinding }}
        />
      ) : (
        <VehicleList vehicles={vehicles} onHold={setIsHeld} />
      )}
    </>
  );
}
