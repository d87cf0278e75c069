import { useReducedMotion } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTheme } from '../app/use-theme.ts';
import { useGeofencesOnMap } from '../geofences/use-geofences-on-map.ts';
import { shellClient } from '../platform/client.ts';
import { fetchBasemapDescription } from './basemap/create-map.ts';
import { observeMap } from './diagnostics.ts';
import { frameStore } from './frames-feed.ts';
import {
  useBasemapSource,
  useFilterOnMap,
  useFirstView,
  useMapLook,
  useSelectionOnMap,
} from './map-bindings.ts';
import { MapButtons } from './map-buttons.tsx';
import classes from './map-host.module.css';
import { createMapSession, type MapSession } from './map-session.ts';
import { useMapKeys } from './use-map-keys.ts';
import { useSandboxRoads } from './use-sandbox-roads.ts';
import { useTrail } from './use-trail.ts';

function MapBindings({ session }: { readonly session: MapSession }) {
  useMapLook(session);
  useBasemapSource(session);
  useSelectionOnMap(session);
  useFilterOnMap(session);
  useFirstView(session);
  useSandboxRoads(session);
  useTrail(session);
  useMapKeys(session);
  useGeofencesOnMap(session.ground.map);
  return <MapButtons session={session} />;
}

type HostState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'shown'; readonly session: MapSession }
  | { readonly kind: 'failed' };

/** Where the map is drawn. Made once; what changes later reaches it through the bindings. */
export function MapHost() {
  const { t } = useTranslation('fleet');
  const hostRef = useRef<HTMLDivElement>(null);
  const [state, setState] = useState<HostState>({ kind: 'starting' });
  const theme = useTheme();
  const firstThemeRef = useRef(theme);
  const reducedMotion = useReducedMotion(undefined, { getInitialValueInEffect: false });

  useEffect(() => {
    const container = hostRef.current;
    if (container === null) return undefined;
    let isGone = false;
    let session: MapSession | null = null;
    const start = async () => {
      const description = await fetchBasemapDescription();
      if (isGone) return;
      session = createMapSession({
        container,
        theme: firstThemeRef.current,
        description,
        frameStore,
        reducedMotion,
      });
      observeMap(session);
      // What waits for it begins by itself after a while, so nothing is lost with this word.
      session.ground.map.once('idle', () => void shellClient.tellMapDrawn().catch(() => undefined));
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
      <div ref={hostRef} className={classes.host} />
      {state.kind === 'shown' && <MapBindings session={state.session} />}
      {state.kind === 'failed' && (
        <p role="alert" className={classes.failure}>
          {t('screen.mapFailed')}
        </p>
      )}
    </>
  );
}
