import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { SortHeads } from '../ui/data-grid/column-heads.tsx';
import { useFleetView } from './fleet-view-store.ts';
import classes from './vehicle-list.module.css';

export function VehicleListHeader() {
  const { t } = useTranslation('fleet');
  const sort = useFleetView((view) => view.sort);
  const onSort = useFleetView((view) => view.sortBy);
  const heads = [
    {
      column: 'needsMe',
      longLabel: t('list.sortNeedsMe'),
      label: <IconAlertTriangle size={14} aria-hidden />,
      hidesArrow: true,
    },
    { column: 'name', longLabel: t('list.name'), label: t('list.name') },
    { column: 'driver', longLabel: t('list.driver'), label: t('list.driver') },
    { column: 'status', longLabel: t('list.status'), label: t('list.status') },
    { column: 'speed', longLabel: t('list.speedLong'), label: t('list.speed'), isNumber: true },
    { column: 'age', longLabel: t('list.ageLong'), label: t('list.age'), isNumber: true },
    { column: 'drive', longLabel: t('list.driveLong'), label: t('list.drive'), isNumber: true },
    { column: 'fuel', longLabel: t('list.fuel'), label: t('list.fuel'), isNumber: true },
  ] as const;
  return (
    <SortHeads
      className={classes.columns}
      columns={heads}
      sort={sort}
      onSort={onSort}
      sortLabelOf={(column) => t('list.sortBy', { column })}
    />
  );
}
