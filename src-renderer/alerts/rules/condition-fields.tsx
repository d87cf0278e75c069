import { Checkbox, Group, NumberInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Condition } from '../../../src-main/core/operations/notifications/contract.ts';
import {
  dutyClockNames,
  type DutyClockName,
} from '../../../src-main/core/operations/notifications/incident.wire.ts';
import { lostContactMinutesMin, type DraftProblem } from './rule-form.ts';
import classes from './rules.module.css';

interface FieldProps {
  readonly label: string;
  readonly value: number | null;
  readonly min: number;
  readonly max: number;
  /** What one of the field's units is in the condition, e.g. 60,000 for minutes. */
  readonly unit?: number;
  readonly isOptional?: boolean;
  readonly onChange: (value: number | null) => void;
}

/** A number with its bounds; an emptied field is `null` where it may be empty, else not a number. */
export function NumberField({ label, value, min, max, unit = 1, isOptional = false, onChange }: FieldProps) {
  const { t } = useTranslation('alerts');
  const shown = value === null || Number.isNaN(value) ? '' : value / unit;
  const isWrong = value === null ? !isOptional : !(value / unit >= min && value / unit <= max);
  return (
    <NumberInput
      size="xs"
      label={label}
      value={shown}
      min={min}
      max={max}
      clampBehavior="none"
      allowDecimal={unit !== 1}
      error={isWrong ? t('rules.numberNeeded') : undefined}
      onChange={(next) => {
        const isEmpty = next === '';
        onChange(isEmpty ? (isOptional ? null : Number.NaN) : Math.round(Number(next) * unit));
      }}
    />
  );
}

const minute = 60_000;

type Change<Kind extends Condition['kind']> = Partial<Omit<Extract<Condition, { kind: Kind }>, 'kind'>>;

interface ConditionFieldsProps {
  readonly condition: Condition;
  readonly problems: readonly DraftProblem[];
  readonly onChange: (condition: Condition) => void;
}

function SpeedFields({ condition, onChange }: ConditionFieldsProps) {
  const { t } = useTranslation('alerts');
  if (condition.kind !== 'speeding') return null;
  const set = (change: Change<'speeding'>) => onChange({ ...condition, ...change });
  return (
    <div className={classes.fields}>
      <NumberField
        label={t('rules.aboveMph')}
        value={condition.aboveMph}
        min={0}
        max={150}
        isOptional
        onChange={(aboveMph) => set({ aboveMph })}
      />
      <NumberField
        label={t('rules.overLimitMph')}
        value={condition.overLimitMph}
        min={0}
        max={150}
        isOptional
        onChange={(overLimitMph) => set({ overLimitMph })}
      />
      <NumberField
        label={t('rules.minimumSeconds')}
        value={condition.minimumMs}
        min={0}
        max={3_600}
        unit={1_000}
        onChange={(minimumMs) => set({ minimumMs: minimumMs ?? 0 })}
      />
      <NumberField
        label={t('rules.marginMph')}
        value={condition.marginMph}
        min={0}
        max={30}
        onChange={(marginMph) => set({ marginMph: marginMph ?? 0 })}
      />
    </div>
  );
}

function FuelFields({ condition, onChange }: ConditionFieldsProps) {
  const { t } = useTranslation('alerts');
  if (condition.kind !== 'lowFuel') return null;
  const set = (change: Change<'lowFuel'>) => onChange({ ...condition, ...change });
  return (
    <div className={classes.fields}>
      <NumberField
        label={t('rules.belowPercent')}
        value={condition.belowPercent}
        min={1}
        max={100}
        onChange={(belowPercent) => set({ belowPercent: belowPercent ?? 0 })}
      />
      <NumberField
        label={t('rules.marginPercent')}
        value={condition.marginPercent}
        min={0}
        max={50}
        onChange={(marginPercent) => set({ marginPercent: marginPercent ?? 0 })}
      />
      <NumberField
        label={t('rules.minimumMinutes')}
        value={condition.minimumMs}
        min={0}
        max={1_440}
        unit={minute}
        onChange={(minimumMs) => set({ minimumMs: minimumMs ?? 0 })}
      />
    </div>
  );
}

function HoursFields({ condition, problems, onChange }: ConditionFieldsProps) {
  const { t } = useTranslation('alerts');
  if (condition.kind !== 'hoursEnding') return null;
  return (
    <>
      <Checkbox.Group
        size="xs"
        label={t('rules.clocks')}
        error={problems.includes('clocks') ? t('rules.clocksNeeded') : undefined}
        value={[...condition.clocks]}
        onChange={(clocks) => onChange({ ...condition, clocks: clocks as DutyClockName[] })}
      >
        <Group gap="md" mt={4} mb={4}>
          {dutyClockNames.map((clock) => (
            <Checkbox key={clock} size="xs" value={clock} label={t(`rules.clock.${clock}`)} />
          ))}
        </Group>
      </Checkbox.Group>
      <div className={classes.fields}>
        <NumberField
          label={t('rules.beforeMinutes')}
          value={condition.beforeMs}
          min={1}
          max={660}
          unit={minute}
          onChange={(beforeMs) => onChange({ ...condition, beforeMs: beforeMs ?? 0 })}
        />
      </div>
    </>
  );
}

const durationLabels = {
  idling: 'rules.idleMinutes',
  lostContact: 'rules.silentMinutes',
  gatewayUnplugged: 'rules.unpluggedMinutes',
} as const;

const durationMinutesMin = { idling: 1, lostContact: lostContactMinutesMin, gatewayUnplugged: 0 } as const;

/** The thresholds of one kind of rule. */
export function ConditionFields(props: ConditionFieldsProps) {
  const { t } = useTranslation('alerts');
  const { condition, problems, onChange } = props;
  switch (condition.kind) {
    case 'speeding':
      return (
        <>
          <SpeedFields {...props} />
          {problems.includes('speed') && <p className={classes.bad}>{t('rules.speedNeeded')}</p>}
        </>
      );
    case 'lowFuel':
      return <FuelFields {...props} />;
    case 'hoursEnding':
      return <HoursFields {...props} />;
    case 'idling':
    case 'lostContact':
    case 'gatewayUnplugged':
      return (
        <div className={classes.fields}>
          <NumberField
            label={t(durationLabels[condition.kind])}
            value={condition.minimumMs}
            min={durationMinutesMin[condition.kind]}
            max={1_440}
            unit={minute}
            onChange={(minimumMs) => onChange({ ...condition, minimumMs: minimumMs ?? 0 })}
          />
        </div>
      );
    default:
      return <p className={classes.quiet}>{t('rules.reported')}</p>;
  }
}
