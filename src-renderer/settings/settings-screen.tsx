import { useTranslation } from 'react-i18next';
import type { ShellState } from '../../src-main/shell/contract.ts';
import { useShellState } from '../platform/shell-store.ts';
import { AppearanceSettings } from './appearance-settings.tsx';
import { HubSettings } from './hub-settings.tsx';
import { MapSettings } from './map-settings.tsx';
import { PhoneSettings } from './phone-settings.tsx';
import { ResetSettings } from './reset-settings.tsx';
import { SamsaraSettings } from './samsara-settings.tsx';
import classes from './settings-screen.module.css';
import { StorageSettings } from './storage-settings.tsx';

function About({ shell }: { readonly shell: ShellState }) {
  const { t } = useTranslation('settings');
  return (
    <section className={classes.part} aria-labelledby="settings-about">
      <h2 id="settings-about" className={classes.heading}>
        {t('about.title')}
      </h2>
      <p className={classes.line}>
        {t('about.version', { version: shell.appVersion })} ·{' '}
        {t('about.runtime', { version: shell.electronVersion })}
      </p>
      <p className={classes.quiet}>{t('about.attribution')}</p>
    </section>
  );
}

/** The settings of this workstation. Each choice counts at once; only the token and the map source are confirmed. */
export function SettingsScreen() {
  const { t } = useTranslation('settings');
  const shell = useShellState((state) => state.shell);
  return (
    <div className={classes.scroll} tabIndex={-1}>
      <div className={classes.page}>
        <h1 className={classes.title}>{t('title')}</h1>
        {shell === null ? (
          <p className={classes.quiet}>{t('waiting')}</p>
        ) : (
          <>
            <SamsaraSettings shell={shell} />
            <PhoneSettings shell={shell} />
            <HubSettings />
            <StorageSettings settings={shell.settings} />
            <MapSettings key={shell.settings.basemapSource} shell={shell} />
            <AppearanceSettings settings={shell.settings} />
            <ResetSettings />
            <About shell={shell} />
          </>
        )}
      </div>
    </div>
  );
}
