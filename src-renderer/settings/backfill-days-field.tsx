import { useTranslation } from 'react-i18next';
import { shellClient } from '../platform/client.ts';
import { WholeNumberField } from './whole-number-field.tsx';

export function BackfillDaysField({ current }: { readonly current: number }) {
  const { t } = useTranslation('settings');
  return (
    <WholeNumberField
      label={t('samsara.backfillDays')}
      description={t('samsara.backfillDaysHint')}
      invalid={t('samsara.backfillDaysInvalid')}
      current={current}
      min={0}
      max={90}
      save={(backfillDays) => shellClient.updateSettings({ backfillDays })}
    />
  );
}
