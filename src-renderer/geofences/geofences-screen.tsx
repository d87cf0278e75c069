import { useTranslation } from 'react-i18next';
import { GeofenceCard } from './geofence-card.tsx';
import { GeofenceFormView } from './geofence-form-view.tsx';
import { GeofenceMap } from './geofence-map.tsx';
import { GeofencePanel } from './geofence-panel.tsx';
import classes from './geofences-screen.module.css';

/** All geofences: as a list on the left, on the map on the right; the chosen one, or the form, lies over the map. */
export function GeofencesScreen() {
  const { t } = useTranslation('geofences');
  return (
    <div className={classes.screen}>
      <h1 className={classes.unseen}>{t('title')}</h1>
      <GeofencePanel />
      <div className={classes.map}>
        <GeofenceMap />
        <GeofenceCard />
        <GeofenceFormView />
      </div>
    </div>
  );
}
