import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccuracyVehicles } from '../../src-main/core/operations/telematics/accuracy/contract.ts';
import { nextIndex } from '../fleet-map/list-keys.ts';
import { useRoster } from '../fleet-map/roster-store.ts';
import { showOnMap } from '../hours/show-on-map.ts';
import { AccuracyListHeader } from './accuracy-list-header.tsx';
import classes from './accuracy-list.module.css';
import { accuracyRowId, AccuracyRow } from './accuracy-row.tsx';
import type { AccuracyRow as Row } from './accuracy-rows.ts';
import { useAccuracyView } from './accuracy-view-store.ts';

const rowHeightPx = 28;
const headerHeightPx = 30;

/** The active row stays in the document even when it is scrolled away: aria-activedescendant points at it. */
function useRowsInSight(count: number, activeIndex: number, scrollRef: RefObject<HTMLDivElement | null>) {
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
    overscan: 6,
    scrollPaddingStart: headerHeightPx,
    rangeExtractor,
  });
}

const pageCountOf = (grid: HTMLElement | null): number =>
  Math.max(1, Math.floor(((grid?.clientHeight ?? 0) - headerHeightPx) / rowHeightPx) - 1);

function openOnMap(slot: number): void {
  const vehicle = useRoster.getState().roster?.bySlot.get(slot);
  if (vehicle) showOnMap(vehicle.id);
}

interface AccuracyListProps {
  readonly rows: readonly Row[];
  readonly vehicles: AccuracyVehicles;
  readonly nowMs: number;
}

/** The trucks as a grid; draws only the rows in sight. Enter or a click shows the truck on the map. */
export function AccuracyList({ rows, vehicles, nowMs }: AccuracyListProps) {
  const { t } = useTranslation('accuracy');
  const scrollRef = useRef<HTMLDivElement>(null);
  const [activeSlot, setActiveSlot] = useState<number | null>(null);
  const activeIndex = useMemo(() => rows.findIndex(({ slot }) => slot === activeSlot), [rows, activeSlot]);
  const virtualizer = useRowsInSight(rows.length, activeIndex, scrollRef);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const moved = nextIndex(event.key, activeIndex, rows.length, pageCountOf(scrollRef.current));
    if (moved !== null) {
      event.preventDefault();
      setActiveSlot(rows[moved]?.slot ?? null);
      virtualizer.scrollToIndex(moved);
    } else if (event.key === 'Enter' && activeSlot !== null && activeIndex >= 0) openOnMap(activeSlot);
    else if (event.key === 'Escape') useAccuracyView.getState().clearFinding();
  };
  return (
    <div
      ref={scrollRef}
      role="grid"
      tabIndex={0}
      className={classes.grid}
      aria-label={t('list.label')}
      aria-rowcount={rows.length + 1}
      aria-activedescendant={activeIndex < 0 || activeSlot === null ? undefined : accuracyRowId(activeSlot)}
      onKeyDown={onKeyDown}
    >
      <AccuracyListHeader />
      <div role="rowgroup" className={classes.rows} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const row = rows[item.index];
          return row === undefined ? null : (
            <AccuracyRow
              key={row.slot}
              row={row}
              vehicles={vehicles}
              nowMs={nowMs}
              index={item.index}
              topPx={item.start}
              isActive={item.index === activeIndex}
              onOpen={openOnMap}
            />
          );
        })}
      </div>
    </div>
  );
}
