import type { Map as MapLibreMap } from 'maplibre-gl';
import { useEffect } from 'react';
import { useTheme } from '../app/use-theme.ts';
import { createGeofenceLayer } from './geofence-layer.ts';
import { useGeofences } from './geofence-store.ts';
import { useGeofenceView } from './geofence-view-store.ts';

/** Geofences under the vehicles of another map, while the person wants them there. */
export function useGeofencesOnMap(map: MapLibreMap): void {
  const theme = useTheme();
  const isShown = useGeofenceView((view) => view.isOnLiveMap);
  useEffect(() => {
    if (!isShown) return undefined;
    const layer = createGeofenceLayer(map);
    const show = () => {
      const geofences = useGeofences.getState().geofences ?? [];
      layer.set({ geofences, theme, selectedId: null, hiddenId: null });
    };
    show();
    const unsubscribe = useGeofences.subscribe(show);
    return () => {
      unsubscribe();
      layer.destroy();
    };
  }, [map, isShown, theme]);
}
