import { UnstyledButton } from '@mantine/core';
import { IconAlertTriangleFilled } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { DutyClocks } from '../../src-main/core/operations/telematics/contract.ts';
import type { DutyDriver } from '../../src-main/core/operations/telematics/hours/contract.ts';
import {
  countDown,
  dutyClockNames,
  dutyClocksHeldMs,
  outlookOf,
} from '../../src-main/core/operations/telematics/hours/duty.wire.ts';
import { spanClockText } from '../ui/age-text.ts';
import { GridRow } from '../ui/data-grid/grid-row.tsx';
import { useNowMs } from '../ui/ticker.ts';
import classes from './driver-list.module.css';
import { DutyGlyph } from './duty-glyph.tsx';
import { useDutyBoard, vendorNowMs } from './hours-store.ts';
import { headlineOf } from './outlook-text.ts';
import { showOnMap } from './show-on-map.ts';

export const driverRowId = (driverId: string): string => `driver-row-${driverId}`;

const hourMs = 3_600_000;

function ClockCells({ clocks, nowMs }: { readonly clocks: DutyClocks | null; readonly nowMs: number }) {
  const left = clocks === null ? null : countDown(clocks, nowMs);
  const outlook = clocks === null ? [] : outlookOf(clocks, nowMs);
  return dutyClockNames.map((name) => {
    const leftMs = left?.[name] ?? null;
    const its = outlook.find(({ clock }) => clock === name);
    const isShort = its?.kind === 'ahead' && its.inMs < hourMs;
    const tone = its?.kind === 'violation' ? 'bad' : isShort ? 'warn' : its === undefined ? 'quiet' : 'plain';
    return (
      <span key={name} role="gridcell" className={classes.number} data-column={name} data-tone={tone}>
        {leftMs === null ? '' : spanClockText(leftMs)}
      </span>
    );
  });
}

function TruckCell({ driver }: { readonly driver: DutyDriver }) {
  const { t } = useTranslation('hours');
  const { vehicle } = driver;
  return (
    <span role="gridcell" className={classes.truck} data-column="truck">
      {vehicle !== null && (
        // Out of the order of tabs: a grid is one stop. The panel has the same button for the keyboard.
        <UnstyledButton
          className={classes.link}
          tabIndex={-1}
          title={t('list.showOnMap', { name: vehicle.name })}
          onClick={(event) => {
            event.stopPropagation();
            showOnMap(vehicle.id);
          }}
        >
          {vehicle.name}
        </UnstyledButton>
      )}
    </span>
  );
}

interface DriverRowProps {
  readonly driverId: string;
  /** Place in the whole list, from 0. */
  readonly index: number;
  readonly topPx: number;
  readonly isActive: boolean;
  readonly isSelected: boolean;
  readonly onOpen: (driverId: string) => void;
}

function RowCells({ driver }: { readonly driver: DutyDriver }) {
  const { t } = useTranslation('hours');
  useNowMs();
  const nowMs = vendorNowMs();
  const { clocks } = driver;
  const { tone, words } = headlineOf(clocks, driver.violations, nowMs);
  const status = clocks?.dutyStatus ?? 'unknown';
  const isHeld = clocks !== null && nowMs - clocks.asOfMs > dutyClocksHeldMs;
  return (
    <>
      <span role="rowheader" className={classes.name} title={driver.name}>
        {driver.name}
      </span>
      <TruckCell driver={driver} />
      <span role="gridcell" className={classes.status} data-held={isHeld}>
        {clocks !== null && <DutyGlyph status={status} />}
        <span className={classes.word}>{clocks === null ? '' : t(`status.${status}`)}</span>
      </span>
      <ClockCells clocks={clocks} nowMs={nowMs} />
      <span role="gridcell" className={classes.outlook} data-tone={tone} title={words}>
        {(tone === 'bad' || tone === 'warn') && <IconAlertTriangleFilled size={13} aria-hidden />}
        <span className={classes.word}>{words}</span>
      </span>
    </>
  );
}

/** One driver. Reads the clocks itself, once a second, so that only rows in sight cost anything. */
export const DriverRow = memo(function DriverRow(props: DriverRowProps) {
  const { driverId, index, topPx, isActive, isSelected, onOpen } = props;
  const driver = useDutyBoard(({ board }) => board?.byId.get(driverId));
  return (
    <GridRow
      id={driverRowId(driverId)}
      index={index}
      topPx={topPx}
      isActive={isActive}
      isSelected={isSelected}
      className={classes.columns}
      onOpen={() => onOpen(driverId)}
    >
      {driver !== undefined && <RowCells driver={driver} />}
    </GridRow>
  );
});
