import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowsMaximize, IconFence, IconMinus, IconPlus } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { useGeofenceView } from '../geofences/geofence-view-store.ts';
import classes from './map-host.module.css';
import type { MapSession } from './map-session.ts';

interface MapButtonProps {
  readonly icon: ComponentType<{ size?: number; stroke?: number }>;
  readonly label: string;
  readonly isPressed?: boolean;
  readonly onClick: () => void;
}

function MapButton({ icon: Icon, label, isPressed, onClick }: MapButtonProps) {
  return (
    <Tooltip label={label} position="right">
      <ActionIcon
        variant={isPressed ? 'filled' : 'default'}
        size={30}
        aria-label={label}
        aria-pressed={isPressed}
        onClick={onClick}
      >
        <Icon size={17} stroke={1.8} />
      </ActionIcon>
    </Tooltip>
  );
}

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

/** For whoever has no wheel, or lost the fleet. */
export function MapButtons({ session }: { readonly session: MapSession }) {
  const { t } = useTranslation('fleet');
  const { map } = session.ground;
  return (
    <div className={classes.buttons} role="group" aria-label={t('screen.mapButtons')}>
      <MapButton icon={IconPlus} label={t('screen.zoomIn')} onClick={() => map.zoomIn()} />
      <MapButton icon={IconMinus} label={t('screen.zoomOut')} onClick={() => map.zoomOut()} />
      <MapButton
        icon={IconArrowsMaximize}
        label={t('screen.showFleet')}
        onClick={() => session.showFleet()}
      />
      <GeofencesButton />
    </div>
  );
}
