import { NumberInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { attempt } from '../app/desk-actions.ts';
import { shellClient } from '../platform/client.ts';

const daysMax = 90;

const isDays = (value: string | number): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= daysMax;

/** Saved when the field is left: on the way from 7 to 30 nobody wants 3. */
export function BackfillDaysField({ current }: { readonly current: number }) {
  const { t } = useTranslation('settings');
  const [draft, setDraft] = useState<string | number | null>(null);
  const isWrong = draft !== null && !isDays(draft);
  return (
    <NumberInput
      label={t('samsara.backfillDays')}
      description={t('samsara.backfillDaysHint')}
      w={320}
      value={draft ?? current}
      min={0}
      max={daysMax}
      clampBehavior="none"
      allowDecimal={false}
      error={isWrong ? t('samsara.backfillDaysInvalid') : undefined}
      onChange={setDraft}
      onBlur={() => {
        if (draft !== null && isDays(draft) && draft !== current) {
          void attempt(() => shellClient.updateSettings({ backfillDays: draft }));
        }
        setDraft(null);
      }}
    />
  );
}
