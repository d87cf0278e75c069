import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Call } from '../../src-main/core/operations/twilio/calls/contract.ts';
import { nextIndex } from '../ui/data-grid/list-keys.ts';
import classes from './call-list.module.css';
import { CallRow, callRowId } from './call-row.tsx';

const rowHeightPx = 34;
const headerHeightPx = 30;
/** Rows before the end at which more is asked for. */
const endMarginCount = 20;

const columns = ['direction', 'who', 'number', 'about', 'outcome', 'begun', 'talk', 'note'] as const;

function Header() {
  const { t } = useTranslation('calls');
  return (
    <div role="rowgroup" className={classes.header}>
      <div role="row" aria-rowindex={1} className={classes.columns}>
        {columns.map((name) => (
          <span key={name} role="columnheader" data-column={name}>
            {t(`list.${name}`)}
          </span>
        ))}
        <span role="columnheader" aria-label={t('detail.callBack')} />
      </div>
    </div>
  );
}

/** The active row stays in the document when it is scrolled away: aria-activedescendant points at it. */
function useRows(count: number, activeIndex: number, scrollRef: RefObject<HTMLDivElement | null>) {
  const rangeExtractor = useCallback(
    (range: Range) => {
      const seen = defaultRangeExtractor(range);
      return activeIndex < 0 || seen.includes(activeIndex) ? seen : [...seen, activeIndex];
    },
    [activeIndex],
  );
  return useVirtualizer({
    count,
    getScrollElement: () => scrollRef.current,
    estimateSize: () => rowHeightPx,
    overscan: 8,
    scrollPaddingStart: headerHeightPx,
    rangeExtractor,
  });
}

interface CallListProps {
  readonly calls: readonly Call[];
  readonly selectedId: string | null;
  readonly onSelect: (callId: string | null) => void;
  /** The end is near: there may be more to fetch. */
  readonly onEndNear: () => void;
}

/** Calls as a grid; draws only the rows in sight. */
export function CallList({ calls, selectedId, onSelect, onEndNear }: CallListProps) {
  const { t } = useTranslation('calls');
  const scrollRef = useRef<HTMLDivElement>(null);
  const activeIndex = useMemo(() => calls.findIndex(({ id }) => id === selectedId), [calls, selectedId]);
  const virtualizer = useRows(calls.length, activeIndex, scrollRef);
  const items = virtualizer.getVirtualItems();
  const lastIndex = items.at(-1)?.index ?? 0;
  useEffect(() => {
    if (lastIndex >= calls.length - endMarginCount) onEndNear();
  }, [lastIndex, calls.length, onEndNear]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const pageHeightPx = (scrollRef.current?.clientHeight ?? 0) - headerHeightPx;
    const pageCount = Math.max(1, Math.floor(pageHeightPx / rowHeightPx) - 1);
    const index = nextIndex(event.key, activeIndex, calls.length, pageCount);
    if (index === null) {
      if (event.key === 'Escape') onSelect(null);
      return;
    }
    event.preventDefault();
    const call = calls[index];
    if (call === undefined) return;
    onSelect(call.id);
    virtualizer.scrollToIndex(index);
  };
  return (
    <div
      ref={scrollRef}
      role="grid"
      tabIndex={0}
      className={classes.grid}
      aria-label={t('list.label')}
      aria-rowcount={calls.length + 1}
      aria-activedescendant={activeIndex < 0 || selectedId === null ? undefined : callRowId(selectedId)}
      onKeyDown={onKeyDown}
    >
      <Header />
      <div role="rowgroup" className={classes.rows} style={{ height: virtualizer.getTotalSize() }}>
        {items.map((item) => {
          const call = calls[item.index];
          return call === undefined ? null : (
            <CallRow
              key={call.id}
              call={call}
              index={item.index}
              topPx={item.start}
              isActive={item.index === activeIndex}
              onSelect={onSelect}
            />
          );
        })}
      </div>
    </div>
  );
}
