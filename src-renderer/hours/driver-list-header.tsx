import { useTranslation } from 'react-i18next';
import { ColumnHeads, SortHead } from '../ui/data-grid/column-heads.tsx';
import classes from './driver-list.module.css';
import { useHoursView } from './hours-view-store.ts';

const plainColumns = ['driver', 'truck', 'status'] as const;
const longColumns = ['drive', 'break', 'shift', 'cycle', 'outlook'] as const;

export function DriverListHeader() {
  const { t } = useTranslation('hours');
  const sort = useHoursView((view) => view.sort);
  const onSort = useHoursView((view) => view.sortBy);
  const heads = [
    ...plainColumns.map((column) => ({ column, longLabel: t(`list.${column}`) })),
    ...longColumns.map((column) => ({ column, longLabel: t(`list.${column}Long`) })),
  ];
  return (
    <ColumnHeads className={classes.columns}>
      {heads.map(({ column, longLabel }) => (
        <SortHead
          key={column}
          column={column}
          longLabel={longLabel}
          sortLabel={t('list.sortBy', { column: longLabel })}
          sort={sort}
          onSort={onSort}
          isNumber={['drive', 'break', 'shift', 'cycle'].includes(column)}
        >
          {t(`list.${column}`)}
        </SortHead>
      ))}
    </ColumnHeads>
  );
}
