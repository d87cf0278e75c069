import { useTranslation } from 'react-i18next';
import { SortHeads } from '../ui/data-grid/column-heads.tsx';
import classes from './driver-list.module.css';
import { useHoursView } from './hours-view-store.ts';

const plainColumns = ['driver', 'truck', 'status'] as const;
const clockColumns = ['drive', 'break', 'shift', 'cycle'] as const;

export function DriverListHeader() {
  const { t } = useTranslation('hours');
  const sort = useHoursView((view) => view.sort);
  const onSort = useHoursView((view) => view.sortBy);
  return (
    <SortHeads
      className={classes.columns}
      columns={[
        ...plainColumns.map((column) => ({
          column,
          label: t(`list.${column}`),
          longLabel: t(`list.${column}`),
        })),
        ...clockColumns.map((column) => ({
          column,
          label: t(`list.${column}`),
          longLabel: t(`list.${column}Long`),
          isNumber: true,
        })),
        { column: 'outlook', label: t('list.outlook'), longLabel: t('list.outlookLong') },
      ]}
      sort={sort}
      onSort={onSort}
      sortLabelOf={(column) => t('list.sortBy', { column })}
    />
  );
}
