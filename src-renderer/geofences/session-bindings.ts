import { useEffect, useMemo } from 'react';
import { useTheme } from '../app/use-theme.ts';
import { useRoster } from '../fleet-map/roster-store.ts';
import { useShellState } from '../platform/shell-store.ts';
import type { Drawing } from './drawing.ts';
import { boundsOf } from './geofence-area.ts';
import { geofenceColours } from './geofence-colours.ts';
import { readArea, withArea } from './geofence-form.ts';
import type { GeofenceSession } from './geofence-session.ts';
import { useGeofences } from './geofence-store.ts';
import { useGeofenceView } from './geofence-view-store.ts';

/** Each hook here carries one thing from the stores to the map of the screen. */

export function useLook(session: GeofenceSession): void {
  const theme = useTheme();
  const smoothMotion = useShellState(({ shell }) => shell?.settings.smoothMotion ?? true);
  const roster = useRoster((state) => state.roster);
  useEffect(() => {
    session.ground.setTheme(theme);
    session.vehicles.setTheme(theme);
  }, [session, theme]);
  useEffect(() => session.vehicles.setSmooth(smoothMotion), [session, smoothMotion]);
  useEffect(() => session.vehicles.refreshNames(), [session, roster]);
}

export function useGeofencesShown(session: GeofenceSession): void {
  const theme = useTheme();
  const geofences = useGeofences((state) => state.geofences);
  const selectedId = useGeofenceView((view) => view.selectedId);
  const hiddenId = useGeofenceView((view) => view.form?.id ?? null);
  useEffect(() => {
    session.geofences.set({ geofences: geofences ?? [], theme, selectedId, hiddenId });
  }, [session, geofences, theme, selectedId, hiddenId]);
}

export function useFocus(session: GeofenceSession): void {
  const focusCount = useGeofenceView((view) => view.focusCount);
  useEffect(() => {
    const { selectedId } = useGeofenceView.getState();
    const geofence = selectedId === null ? undefined : useGeofences.getState().byId.get(selectedId);
    const bounds = geofence === undefined ? null : boundsOf([geofence.area]);
    if (focusCount > 0 && bounds !== null) session.focus(bounds);
  }, [session, focusCount]);
}

/** The drawing library comes with the first edit: most desks only look. */
async function startDrawing(session: GeofenceSession, colour: string): Promise<Drawing> {
  const { createDrawing } = await import('./drawing.ts');
  const { map } = session.ground;
  if (!map.isStyleLoaded()) await map.once('idle');
  return createDrawing({
    map,
    colour: colour as `#${string}`,
    onArea: (area) => {
      const { form, replace } = useGeofenceView.getState();
      if (form !== null) replace(withArea(form, area));
    },
    onToolDone: () => useGeofenceView.getState().take(null),
  });
}

/** While a form is open, its area has handles on the map; the tool in hand draws a new one. */
export function useDrawing(session: GeofenceSession): void {
  const isEditing = useGeofenceView((view) => view.form !== null);
  const type = useGeofenceView((view) => view.form?.type ?? 'other');
  const colour = geofenceColours[useTheme()][type];
  const drawing = useMemo(
    () => (isEditing ? startDrawing(session, colour) : null),
    [session, isEditing, colour],
  );
  useEffect(() => {
    if (drawing === null) return undefined;
    let shown: Drawing | null = null;
    const show = () => {
      const { form, tool } = useGeofenceView.getState();
      if (shown === null || form === null) return;
      shown.take(tool);
      const read = readArea(form);
      shown.show('area' in read ? read.area : null);
    };
    let isGone = false;
    drawing.then((ready) => {
      if (isGone) {
        ready.destroy();
        return;
      }
      shown = ready;
      show();
    }, reportError);
    const unsubscribe = useGeofenceView.subscribe(show);
    return () => {
      isGone = true;
      unsubscribe();
      shown?.destroy();
    };
  }, [drawing]);
}
