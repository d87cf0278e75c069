import { IconArrowsMaximize, IconMinus, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useBasemapSource } from '../fleet-map/map-bindings.ts';
import { MapButton, MapButtonGroup } from '../fleet-map/map-button.tsx';
import { MapFrame } from '../fleet-map/map-frame.tsx';
import { createGeofenceSession, type GeofenceSession } from './geofence-session.ts';
import { useGeofenceView } from './geofence-view-store.ts';
import { useDrawing, useFocus, useGeofencesShown, useLook } from './session-bindings.ts';

function Bindings({ session }: { readonly session: GeofenceSession }) {
  const { t } = useTranslation('geofences');
  const { map } = session.ground;
  useLook(session);
  useBasemapSource(session);
  useGeofencesShown(session);
  useFocus(session);
  useDrawing(session);
  return (
    <MapButtonGroup label={t('buttons.label')}>
      <MapButton icon={IconPlus} label={t('buttons.zoomIn')} onClick={() => map.zoomIn()} />
      <MapButton icon={IconMinus} label={t('buttons.zoomOut')} onClick={() => map.zoomOut()} />
      <MapButton icon={IconArrowsMaximize} label={t('buttons.showAll')} onClick={() => session.showAll()} />
    </MapButtonGroup>
  );
}

/** The geofences on the ground, with the fleet among them. */
export function GeofenceMap() {
  const { t } = useTranslation('geofences');
  return (
    <MapFrame
      open={createGeofenceSession}
      failedText={t('mapFailed')}
      onKeyDown={(event) => event.key === 'Escape' && useGeofenceView.getState().take(null)}
    >
      {(session) => <Bindings session={session} />}
    </MapFrame>
  );
}
