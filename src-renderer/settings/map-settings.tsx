import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ShellState } from '../../src-main/shell/contract.ts';
import { attempt } from '../app/desk-actions.ts';
import { shellClient } from '../platform/client.ts';
import { BasemapForm } from './basemap-form.tsx';
import classes from './settings-screen.module.css';
import { TrailHoursField } from './trail-hours-field.tsx';

/** Which map, and what is drawn on it. */
export function MapSettings({ shell }: { readonly shell: ShellState }) {
  const { t } = useTranslation('settings');
  const { settings } = shell;
  const fallback = shell.notices.find(({ code }) => code === 'basemap-fallback');
  return (
    <section className={classes.part} aria-labelledby="settings-map">
      <h2 id="settings-map" className={classes.heading}>
        {t('map.title')}
      </h2>
      {fallback !== undefined && (
        <p className={classes.warn}>
          {t('map.fallback')} {fallback.detail}
        </p>
      )}
      <BasemapForm current={settings.basemapSource} />
      <TrailHoursField current={settings.trailHours} />
      <Switch
        label={t('map.labels')}
        checked={settings.labelsVisible}
        onChange={(event) => {
          const labelsVisible = event.currentTarget.checked;
          void attempt(() => shellClient.updateSettings({ labelsVisible }));
        }}
      />
      <Switch
        label={t('map.motion')}
        description={t('map.motionHint')}
        checked={settings.smoothMotion}
        onChange={(event) => {
          const smoothMotion = event.currentTarget.checked;
          void attempt(() => shellClient.updateSettings({ smoothMotion }));
        }}
      />
    </section>
  );
}
