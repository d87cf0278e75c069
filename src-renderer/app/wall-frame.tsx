import { VisuallyHidden } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { MapStage } from '../fleet-map/map-stage.tsx';
import { SelectionAnnouncer } from '../fleet-map/selection-announcer.tsx';
import { useRoster } from '../fleet-map/roster-store.ts';
import { formatCount } from '../ui/format.ts';
import { useMinuteMs } from '../ui/ticker.ts';
import { ToneIcon } from '../ui/tone-icon.tsx';
import { Banners } from './banners.tsx';
import { connectionText, connectionTone, useKnownHealth } from './connection.ts';
import classes from './wall-frame.module.css';
import { useWindowTitle } from './window-title.ts';

/** Large enough to be read from across the room: how true the map is. */
function WallState() {
  const { t } = useTranslation();
  const health = useKnownHealth();
  const nowMs = useMinuteMs();
  const count = useRoster(({ roster }) => roster?.vehicles.length ?? 0);
  const state = connectionText(health, nowMs);
  return (
    <p className={classes.state} role="status">
      <ToneIcon tone={connectionTone(health)} />
      {t('wall.state', { count, countText: formatCount(count), state })}
      {health?.isSandbox === true && <span className={classes.sandbox}>{t('statusBar.sandbox')}</span>}
    </p>
  );
}

/** The live map alone, for a screen on the wall. */
export function WallFrame() {
  const { t } = useTranslation();
  useWindowTitle('wall');
  return (
    <div className={classes.frame}>
      <Banners />
      <main className={classes.map}>
        <VisuallyHidden component="h1">{t('wall.title')}</VisuallyHidden>
        <MapStage />
        <WallState />
      </main>
      <SelectionAnnouncer />
    </div>
  );
}
