import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { HoursColumn } from './driver-rows.ts';
import classes from './driver-list.module.css';
import { useHoursView } from './hours-view-store.ts';

interface HeaderCellProps {
  readonly column: HoursColumn;
  readonly label: string;
  /** Said to screen readers and in the tooltip. */
  readonly longLabel: string;
  readonly isNumber?: boolean;
}

function HeaderCell({ column, label, longLabel, isNumber = false }: HeaderCellProps) {
  const { t } = useTranslation('hours');
  const sort = useHoursView((view) => view.sort);
  const sortBy = useHoursView((view) => view.sortBy);
  const isSorted = sort.column === column;
  const Arrow = sort.direction === 'ascending' ? IconArrowUp : IconArrowDown;
  return (
    <span
      role="columnheader"
      aria-sort={isSorted ? sort.direction : 'none'}
      data-column={column}
      className={classes.headerCell}
      data-number={isNumber}
    >
      <Tooltip label={longLabel}>
        <UnstyledButton
          className={classes.headerButton}
          aria-label={t('list.sortBy', { column: longLabel })}
          onClick={() => sortBy(column)}
        >
          {label}
          {isSorted && <Arrow size={12} aria-hidden />}
        </UnstyledButton>
      </Tooltip>
    </span>
  );
}

/** Column names, each a button that sorts; a second press turns the order round. */
export function DriverListHeader() {
  const { t } = useTranslation('hours');
  return (
    <div role="rowgroup" className={classes.header}>
      <div role="row" aria-rowindex={1} className={classes.columns}>
        <HeaderCell column="driver" label={t('list.driver')} longLabel={t('list.driver')} />
        <HeaderCell column="truck" label={t('list.truck')} longLabel={t('list.truck')} />
        <HeaderCell column="status" label={t('list.status')} longLabel={t('list.status')} />
        {(['drive', 'break', 'shift', 'cycle'] as const).map((clock) => (
          <HeaderCell
            key={clock}
            column={clock}
            label={t(`list.${clock}`)}
            longLabel={t(`list.${clock}Long`)}
            isNumber
          />
        ))}
        <HeaderCell column="outlook" label={t('list.outlook')} longLabel={t('list.outlookLong')} />
      </div>
    </div>
  );
}
