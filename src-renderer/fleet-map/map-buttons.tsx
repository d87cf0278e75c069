import { IconArrowsMaximize, IconFence, IconMinus, IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useGeofenceView } from '../geofences/geofence-view-store.ts';
import { MapButton, MapButtonGroup } from './map-button.tsx';
import type { MapSession } from './map-session.ts';

function GeofencesButton() {
  const { t } = useTranslation('geofences');
  const isShown = useGeofenceView((view) => view.isOnLiveMap);
  const setOnLiveMap = useGeofenceView((view) => view.setOnLiveMap);
  return (
    <MapButton
      icon={IconFence}
      label={t('layer.show')}
      isPressed={isShown}
      onClick={() => setOnLiveMap(!isShown)}
    />
  );
}

export function MapButtons({ session }: { readonly session: MapSession }) {
  const { t } = useTranslation('fleet');
  const { map } = session.ground;
  return (
    <MapButtonGroup label={t('screen.mapButtons')}>
      <MapButton icon={IconPlus} label={t('screen.zoomIn')} onClick={() => map.zoomIn()} />
      <MapButton icon={IconMinus} label={t('screen.zoomOut')} onClick={() => map.zoomOut()} />
      <MapButton
        icon={IconArrowsMaximize}
        label={t('screen.showFleet')}
        onClick={() => session.showFleet()}
      />
      <GeofencesButton />
    </MapButtonGroup>
  );
}
