import { IconPlugConnectedX } from '@tabler/icons-react';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccuracyVehicles } from '../../src-main/core/operations/telematics/accuracy/contract.ts';
import { ageText } from '../ui/age-text.ts';
import { GridRow } from '../ui/data-grid/grid-row.tsx';
import { formatCount } from '../ui/format.ts';
import classes from './accuracy-list.module.css';
import { ageStates, type AccuracyRow as Row, type AgeState } from './accuracy-rows.ts';
import { ageWords } from './accuracy-text.ts';
import { ageToneOf } from './age-limits.ts';

export const accuracyRowId = (slot: number): string => `accuracy-row-${slot}`;

function AgeCell({ vehicles, at, state }: { vehicles: AccuracyVehicles; at: number; state: AgeState }) {
  const { t } = useTranslation('accuracy');
  const p50Ms = vehicles.ages[state].p50Ms[at] ?? null;
  const p95Ms = vehicles.ages[state].p95Ms[at] ?? null;
  return (
    <span role="gridcell" className={classes.number} data-tone={ageToneOf(state, p95Ms)}>
      {p50Ms !== null && t('list.ages', { half: ageWords(p50Ms), most: ageWords(p95Ms) })}
    </span>
  );
}

/** Nothing is written where nothing happened: what is there stands out. */
function Count({ value, isWarning = false }: { readonly value: number; readonly isWarning?: boolean }) {
  return (
    <span role="gridcell" className={classes.number} data-tone={isWarning && value > 0 ? 'warn' : 'plain'}>
      {value > 0 && formatCount(value)}
    </span>
  );
}

function Time({ valueMs }: { readonly valueMs: number }) {
  return (
    <span role="gridcell" className={classes.number} data-tone={valueMs > 0 ? 'warn' : 'plain'}>
      {valueMs > 0 && ageText(valueMs)}
    </span>
  );
}

function GatewayCell({ vehicles, at, nowMs }: { vehicles: AccuracyVehicles; at: number; nowMs: number }) {
  const { t } = useTranslation('accuracy');
  const reason = vehicles.dead[at] ?? null;
  const heardAtMs = vehicles.heardAtMs[at] ?? null;
  const age = heardAtMs === null ? null : ageText(nowMs - heardAtMs);
  const words = reason === null || age === null ? '' : t('dead.heard', { age });
  return (
    <span role="gridcell" className={classes.gateway} data-tone={reason === null ? 'quiet' : 'bad'}>
      {reason !== null && <IconPlugConnectedX size={14} aria-hidden />}
      <span className={classes.word} title={words}>
        {reason === null
          ? ''
          : reason === 'silent' && age !== null
            ? t('dead.silent', { age })
            : t(`dead.${reason}`)}
      </span>
    </span>
  );
}

interface AccuracyRowProps {
  readonly row: Row;
  readonly vehicles: AccuracyVehicles;
  readonly nowMs: number;
  /** Place in the whole list, from 0. */
  readonly index: number;
  readonly topPx: number;
  readonly isActive: boolean;
  readonly onOpen: (slot: number) => void;
}

/** One truck. */
export const AccuracyRow = memo(function AccuracyRow(props: AccuracyRowProps) {
  const { row, vehicles, nowMs, index, topPx, isActive, onOpen } = props;
  const { at, slot, name } = row;
  return (
    <GridRow
      id={accuracyRowId(slot)}
      index={index}
      topPx={topPx}
      isActive={isActive}
      className={classes.columns}
      onOpen={() => onOpen(slot)}
    >
      <span role="rowheader" className={classes.name} title={name}>
        {name}
      </span>
      {ageStates.map((state) => (
        <AgeCell key={state} vehicles={vehicles} at={at} state={state} />
      ))}
      <Count value={vehicles.gapCount[at] ?? 0} isWarning />
      <Time valueMs={vehicles.gapMs[at] ?? 0} />
      <Time valueMs={vehicles.longestGapMs[at] ?? 0} />
      <Count value={vehicles.jumpCount[at] ?? 0} isWarning />
      <Count value={vehicles.lateCount[at] ?? 0} />
      <Count value={vehicles.repeatCount[at] ?? 0} />
      <Count value={vehicles.fixCount[at] ?? 0} />
      <GatewayCell vehicles={vehicles} at={at} nowMs={nowMs} />
    </GridRow>
  );
});
