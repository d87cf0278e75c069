import { defaultRangeExtractor, useVirtualizer, type Range } from '@tanstack/react-virtual';
import { useCallback, useMemo, useRef, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import type { Vehicle } from '../../src-main/core/operations/telematics/contract.ts';
import { useFleetView } from './fleet-view-store.ts';
import { useListKeys } from './use-list-keys.ts';
import { VehicleListHeader } from './vehicle-list-header.tsx';
import classes from './vehicle-list.module.css';
import { rowElementId, VehicleListRow } from './vehicle-row.tsx';

const rowHeightPx = 28;
const headerHeightPx = 30;

/** Narrower lists leave out columns rather than squeeze them; the card has everything. */
export function columnSetOf(widthPx: number): 'few' | 'some' | 'all' {
  if (widthPx < 400) return 'few';
  return widthPx < 500 ? 'some' : 'all';
}

/** Rows in sight. The active row stays in the document even when it is scrolled away: aria-activedescendant points at it. */
function useVehicleRows(count: number, activeIndex: number, scrollRef: RefObject<HTMLDivElement | null>) {
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

interface VehicleListProps {
  readonly vehicles: readonly Vehicle[];
  /** The order must stay as it is while somebody points at or walks through the rows. */
  readonly onHold: (isHeld: boolean) => void;
}

/** The fleet as a grid: the equal of the map for keyboard and screen reader. Draws only the rows in sight. */
export function VehicleList({ vehicles, onHold }: VehicleListProps) {
  const { t } = useTranslation('fleet');
  const scrollRef = useRef<HTMLDivElement>(null);
  const selectedId = useFleetView((view) => view.selectedVehicleId);
  const selectVehicle = useFleetView((view) => view.selectVehicle);
  const listWidthPx = useFleetView((view) => view.listWidthPx);
  const [walkedId, setWalkedId] = useState<string | null>(null);
  const activeId = walkedId ?? selectedId;
  const activeIndex = useMemo(
    () => vehicles.findIndex((vehicle) => vehicle.id === activeId),
    [vehicles, activeId],
  );

  const virtualizer = useVehicleRows(vehicles.length, activeIndex, scrollRef);

  const open = useCallback(
    (vehicleId: string) => {
      setWalkedId(vehicleId);
      selectVehicle(vehicleId, { focus: true });
    },
    [selectVehicle],
  );
  const onKeyDown = useListKeys({
    vehicles,
    activeIndex,
    readPageCount: () => pageCountOf(scrollRef.current),
    onMove: (index) => {
      setWalkedId(vehicles[index]?.id ?? null);
      virtualizer.scrollToIndex(index);
    },
    onOpen: open,
  });

  return (
    <div
      ref={scrollRef}
      role="grid"
      tabIndex={0}
      className={classes.grid}
      data-columns={columnSetOf(listWidthPx)}
      aria-label={t('list.label')}
      aria-rowcount={vehicles.length + 1}
      aria-activedescendant={activeIndex < 0 || activeId === null ? undefined : rowElementId(activeId)}
      onKeyDown={onKeyDown}
      onFocus={() => onHold(true)}
      onBlur={() => onHold(false)}
      onPointerEnter={() => onHold(true)}
      onPointerLeave={() => onHold(false)}
    >
      <VehicleListHeader />
      <div role="rowgroup" className={classes.rows} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const vehicle = vehicles[item.index];
          return vehicle === undefined ? null : (
            <VehicleListRow
              key={vehicle.id}
              vehicle={vehicle}
              index={item.index}
              topPx={item.start}
              isActive={item.index === activeIndex}
              isSelected={vehicle.id === selectedId}
              onOpen={open}
            />
          );
        })}
      </div>
    </div>
  );
}
