import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowsMaximize, IconMinus, IconPlus } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './map-host.module.css';
import type { MapSession } from './map-session.ts';

interface MapButtonProps {
  readonly icon: ComponentType<{ size?: number; stroke?: number }>;
  readonly label: string;
  readonly onClick: () => void;
}

function MapButton({ icon: Icon, label, onClick }: MapButtonProps) {
  return (
    <Tooltip label={label} position="right">
      <ActionIcon variant="default" size={30} aria-label={label} onClick={onClick}>
        <Icon size={17} stroke={1.8} />
      </ActionIcon>
    </Tooltip>
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
    </div>
  );
}
