import { Input, SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../src-main/shell/contract.ts';
import { attempt } from '../app/desk-actions.ts';
import { shellClient } from '../platform/client.ts';
import classes from './settings-screen.module.css';

export function AppearanceSettings({ settings }: { readonly settings: Settings }) {
  const { t } = useTranslation('settings');
  return (
    <section className={classes.part} aria-labelledby="settings-appearance">
      <h2 id="settings-appearance" className={classes.heading}>
        {t('appearance.title')}
      </h2>
      <div>
        <Input.Label component="div" id="settings-theme" mb={4}>
          {t('appearance.theme')}
        </Input.Label>
        <div>
          <SegmentedControl<Settings['theme']>
            aria-labelledby="settings-theme"
            value={settings.theme}
            onChange={(theme) => void attempt(() => shellClient.updateSettings({ theme }))}
            data={[
              { value: 'system', label: t('appearance.themeSystem') },
              { value: 'light', label: t('appearance.themeLight') },
              { value: 'dark', label: t('appearance.themeDark') },
            ]}
          />
        </div>
      </div>
    </section>
  );
}
