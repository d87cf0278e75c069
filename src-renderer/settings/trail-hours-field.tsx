import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { attempt } from '../app/desk-actions.ts';
import { shellClient } from '../platform/client.ts';

const hoursMin = 1;
const hoursMax = 24;

const isTrailHours = (value: string | number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= hoursMin && value <= hoursMax;

export function TrailHoursField({ current }: { readonly current: number }) {
  const { t } = useTranslation('settings');
  const [draft, setDraft] = useState<string | number | null>(null);
  const isWrong = draft !== null && !isTrailHours(draft);
  return (
    <NumberInput
      label={t('map.trailHours')}
      description={t('map.trailHoursHint')}
      w={320}
      value={draft ?? current}
      min={hoursMin}
      max={hoursMax}
      clampBehavior="none"
      allowDecimal={false}
      error={isWrong ? t('map.trailHoursInvalid') : undefined}
      onChange={(value) => {
        setDraft(value);
        if (isTrailHours(value)) void attempt(() => shellClient.updateSettings({ trailHours: value }));
      }}
      onBlur={() => setDraft(null)}
    />
  );
}
