import { Checkbox, Group, Select, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Schedule } from '../../../src-main/core/operations/notifications/contract.ts';
import type { DraftProblem } from './rule-form.ts';
import { minuteOfText, textOfMinute, weeklyHours } from './rule-form.ts';
import classes from './rules.module.css';

const kinds = ['always', 'weekly'] as const;
const dayKeys = ['1', '2', '3', '4', '5', '6', '0'] as const;
const ownTimeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone;
/** Where North American fleets are; any other zone a rule has already is kept. */
const timeZones = [
  'America/New_York',
  'America/Chicago',
  'America/Denver',
  'America/Phoenix',
  'America/Los_Angeles',
  'America/Anchorage',
  'Pacific/Honolulu',
  'America/Toronto',
  'America/Mexico_City',
];

interface TimeFieldProps {
  readonly label: string;
  readonly minute: number;
  readonly onChange: (minute: number) => void;
}

/** Keeps what is typed until it is a time. */
function TimeField({ label, minute, onChange }: TimeFieldProps) {
  const { t } = useTranslation('alerts');
  const [typed, setTyped] = useState(textOfMinute(minute));
  const isWrong = minuteOfText(typed) === null;
  return (
    <TextInput
      size="xs"
      label={label}
      value={typed}
      error={isWrong ? t('rules.timeNeeded') : undefined}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        const next = minuteOfText(event.currentTarget.value);
        if (next !== null) onChange(next);
      }}
    />
  );
}

interface ScheduleFieldsProps {
  readonly schedule: Schedule;
  readonly problems: readonly DraftProblem[];
  readonly onChange: (schedule: Schedule) => void;
}

/** On which days and at which hours a rule counts. */
export function ScheduleFields({ schedule, problems, onChange }: ScheduleFieldsProps) {
  const { t } = useTranslation('alerts');
  const zones = [
    ...new Set([ownTimeZone(), ...timeZones, ...(schedule.kind === 'weekly' ? [schedule.timeZone] : [])]),
  ];
  return (
    <>
      <Select
        size="xs"
        label={t('rules.schedule')}
        data={kinds.map((kind) => ({ value: kind, label: t(`rules.scheduleKind.${kind}`) }))}
        value={schedule.kind}
        allowDeselect={false}
        onChange={(kind) => onChange(kind === 'weekly' ? weeklyHours(ownTimeZone()) : { kind: 'always' })}
      />
      {schedule.kind === 'weekly' && (
        <>
          <Checkbox.Group
            size="xs"
            label={t('rules.days')}
            error={problems.includes('days') ? t('rules.daysNeeded') : undefined}
            value={schedule.days.map(String)}
            onChange={(days) => onChange({ ...schedule, days: days.map(Number).sort() })}
          >
            <Group gap="sm" mt={4} mb={4}>
              {dayKeys.map((day) => (
                <Checkbox key={day} size="xs" value={day} label={t(`rules.day.${day}`)} />
              ))}
            </Group>
          </Checkbox.Group>
          <div className={classes.fields}>
            <TimeField
              label={t('rules.from')}
              minute={schedule.fromMinute}
              onChange={(fromMinute) => onChange({ ...schedule, fromMinute })}
            />
            <TimeField
              label={t('rules.to')}
              minute={schedule.toMinute}
              onChange={(toMinute) => onChange({ ...schedule, toMinute })}
            />
            <Select
              size="xs"
              label={t('rules.timeZone')}
              data={zones}
              value={schedule.timeZone}
              allowDeselect={false}
              searchable
              onChange={(timeZone) => timeZone !== null && onChange({ ...schedule, timeZone })}
            />
          </div>
        </>
      )}
    </>
  );
}
