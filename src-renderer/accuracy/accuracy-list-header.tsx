import { useTranslation } from 'react-i18next';
import { ColumnHeads, SortHead } from '../ui/data-grid/column-heads.tsx';
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
    <ColumnHeads className={classes.columns}>
      {accuracyColumns.map((column) => {
        const longLabel = t(`column.${column}Long`);
        return (
          <SortHead
            key={column}
            column={column}
            longLabel={longLabel}
            sortLabel={t('list.sortBy', { column: longLabel })}
            sort={sort}
            onSort={sortBy}
            isNumber={column !== 'truck' && column !== 'trouble'}
          >
            {t(`column.${column}`)}
          </SortHead>
        );
      })}
    </ColumnHeads>
  );
}
