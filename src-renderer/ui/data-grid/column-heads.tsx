import { Tooltip, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './data-grid.module.css';

export type SortDirection = 'ascending' | 'descending';

interface SortableColumn<Column extends string> {
  readonly column: Column;
  /** What stands in the head. */
  readonly label: ReactNode;
  /** Shown in the tooltip. */
  readonly longLabel: string;
  readonly isNumber?: boolean;
  /** An order without a direction worth telling. */
  readonly hidesArrow?: boolean;
}

interface Sorting<Column extends string> {
  readonly sort: { readonly column: Column; readonly direction: SortDirection };
  readonly onSort: (column: Column) => void;
  /** Said to screen readers: what a press does. */
  readonly sortLabelOf: (longLabel: string) => string;
}

/** A column's name, a button that sorts; a second press turns the order round. */
function SortHead<Column extends string>(props: SortableColumn<Column> & Sorting<Column>) {
  const { column, label, longLabel, isNumber = false, hidesArrow = false, sort, onSort, sortLabelOf } = props;
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
          aria-label={sortLabelOf(longLabel)}
          onClick={() => onSort(column)}
        >
          {label}
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

/** The row of column names of a list that sorts by each of them. */
export function SortHeads<Column extends string>(
  props: Sorting<Column> & {
    readonly className: string | undefined;
    readonly columns: readonly SortableColumn<Column>[];
  },
) {
  const { className, columns, ...sorting } = props;
  return (
    <ColumnHeads className={className}>
      {columns.map((column) => (
        <SortHead key={column.column} {...column} {...sorting} />
      ))}
    </ColumnHeads>
  );
}
