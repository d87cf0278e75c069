import { ActionIcon, Tooltip } from '@mantine/core';
import { useReducedMotion } from '@mantine/hooks';
import { IconArrowsMaximize, IconMinus, IconPlus } from '@tabler/icons-react';
import { useEffect, useRef, useState, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';
import { useTheme } from '../app/use-theme.ts';
import { fetchBasemapDescription } from '../fleet-map/basemap/create-map.ts';
import { useBasemapSource } from '../fleet-map/map-bindings.ts';
import { createGeofenceSession, type GeofenceSession } from './geofence-session.ts';
import { useGeofenceView } from './geofence-view-store.ts';
import classes from './geofences-screen.module.css';
import { useDrawing, useFocus, useGeofencesShown, useLook } from './session-bindings.ts';

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

function Bindings({ session }: { readonly session: GeofenceSession }) {
  const { t } = useTranslation('geofences');
  const { map } = session.ground;
  useLook(session);
  useBasemapSource(session);
  useGeofencesShown(session);
  useFocus(session);
  useDrawing(session);
  return (
    <div className={classes.mapButtons} role="group" aria-label={t('buttons.label')}>
      <MapButton icon={IconPlus} label={t('buttons.zoomIn')} onClick={() => map.zoomIn()} />
      <MapButton icon={IconMinus} label={t('buttons.zoomOut')} onClick={() => map.zoomOut()} />
      <MapButton icon={IconArrowsMaximize} label={t('buttons.showAll')} onClick={() => session.showAll()} />
    </div>
  );
}

type HostState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'shown'; readonly session: GeofenceSession }
  | { readonly kind: 'failed' };

/** Where the map is drawn. Made once; what changes later reaches it through the bindings. */
export function GeofenceMap() {
  const { t } = useTranslation('geofences');
  const hostRef = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<HostState>({ kind: 'starting' });
  const theme = useTheme();
  const firstThemeRef = useRef(theme);
  const reducedMotion = useReducedMotion(undefined, { getInitialValueInEffect: false });

  useEffect(() => {
    const container = hostRef.current;
    if (container === null) return undefined;
    let isGone = false;
    let session: GeofenceSession | null = null;
    const start = async () => {
      const description = await fetchBasemapDescription();
      if (isGone) return;
      session = createGeofenceSession({
        container,
        theme: firstThemeRef.current,
        description,
        reducedMotion,
      });
      setState({ kind: 'shown', session });
    };
    start().catch((error: unknown) => {
      reportError(error);
      if (!isGone) setState({ kind: 'failed' });
    });
    return () => {
      isGone = true;
      setState({ kind: 'starting' });
      session?.destroy();
    };
  }, [reducedMotion]);

  return (
    <>
      <div
        ref={hostRef}
        className={classes.host}
        onKeyDown={(event) => event.key === 'Escape' && useGeofenceView.getState().take(null)}
      />
      {state.kind === 'shown' && <Bindings session={state.session} />}
      {state.kind === 'failed' && (
        <p role="alert" className={classes.failure}>
          {t('mapFailed')}
        </p>
      )}
    </>
  );
}
