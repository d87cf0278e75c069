import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import {
  useCallback,
  useEffect,
  useRef,
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import classes from './data-grid.module.css';

const headerHeightPx = 30;

/** What a key handler has to know of the list, and may do to it. */
export interface GridInSight {
  /** Whole rows that fit under the header, less one that stays in sight from page to page. */
  readonly pageCount: number;
  /** Scrolls until the row is in sight. */
  reveal(index: number): void;
}

export interface DataGridProps {
  readonly label: string;
  readonly rowCount: number;
  readonly rowHeightPx: number;
  /** -1: none. It stays in the document even when it is scrolled away: aria-activedescendant points at it. */
  readonly activeIndex: number;
  readonly activeRowId: string | undefined;
  /** Column heads, in one row. */
  readonly header: ReactNode;
  /** A `GridRow`, or nothing for a row that has just gone. */
  readonly renderRow: (index: number, topPx: number) => ReactNode;
  readonly onKeyDown: (event: KeyboardEvent, list: GridInSight) => void;
  /** The order must stay as it is while somebody points at or walks through the rows. */
  readonly onHold?: (isHeld: boolean) => void;
  /** The last row drawn, each time that changes: the end may be near. */
  readonly onLastIndex?: (index: number) => void;
  readonly isMultiselectable?: boolean;
  /** Which set of columns is shown, for the list's own style. */
  readonly columnSet?: string;
  readonly className?: string | undefined;
}

function useRowsInSight(
  { rowCount, rowHeightPx, activeIndex }: DataGridProps,
  scrollRef: RefObject<HTMLDivElement | null>,
) {
  const rangeExtractor = useCallback(
    (range: Range) => {
      const seen = defaultRangeExtractor(range);
      return activeIndex < 0 || seen.includes(activeIndex) ? seen : [...seen, activeIndex];
    },
    [activeIndex],
  );
  return useVirtualizer({
    count: rowCount,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeightPx,
    overscan: 6,
    scrollPaddingStart: headerHeightPx,
    rangeExtractor,
  });
}

function holdHandlers(onHold: DataGridProps['onHold']) {
  if (onHold === undefined) return {};
  return {
    onFocus: () => onHold(true),
    onBlur: () => onHold(false),
    onPointerEnter: () => onHold(true),
    onPointerLeave: () => onHold(false),
  };
}

/**
 * The shell of every long list: heads that stay, rows that are drawn only in sight, one stop for the keyboard. It knows
 * nothing of what the rows are about; columns and cells are the list's own.
 */
export function DataGrid(props: DataGridProps) {
  const { label, rowCount, rowHeightPx, activeRowId, header, renderRow, onKeyDown, onLastIndex } = props;
  const scrollRef = useRef<HTMLDivElement>(null);
  const virtualizer = useRowsInSight(props, scrollRef);
  const items = virtualizer.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? 0;
  useEffect(() => onLastIndex?.(lastIndex), [lastIndex, rowCount, onLastIndex]);

  const readList = (): GridInSight => ({
    pageCount: Math.max(
      1,
      Math.floor(((scrollRef.current?.clientHeight ?? 0) - headerHeightPx) / rowHeightPx) - 1,
    ),
    reveal: (index) => virtualizer.scrollToIndex(index),
  });

  return (
    <div
      ref={scrollRef}
      role="grid"
      tabIndex={0}
      className={`${classes.grid ?? ''} ${props.className ?? ''}`}
      style={{ '--sy-row-height': `${rowHeightPx}px` } as CSSProperties}
      data-columns={props.columnSet}
      aria-label={label}
      aria-rowcount={rowCount + 1}
      aria-activedescendant={activeRowId}
      aria-multiselectable={props.isMultiselectable}
      onKeyDown={(event) => onKeyDown(event, readList())}
      {...holdHandlers(props.onHold)}
    >
      {header}
      <div role="rowgroup" className={classes.rows} style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item) => renderRow(item.index, item.start))}
      </div>
    </div>
  );
}
