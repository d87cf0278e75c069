import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconAlertTriangle, IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useFleetView } from './fleet-view-store.ts';
import classes from './vehicle-list.module.css';
import type { SortColumn } from './vehicle-order.ts';

interface HeaderCellProps {
  readonly column: SortColumn;
  /** Said to screen readers and in the tooltip. */
  readonly label: string;
  readonly children: ReactNode;
  readonly isNumber?: boolean;
}

function HeaderCell({ column, label, children, isNumber = false }: HeaderCellProps) {
  const { t } = useTranslation('fleet');
  const sort = useFleetView((view) => view.sort);
  const sortBy = useFleetView((view) => view.sortBy);
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
      <Tooltip label={label}>
        <UnstyledButton
          className={classes.headerButton}
          aria-label={t('list.sortBy', { column: label })}
          onClick={() => sortBy(column)}
        >
          {children}
          {isSorted && column !== 'needsMe' && <Arrow size={12} aria-hidden />}
        </UnstyledButton>
      </Tooltip>
    </span>
  );
}

/** Column names, each a button that sorts; a second press turns the order round. */
export function VehicleListHeader() {
  const { t } = useTranslation('fleet');
  return (
    <div role="rowgroup" className={classes.header}>
      <div role="row" aria-rowindex={1} className={classes.columns}>
        <HeaderCell column="needsMe" label={t('list.sortNeedsMe')}>
          <IconAlertTriangle size={14} aria-hidden />
        </HeaderCell>
        <HeaderCell column="name" label={t('list.name')}>
          {t('list.name')}
        </HeaderCell>
        <HeaderCell column="driver" label={t('list.driver')}>
          {t('list.driver')}
        </HeaderCell>
        <HeaderCell column="status" label={t('list.status')}>
          {t('list.status')}
        </HeaderCell>
        <HeaderCell column="speed" label={t('list.speedLong')} isNumber>
          {t('list.speed')}
        </HeaderCell>
        <HeaderCell column="age" label={t('list.ageLong')} isNumber>
          {t('list.age')}
        </HeaderCell>
        <HeaderCell column="drive" label={t('list.driveLong')} isNumber>
          {t('list.drive')}
        </HeaderCell>
        <HeaderCell column="fuel" label={t('list.fuel')} isNumber>
          {t('list.fuel')}
        </HeaderCell>
      </div>
    </div>
  );
}
