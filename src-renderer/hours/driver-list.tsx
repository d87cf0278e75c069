import { useCallback, useMemo, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { DutyDriver } from '../../src-main/core/operations/telematics/hours/contract.ts';
import { DataGrid, type GridInSight } from '../ui/data-grid/data-grid.tsx';
import { createTypedName, nextIndex } from '../ui/data-grid/list-keys.ts';
import { DriverListHeader } from './driver-list-header.tsx';
import { driverRowId, DriverRow } from './driver-row.tsx';
import { plainText } from './driver-rows.ts';
import { useHoursView } from './hours-view-store.ts';
import { onDayKey } from './day-keys.ts';

const rowHeightPx = 30;

/** Escape puts away one thing at a time: the log, then the search and filters. */
function escape(): void {
  const view = useHoursView.getState();
  if (view.selectedDriverId !== null) view.selectDriver(null);
  else view.clearFinding();
}

interface ListKeysOptions {
  readonly drivers: readonly DutyDriver[];
  readonly activeIndex: number;
  readonly onMove: (index: number, list: GridInSight) => void;
  readonly onOpen: (driverId: string) => void;
}

function useDriverListKeys(options: ListKeysOptions): (event: KeyboardEvent, list: GridInSight) => void {
  const [typedName] = useState(createTypedName);
  const { drivers, activeIndex, onMove, onOpen } = options;
  return (event, list) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    if (onDayKey(event)) return;
    const moved = nextIndex(event.key, activeIndex, drivers.length, list.pageCount);
    if (moved !== null) {
      event.preventDefault();
      onMove(moved, list);
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
    if (found >= 0) onMove(found, list);
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
  const selectedId = useHoursView((view) => view.selectedDriverId);
  const selectDriver = useHoursView((view) => view.selectDriver);
  const [walkedId, setWalkedId] = useState<string | null>(null);
  const activeId = walkedId ?? selectedId;
  const activeIndex = useMemo(() => drivers.findIndex(({ id }) => id === activeId), [drivers, activeId]);
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
    onMove: (index, list) => {
      const id = drivers[index]?.id ?? null;
      setWalkedId(id);
      list.reveal(index);
      // An open log follows the walk: comparing drivers is what it is open for.
      if (selectedId !== null && id !== null) selectDriver(id);
    },
    onOpen: open,
  });

  return (
    <DataGrid
      label={t('list.label')}
      rowCount={drivers.length}
      rowHeightPx={rowHeightPx}
      activeIndex={activeIndex}
      activeRowId={activeIndex < 0 || activeId === null ? undefined : driverRowId(activeId)}
      header={<DriverListHeader />}
      onKeyDown={onKeyDown}
      onHold={onHold}
      renderRow={(index, topPx) => {
        const driver = drivers[index];
        return driver === undefined ? null : (
          <DriverRow
            key={driver.id}
            driverId={driver.id}
            index={index}
            topPx={topPx}
            isActive={index === activeIndex}
            isSelected={driver.id === selectedId}
            onOpen={open}
          />
        );
      }}
    />
  );
}
