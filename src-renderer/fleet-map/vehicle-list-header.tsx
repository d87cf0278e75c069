import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { ColumnHeads, SortHead } from '../ui/data-grid/column-heads.tsx';
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
    },
    { column: 'name', longLabel: t('list.name'), label: t('list.name') },
    { column: 'driver', longLabel: t('list.driver'), label: t('list.driver') },
    { column: 'status', longLabel: t('list.status'), label: t('list.status') },
    { column: 'speed', longLabel: t('list.speedLong'), label: t('list.speed') },
    { column: 'age', longLabel: t('list.ageLong'), label: t('list.age') },
    { column: 'drive', longLabel: t('list.driveLong'), label: t('list.drive') },
    { column: 'fuel', longLabel: t('list.fuel'), label: t('list.fuel') },
  ] as const;
  return (
    <ColumnHeads className={classes.columns}>
      {heads.map(({ column, longLabel, label }) => (
        <SortHead
          key={column}
          column={column}
          longLabel={longLabel}
          sortLabel={t('list.sortBy', { column: longLabel })}
          sort={sort}
          onSort={onSort}
          isNumber={['speed', 'age', 'drive', 'fuel'].includes(column)}
          hidesArrow={column === 'needsMe'}
        >
          {label}
        </SortHead>
      ))}
    </ColumnHeads>
  );
}
