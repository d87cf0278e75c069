import { useMemo, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccuracyVehicles } from '../../src-main/core/operations/telematics/accuracy/contract.ts';
import { useRoster } from '../fleet-map/roster-store.ts';
import { showOnMap } from '../hours/show-on-map.ts';
import { DataGrid, type GridInSight } from '../ui/data-grid/data-grid.tsx';
import { nextIndex } from '../ui/data-grid/list-keys.ts';
import { AccuracyListHeader } from './accuracy-list-header.tsx';
import { accuracyRowId, AccuracyRow } from './accuracy-row.tsx';
import type { AccuracyRow as Row } from './accuracy-rows.ts';
import { useAccuracyView } from './accuracy-view-store.ts';

const rowHeightPx = 28;

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
  const [activeSlot, setActiveSlot] = useState<number | null>(null);
  const activeIndex = useMemo(() => rows.findIndex(({ slot }) => slot === activeSlot), [rows, activeSlot]);
  const onKeyDown = (event: KeyboardEvent, list: GridInSight) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const moved = nextIndex(event.key, activeIndex, rows.length, list.pageCount);
    if (moved !== null) {
      event.preventDefault();
      setActiveSlot(rows[moved]?.slot ?? null);
      list.reveal(moved);
    } else if (event.key === 'Enter' && activeSlot !== null && activeIndex >= 0) openOnMap(activeSlot);
    else if (event.key === 'Escape') useAccuracyView.getState().clearFinding();
  };
  return (
    <DataGrid
      label={t('list.label')}
      rowCount={rows.length}
      rowHeightPx={rowHeightPx}
      activeIndex={activeIndex}
      activeRowId={activeIndex < 0 || activeSlot === null ? undefined : accuracyRowId(activeSlot)}
      header={<AccuracyListHeader />}
      onKeyDown={onKeyDown}
      renderRow={(index, topPx) => {
        const row = rows[index];
        return row === undefined ? null : (
          <AccuracyRow
            key={row.slot}
            row={row}
            vehicles={vehicles}
            nowMs={nowMs}
            index={index}
            topPx={topPx}
            isActive={index === activeIndex}
            onOpen={openOnMap}
          />
        );
      }}
    />
  );
}
