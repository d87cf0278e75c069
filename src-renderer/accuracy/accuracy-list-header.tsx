import { useTranslation } from 'react-i18next';
import { SortHeads } from '../ui/data-grid/column-heads.tsx';
import classes from './accuracy-list.module.css';
import type { AccuracyColumn } from './accuracy-rows.ts';
import { useAccuracyView } from './accuracy-view-store.ts';

/** In the order of the row. `trouble` sorts, and stands over the words about the gateway. */
export const accuracyColumns: readonly AccuracyColumn[] = [
  'truck',
  'moving',
  'stopped',
  'idle',
  'off',
  'gapCount',
  'gapMs',
  'longestGapMs',
  'jumpCount',
  'lateCount',
  'repeatCount',
  'fixCount',
  'trouble',
];

export function AccuracyListHeader() {
  const { t } = useTranslation('accuracy');
  const sort = useAccuracyView((view) => view.sort);
  const sortBy = useAccuracyView((view) => view.sortBy);
  return (
    <SortHeads
      className={classes.columns}
      columns={accuracyColumns.map((column) => ({
        column,
        label: t(`column.${column}`),
        longLabel: t(`column.${column}Long`),
        isNumber: column !== 'truck' && column !== 'trouble',
      }))}
      sort={sort}
      onSort={sortBy}
      sortLabelOf={(column) => t('list.sortBy', { column })}
    />
  );
}
