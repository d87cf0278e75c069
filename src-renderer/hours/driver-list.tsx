import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { DutyDriver } from '../../src-main/core/operations/telematics/hours/contract.ts';
import { createTypedName, nextIndex } from '../fleet-map/list-keys.ts';
import { DriverListHeader } from './driver-list-header.tsx';
import classes from './driver-list.module.css';
import { driverRowId, DriverRow } from './driver-row.tsx';
import { plainText } from './driver-rows.ts';
import { useHoursView } from './hours-view-store.ts';
import { onDayKey } from './day-keys.ts';

const rowHeightPx = 30;
const headerHeightPx = 30;

/** Rows in sight. The active row stays in the document even when it is scrolled away: aria-activedescendant points at it. */
function useDriverRows(count: number, activeIndex: number, scrollRef: RefObject<HTMLDivElement | null>) {
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

/** Whole rows that fit under the header, less one that stays in sight from page to page. */
const pageCountOf = (grid: HTMLElement | null): number =>
  Math.max(1, Math.floor(((grid?.clientHeight ?? 0) - headerHeightPx) / rowHeightPx) - 1);

/** Escape puts away one thing at a time: the log, then the search and filters. */
function escape(): void {
  const view = useHoursView.getState();
  if (view.selectedDriverId !== null) view.selectDriver(null);
  else view.clearFinding();
}

interface ListKeysOptions {
  readonly drivers: readonly DutyDriver[];
  readonly activeIndex: number;
  readonly readPageCount: () => number;
  readonly onMove: (index: number) => void;
  readonly onOpen: (driverId: string) => void;
}

function useDriverListKeys(options: ListKeysOptions): (event: KeyboardEvent) => void {
  const [typedName] = useState(createTypedName);
  const { drivers, activeIndex, readPageCount, onMove, onOpen } = options;
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    if (onDayKey(event)) return;
    const moved = nextIndex(event.key, activeIndex, drivers.length, readPageCount());
    if (moved !== null) {
      event.preventDefault();
      onMove(moved);
      return;
    }
    const active = drivers[activeIndex];
    if (event.key === 'Enter' && active !== undefined) onOpen(active.id);
    if (event.key === 'Escape') escape();
    if (event.key === '?') return;
    const typed = typedName.press(event.key, event.timeStamp);
    if (typed === null) return;
    event.preventDefault();
    const found = findByTypedName(drivers, typed, Math.max(0, activeIndex + (typed.length === 1 ? 1 : 0)));
    if (found >= 0) onMove(found);
  };
}

/** The first driver at or after `startIndex` (then from the top) one of whose names begins with what was typed, or -1. */
function findByTypedName(drivers: readonly DutyDriver[], typed: string, startIndex: number): number {
  const wanted = plainText(typed);
  for (let step = 0; step < drivers.length; step += 1) {
    const index = (startIndex + step) % drivers.length;
    const names = plainText(drivers[index]?.name ?? '').split(' ');
    if (names.some((_, first) => names.slice(first).join(' ').startsWith(wanted))) return index;
  }
  return -1;
}

interface DriverListProps {
  readonly drivers: readonly DutyDriver[];
  /** The order must stay as it is while somebody points at or walks through the rows. */
  readonly onHold: (isHeld: boolean) => void;
}

/** The drivers as a grid. Draws only the rows in sight. */
export function DriverList({ drivers, onHold }: DriverListProps) {
  const { t } = useTranslation('hours');
  const scrollRef = useRef<HTMLDivElement>(null);
  const selectedId = useHoursView((view) => view.selectedDriverId);
  const selectDriver = useHoursView((view) => view.selectDriver);
  const [walkedId, setWalkedId] = useState<string | null>(null);
  const activeId = walkedId ?? selectedId;
  const activeIndex = useMemo(() => drivers.findIndex(({ id }) => id === activeId), [drivers, activeId]);
  const virtualizer = useDriverRows(drivers.length, activeIndex, scrollRef);
  const open = useCallback(
    (driverId: string) => {
      setWalkedId(driverId);
      selectDriver(driverId);
    },
    [selectDriver],
  );
  const onKeyDown = useDriverListKeys({
    drivers,
    activeIndex,
    readPageCount: () => pageCountOf(scrollRef.current),
    onMove: (index) => {
      const id = drivers[index]?.id ?? null;
      setWalkedId(id);
      virtualizer.scrollToIndex(index);
      // An open log follows the walk: comparing drivers is what it is open for.
      if (selectedId !== null && id !== null) selectDriver(id);
    },
    onOpen: open,
  });

  return (
    <div
      ref={scrollRef}
      role="grid"
      tabIndex={0}
      className={classes.grid}
      aria-label={t('list.label')}
      aria-rowcount={drivers.length + 1}
      aria-activedescendant={activeIndex < 0 || activeId === null ? undefined : driverRowId(activeId)}
      onKeyDown={onKeyDown}
      onFocus={() => onHold(true)}
      onBlur={() => onHold(false)}
      onPointerEnter={() => onHold(true)}
      onPointerLeave={() => onHold(false)}
    >
      <DriverListHeader />
      <div role="rowgroup" className={classes.rows} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const driver = drivers[item.index];
          return driver === undefined ? null : (
            <DriverRow
              key={driver.id}
              driverId={driver.id}
              index={item.index}
              topPx={item.start}
              isActive={item.index === activeIndex}
              isSelected={driver.id === selectedId}
              onOpen={open}
            />
          );
        })}
      </div>
    </div>
  );
}
