import { useTranslation } from 'react-i18next';
import { defaultSettingValues, phoneAccountValues } from '../../src-main/shell/default-settings.wire.ts';
import { attempt } from '../app/desk-actions.ts';
import { shellClient } from '../platform/client.ts';
import { AskFirst } from './ask-first.tsx';
import classes from './settings-screen.module.css';

/** What belongs to the accounts stays, as their secrets do; and nothing of the past is lost by it. */
const kept = new Set([
  'samsaraBaseUrl',
  'backfillDays',
  'keepPositionsDays',
  'keepTripsDays',
  'keepDutyLogsDays',
  ...Object.keys(phoneAccountValues),
]);

function reset(): Promise<unknown> {
  const others = Object.entries(defaultSettingValues).filter(([name]) => !kept.has(name));
  return shellClient.updateSettings(Object.fromEntries(others));
}

export function ResetSettings() {
  const { t } = useTranslation('settings');
  return (
    <section className={classes.part} aria-labelledby="settings-reset">
      <h2 id="settings-reset" className={classes.heading}>
        {t('reset')}
      </h2>
      <p className={classes.quiet}>{t('resetHint')}</p>
      <div>
        <AskFirst
          label={t('resetConfirmYes')}
          question={t('resetConfirm')}
          yes={t('resetConfirmYes')}
          no={t('resetConfirmNo')}
          onYes={() => void attempt(reset, t('resetDone'))}
        />
      </div>
    </section>
  );
}
