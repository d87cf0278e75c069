import { IconAlertTriangleFilled } from '@tabler/icons-react';
import { memo } from 'react';
import type { Vehicle } from '../../src-main/core/operations/telematics/contract.ts';
import { ageText, spanClockText } from '../ui/age-text.ts';
import { GridRow } from '../ui/data-grid/grid-row.tsx';
import { formatCount, formatPercent } from '../ui/format.ts';
import { useNowMs } from '../ui/ticker.ts';
import { countDown, driveTimeShortMs } from './duty-countdown.ts';
import type { VehicleRow } from './frame-store.ts';
import { frameStore } from './frames-feed.ts';
import { fleetNowMs } from './use-visible-vehicles.ts';
import { VehicleGlyph } from './vehicle-glyph.tsx';
import classes from './vehicle-list.module.css';
import { fuelLowPercent, isUrgent, needOf } from './vehicle-need.ts';
import { isCurrent, isWorrying, needText, vehicleWord } from './vehicle-text.ts';

export const rowElementId = (vehicleId: string): string => `vehicle-row-${vehicleId}`;

function NeedCell({ vehicle, row, nowMs }: { vehicle: Vehicle; row: VehicleRow | null; nowMs: number }) {
  const need = needOf(vehicle, row, nowMs);
  const words = needText(need);
  return (
    <span role="gridcell" className={classes.need} title={words} aria-label={words}>
      {isUrgent(need) && <IconAlertTriangleFilled size={13} aria-hidden />}
    </span>
  );
}

function NumberCells({ vehicle, row, nowMs }: { vehicle: Vehicle; row: VehicleRow | null; nowMs: number }) {
  const driveMs = vehicle.clocks ? countDown(vehicle.clocks, nowMs).driveRemainingMs : null;
  const isShort = driveMs !== null && driveMs < driveTimeShortMs && vehicle.clocks?.dutyStatus === 'driving';
  const fuel = row?.fuelPercent ?? null;
  // How fast it went when it was last heard of says nothing about now.
  const speedMph = row === null || !isCurrent(row) ? null : row.speedMph;
  const timeMs = row?.timeMs ?? null;
  return (
    <>
      <span role="gridcell" className={classes.number} data-quiet={speedMph === 0}>
        {speedMph === null ? '' : formatCount(speedMph)}
      </span>
      <span role="gridcell" className={classes.number} data-worrying={isWorrying(row)}>
        {timeMs === null ? '' : ageText(nowMs - timeMs)}
      </span>
      <span role="gridcell" className={classes.number} data-column="drive" data-worrying={isShort}>
        {driveMs === null ? '' : spanClockText(driveMs)}
      </span>
      <span
        role="gridcell"
        className={classes.number}
        data-column="fuel"
        data-worrying={fuel !== null && fuel < fuelLowPercent}
      >
        {fuel === null ? '' : formatPercent(fuel)}
      </span>
    </>
  );
}

interface VehicleListRowProps {
  readonly vehicle: Vehicle;
  /** Place in the whole list, from 0. */
  readonly index: number;
  readonly topPx: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly onOpen: (vehicleId: string) => void;
}

/** One vehicle. Reads its position itself, once a second, so that only rows in sight cost anything. */
export const VehicleListRow = memo(function VehicleListRow(props: VehicleListRowProps) {
  const { vehicle, index, topPx, isActive, isSelected, onOpen } = props;
  useNowMs();
  const row = frameStore.get(vehicle.slot);
  const nowMs = fleetNowMs();
  return (
    <GridRow
      id={rowElementId(vehicle.id)}
      index={index}
      topPx={topPx}
      isActive={isActive}
      isSelected={isSelected}
      className={classes.columns}
      onOpen={() => onOpen(vehicle.id)}
    >
      <NeedCell vehicle={vehicle} row={row} nowMs={nowMs} />
      <span role="rowheader" className={classes.name} title={vehicle.name}>
        {vehicle.name}
      </span>
      <span role="gridcell" className={classes.driver} data-column="driver" title={vehicle.driver?.name}>
        {vehicle.driver?.name ?? ''}
      </span>
      <span role="gridcell" className={classes.status} data-worrying={isWorrying(row)}>
        <VehicleGlyph status={row?.status ?? 'unknown'} freshness={row?.freshness ?? 'never'} />
        <span className={classes.word}>{vehicleWord(row)}</span>
      </span>
      <NumberCells vehicle={vehicle} row={row} nowMs={nowMs} />
    </GridRow>
  );
});
