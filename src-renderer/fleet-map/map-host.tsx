import { useTranslation } from 'react-i18next';
import { useGeofencesOnMap } from '../geofences/use-geofences-on-map.ts';
import { shellClient } from '../platform/client.ts';
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
import { MapFrame, type MapStart } from './map-frame.tsx';
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

function openMap(start: MapStart): MapSession {
  const session = createMapSession({ ...start, frameStore });
  observeMap(session);
  // What waits for it begins by itself after a while, so nothing is lost with this word.
  session.ground.map.once('idle', () => void shellClient.tellMapDrawn().catch(() => undefined));
  return session;
}

/** The live map. */
export function MapHost() {
  const { t } = useTranslation('fleet');
  return (
    <MapFrame open={openMap} failedText={t('screen.mapFailed')}>
      {(session) => <MapBindings session={session} />}
    </MapFrame>
  );
}
