import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DeedForm } from '../forms/deed-form.tsx';
import type { Person } from '../frame/referral-types.ts';
import { useCommand } from '../frame/use-command.ts';
import { dayText, readDayStart } from './days.ts';

interface LeftFormProps {
  readonly person: Person;
  readonly name: string;
  readonly onDone: () => void;
}

/** Since when somebody is not with the company any more; from then on nothing new is given. */
export function LeftForm({ person, name, onDone }: LeftFormProps) {
  const { t } = useTranslation('referrals');
  const leave = useCommand('markPersonLeft');
  const [today] = useState(() => dayText(Date.now()));
  const [day, setDay] = useState(today);
  const leftAtMs = readDayStart(day);
  const isFuture = day > today;
  return (
    <DeedForm
      title={t('left.title')}
      isGrave
      problem={leave.problem}
      isRunning={leave.isRunning}
      onRun={() =>
        leftAtMs === null || isFuture
          ? null
          : leave.run({ personId: person.id, leftAtMs }, t('left.done', { name }))
      }
      onDone={onDone}
    >
      <TextInput
        size="xs"
        type="date"
        label={t('left.day')}
        max={today}
        value={day}
        error={leftAtMs === null || isFuture ? t('left.dayOdd') : undefined}
        onChange={(event) => setDay(event.currentTarget.value)}
        autoFocus
      />
    </DeedForm>
  );
}
