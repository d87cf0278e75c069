import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './data-grid.module.css';

export type SortDirection = 'ascending' | 'descending';

interface SortHeadProps<Column extends string> {
  readonly column: Column;
  /** What stands in the head. */
  readonly children: ReactNode;
  /** Shown in the tooltip. */
  readonly longLabel: string;
  /** Said to screen readers: what a press does. */
  readonly sortLabel: string;
  readonly sort: { readonly column: Column; readonly direction: SortDirection };
  readonly onSort: (column: Column) => void;
  readonly isNumber?: boolean;
  /** An order without a direction worth telling. */
  readonly hidesArrow?: boolean;
}

/** A column's name, a button that sorts; a second press turns the order round. */
export function SortHead<Column extends string>(props: SortHeadProps<Column>) {
  const {
    column,
    children,
    longLabel,
    sortLabel,
    sort,
    onSort,
    isNumber = false,
    hidesArrow = false,
  } = props;
  const isSorted = sort.column === column;
  const Arrow = sort.direction === 'ascending' ? IconArrowUp : IconArrowDown;
  return (
    <span
      role="columnheader"
      aria-sort={isSorted ? sort.direction : 'none'}
      data-column={column}
      data-number={isNumber}
      className={classes.headerCell}
    >
      <Tooltip label={longLabel}>
        <UnstyledButton
          className={classes.headerButton}
          aria-label={sortLabel}
          onClick={() => onSort(column)}
        >
          {children}
          {isSorted && !hidesArrow && <Arrow size={12} aria-hidden />}
        </UnstyledButton>
      </Tooltip>
    </span>
  );
}

/** The row of column names, which stays in sight. `className` has the list's columns. */
export function ColumnHeads({ className, children }: { className: string | undefined; children: ReactNode }) {
  return (
    <div role="rowgroup" className={classes.header}>
      <div
        role="row"
        aria-rowindex={1}
        className={`${classes.columns ?? ''} ${classes.heads ?? ''} ${className ?? ''}`}
      >
        {children}
      </div>
    </div>
  );
}
