import { useTranslation } from 'react-i18next';
import type { Settings } from '../../src-main/shell/contract.ts';
import { shellClient } from '../platform/client.ts';
import { useCoreStatus } from '../platform/core-store.ts';
import { formatMegabytes } from '../ui/format.ts';
import classes from './settings-screen.module.css';
import { WholeNumberField } from './whole-number-field.tsx';

const daysMin = 7;
const daysMax = 400;
const keptKinds = ['keepPositionsDays', 'keepTripsDays', 'keepDutyLogsDays'] as const;

/** How much of the past stays on this computer. */
export function StorageSettings({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('settings');
  const bytes = useCoreStatus(
    ({ status }) => status?.databases.find(({ name }) => name === 'telematics')?.bytes ?? null,
  );
  return (
    <section className={classes.part} aria-labelledby="settings-storage">
      <h2 id="settings-storage" className={classes.heading}>
        {t('storage.title')}
      </h2>
      <p className={classes.quiet}>
        {t('storage.hint')} {bytes !== null && t('storage.now', { size: formatMegabytes(bytes) })}
      </p>
      {keptKinds.map((name) => (
        <WholeNumberField
          key={name}
          label={t(`storage.${name}`)}
          description={t(`storage.${name}Hint`)}
          invalid={t('storage.daysInvalid')}
          current={settings[name]}
          min={daysMin}
          max={daysMax}
          save={(days) => shellClient.updateSettings({ [name]: days })}
        />
      ))}
      <WholeNumberField
        label={t('storage.diskBudget')}
        description={t('storage.diskBudgetHint')}
        invalid={t('storage.diskBudgetInvalid')}
        current={settings.diskBudgetGigabytes}
        min={1}
        max={1_000}
        save={(diskBudgetGigabytes) => shellClient.updateSettings({ diskBudgetGigabytes })}
      />
    </section>
  );
}
