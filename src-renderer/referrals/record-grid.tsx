import { memo, useCallback, useMemo, type KeyboardEvent, type ReactNode } from 'react';
import { ColumnHeads } from '../ui/data-grid/column-heads.tsx';
import { DataGrid, type GridInSight } from '../ui/data-grid/data-grid.tsx';
import { GridRow } from '../ui/data-grid/grid-row.tsx';
import { nextIndex } from '../ui/data-grid/list-keys.ts';
import classes from './record-grid.module.css';

const rowHeightPx = 34;
/** Rows before the end at which more is asked for. */
const endMarginCount = 30;

export interface RecordColumn<Row> {
  readonly id: string;
  readonly head: string;
  readonly cell: (row: Row) => ReactNode;
  /** All of it, where a cell may be cut short. */
  readonly title?: (row: Row) => string;
  /** `name`: what the row is called; `quiet`: read second. */
  readonly look?: 'name' | 'quiet' | 'number' | 'time';
}

interface RowProps<Row> {
  readonly row: Row;
  readonly rowId: string;
  readonly index: number;
  readonly topPx: number;
  readonly isActive: boolean;
  readonly mark: string | undefined;
  readonly className: string | undefined;
  readonly columns: readonly RecordColumn<Row>[];
  readonly onSelect: (row: Row) => void;
}

/** Only rows in sight are drawn. */
const RecordRow = memo(function RecordRow<Row>(props: RowProps<Row>) {
  const { row, rowId, index, topPx, isActive, mark, className, columns, onSelect } = props;
  return (
    <GridRow
      id={rowId}
      index={index}
      topPx={topPx}
      isActive={isActive}
      isSelected={isActive}
      className={`${classes.row ?? ''} ${className ?? ''}`}
      data={{ 'data-mark': mark ?? '' }}
      onOpen={() => onSelect(row)}
    >
      {columns.map(({ id, cell, title, look }) => (
        <span
          key={id}
          role={look === 'name' ? 'rowheader' : 'gridcell'}
          className={classes.cell}
          data-look={look}
          data-column={id}
          title={title?.(row)}
        >
          {cell(row)}
        </span>
      ))}
    </GridRow>
  );
}) as <Row>(props: RowProps<Row>) => ReactNode;

interface RecordGridProps<Row> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly idOf: (row: Row) => string;
  /** Keep it the same while nothing in it changes. */
  readonly columns: readonly RecordColumn<Row>[];
  /** Says how wide the columns are. */
  readonly className: string | undefined;
  readonly selectedId: string | null;
  readonly onSelect: (row: Row | null) => void;
  /** `warn` and `bad` are marked at the side. */
  readonly markOf?: (row: Row) => 'warn' | 'bad' | undefined;
  /** A key that moves nothing; true: it has been used. */
  readonly onKey?: (key: string) => boolean;
  readonly onEndNear?: () => void;
}

/** j and k move as the arrows do. */
const movingKeys: Readonly<Record<string, string>> = { j: 'ArrowDown', k: 'ArrowUp' };

/** Records as a grid with one of them chosen; draws only the rows in sight. */
export function RecordGrid<Row>(props: RecordGridProps<Row>) {
  const { label, rows, idOf, columns, className, selectedId, onSelect, markOf, onKey, onEndNear } = props;
  const activeIndex = useMemo(
    () => (selectedId === null ? -1 : rows.findIndex((row) => idOf(row) === selectedId)),
    [rows, idOf, selectedId],
  );
  const onLastIndex = useCallback(
    (index: number) => {
      if (index >= rows.length - endMarginCount) onEndNear?.();
    },
    [rows.length, onEndNear],
  );

  const onKeyDown = (event: KeyboardEvent, list: GridInSight) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
    const index = nextIndex(movingKeys[key] ?? key, activeIndex, rows.length, list.pageCount);
    if (index === null) {
      if (onKey?.(key) === true) event.preventDefault();
      else if (key === 'Escape') onSelect(null);
      return;
    }
    event.preventDefault();
    const row = rows[index];
    if (row === undefined) return;
    onSelect(row);
    list.reveal(index);
  };

  const header = (
    <ColumnHeads className={`${classes.row ?? ''} ${className ?? ''}`}>
      {columns.map(({ id, head, look }) => (
        <span key={id} role="columnheader" className={classes.head} data-look={look} data-column={id}>
          {head}
        </span>
      ))}
    </ColumnHeads>
  );
  const rowIdOf = (row: Row) => `record-${idOf(row)}`;
  const active = rows[activeIndex];
  return (
    <DataGrid
      label={label}
      rowCount={rows.length}
      rowHeightPx={rowHeightPx}
      activeIndex={activeIndex}
      activeRowId={active === undefined ? undefined : rowIdOf(active)}
      header={header}
      onKeyDown={onKeyDown}
      onLastIndex={onLastIndex}
      renderRow={(index, topPx) => {
        const row = rows[index];
        return row === undefined ? null : (
          <RecordRow
            key={idOf(row)}
            row={row}
            rowId={rowIdOf(row)}
            index={index}
            topPx={topPx}
            isActive={index === activeIndex}
            mark={markOf?.(row)}
            className={className}
            columns={columns}
            onSelect={onSelect}
          />
        );
      }}
    />
  );
}
