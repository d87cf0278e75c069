import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
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

function HeaderCell({ column }: { readonly column: AccuracyColumn }) {
  const { t } = useTranslation('accuracy');
  const sort = useAccuracyView((view) => view.sort);
  const sortBy = useAccuracyView((view) => view.sortBy);
  const isSorted = sort.column === column;
  const Arrow = sort.direction === 'ascending' ? IconArrowUp : IconArrowDown;
  const longLabel = t(`column.${column}Long`);
  return (
    <span
      role="columnheader"
      aria-sort={isSorted ? sort.direction : 'none'}
      data-column={column}
      className={classes.headerCell}
    >
      <Tooltip label={longLabel}>
        <UnstyledButton
          className={classes.headerButton}
          aria-label={t('list.sortBy', { column: longLabel })}
          onClick={() => sortBy(column)}
        >
          {t(`column.${column}`)}
          {isSorted && <Arrow size={12} aria-hidden />}
        </UnstyledButton>
      </Tooltip>
    </span>
  );
}

/** Column names, each a button that sorts; a second press turns the order round. */
export function AccuracyListHeader() {
  return (
    <div role="rowgroup" className={classes.header}>
      <div role="row" aria-rowindex={1} className={classes.columns}>
        {accuracyColumns.map((column) => (
          <HeaderCell key={column} column={column} />
        ))}
      </div>
    </div>
  );
}
