import type { ReactNode } from 'react';
import classes from './data-grid.module.css';

interface GridRowProps {
  readonly id: string;
  /** Place in the whole list, from 0. */
  readonly index: number;
  readonly topPx: number;
  readonly isActive: boolean;
  /** Left out: rows of this list are not selected. */
  readonly isSelected?: boolean;
  /** Has the list's columns. */
  readonly className: string | undefined;
  readonly onOpen: () => void;
  /** Attributes that the list's own style looks at. */
  readonly data?: Readonly<Record<`data-${string}`, string | boolean>>;
  readonly children: ReactNode;
}

/** A row of a `DataGrid`; its cells are the list's. */
export function GridRow(props: GridRowProps) {
  const { id, index, topPx, isActive, isSelected, className, onOpen, data, children } = props;
  return (
    <div
      role="row"
      id={id}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-active={isActive}
      className={`${classes.columns ?? ''} ${classes.row ?? ''} ${className ?? ''}`}
      style={{ transform: `translateY(${topPx}px)` }}
      onClick={onOpen}
      {...data}
    >
      {children}
    </div>
  );
}
