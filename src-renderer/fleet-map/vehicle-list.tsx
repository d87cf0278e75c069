import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Vehicle } from '../../src-main/core/operations/telematics/contract.ts';
import { DataGrid } from '../ui/data-grid/data-grid.tsx';
import { useFleetView } from './fleet-view-store.ts';
import { useListKeys } from './use-list-keys.ts';
import { VehicleListHeader } from './vehicle-list-header.tsx';
import classes from './vehicle-list.module.css';
import { rowElementId, VehicleListRow } from './vehicle-row.tsx';

const rowHeightPx = 28;

/** Narrower lists leave out columns rather than squeeze them; the card has everything. */
export function columnSetOf(widthPx: number): 'few' | 'some' | 'all' {
  if (widthPx < 400) return 'few';
  return widthPx < 500 ? 'some' : 'all';
}

interface VehicleListProps {
  readonly vehicles: readonly Vehicle[];
  /** The order must stay as it is while somebody points at or walks through the rows. */
  readonly onHold: (isHeld: boolean) => void;
}

/** The fleet as a grid: the equal of the map for keyboard and screen reader. Draws only the rows in sight. */
export function VehicleList({ vehicles, onHold }: VehicleListProps) {
  const { t } = useTranslation('fleet');
  const selectedId = useFleetView((view) => view.selectedVehicleId);
  const selectVehicle = useFleetView((view) => view.selectVehicle);
  const listWidthPx = useFleetView((view) => view.listWidthPx);
  const [walkedId, setWalkedId] = useState<string | null>(null);
  const activeId = walkedId ?? selectedId;
  const activeIndex = useMemo(
    () => vehicles.findIndex((vehicle) => vehicle.id === activeId),
    [vehicles, activeId],
  );

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
    onMove: (index, list) => {
      setWalkedId(vehicles[index]?.id ?? null);
      list.reveal(index);
    },
    onOpen: open,
  });

  return (
    <DataGrid
      label={t('list.label')}
      rowCount={vehicles.length}
      rowHeightPx={rowHeightPx}
      activeIndex={activeIndex}
      activeRowId={activeIndex < 0 || activeId === null ? undefined : rowElementId(activeId)}
      header={<VehicleListHeader />}
      onKeyDown={onKeyDown}
      onHold={onHold}
      columnSet={columnSetOf(listWidthPx)}
      className={classes.list}
      renderRow={(index, topPx) => {
        const vehicle = vehicles[index];
        return vehicle === undefined ? null : (
          <VehicleListRow
            key={vehicle.id}
            vehicle={vehicle}
            index={index}
            topPx={topPx}
            isActive={index === activeIndex}
            isSelected={vehicle.id === selectedId}
            onOpen={open}
          />
        );
      }}
    />
  );
}
