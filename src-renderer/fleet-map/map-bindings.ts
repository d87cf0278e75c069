import { useEffect } from 'react';
import { useTheme } from '../app/use-theme.ts';
import { useShellState } from '../platform/shell-store.ts';
import { fetchBasemapDescription } from './basemap/create-map.ts';
import { useFleetView } from './fleet-view-store.ts';
import { frameStore } from './frames-feed.ts';
import { useMapFilterStore, type MapFilter } from './map-filter-store.ts';
import type { MapSession } from './map-session.ts';
import { useRoster } from './roster-store.ts';
import { maskValues } from './vehicle-layer/index.ts';

/** Each hook here carries one thing from the stores to the map; the map never asks. */

export function useMapLook(session: MapSession): void {
  const theme = useTheme();
  const labelsVisible = useShellState(({ shell }) => shell?.settings.labelsVisible ?? true);
  const smoothMotion = useShellState(({ shell }) => shell?.settings.smoothMotion ?? true);
  const roster = useRoster((state) => state.roster);
  useEffect(() => {
    session.ground.setTheme(theme);
    session.vehicles.setTheme(theme);
  }, [session, theme]);
  useEffect(() => session.vehicles.setLabels(labelsVisible), [session, labelsVisible]);
  useEffect(() => session.vehicles.setSmooth(smoothMotion), [session, smoothMotion]);
  useEffect(() => session.vehicles.refreshNames(), [session, roster]);
}

/** Another map source in the settings, or the shell falling back from it, asks the shell anew what it serves. */
export function useBasemapSource(session: Pick<MapSession, 'ground'>): void {
  const source = useShellState(({ shell }) => shell?.settings.basemapSource ?? null);
  const hasFallenBack = useShellState(({ shell }) =>
    shell?.notices.some(({ code }) => code === 'basemap-fallback'),
  );
  useEffect(() => {
    if (source === null) return undefined;
    let isCurrent = true;
    fetchBasemapDescription().then((description) => {
      if (isCurrent) session.ground.setBasemap(description);
    }, reportError);
    return () => {
      isCurrent = false;
    };
  }, [session, source, hasFallenBack]);
}

const slotOf = (vehicleId: string | null): number | null =>
  vehicleId === null ? null : (useRoster.getState().roster?.byId.get(vehicleId)?.slot ?? null);

export function useSelectionOnMap(session: MapSession): void {
  const selectedId = useFleetView((view) => view.selectedVehicleId);
  const focusCount = useFleetView((view) => view.focusCount);
  const isFollowing = useFleetView((view) => view.isFollowing);
  useEffect(() => {
    const slot = slotOf(selectedId);
    session.vehicles.select(slot === null ? [] : [slot]);
  }, [session, selectedId]);
  useEffect(() => {
    const slot = focusCount === 0 ? null : slotOf(useFleetView.getState().selectedVehicleId);
    const row = slot === null ? null : frameStore.get(slot);
    if (row !== null && row.timeMs !== null) session.focus(row.longitude, row.latitude);
  }, [session, focusCount]);
  useEffect(() => {
    const slot = isFollowing ? slotOf(selectedId) : null;
    if (slot === null) return undefined;
    const follow = () => {
      const row = frameStore.get(slot);
      if (row !== null && row.timeMs !== null) session.follow(row.longitude, row.latitude);
    };
    follow();
    return frameStore.subscribeSlot(slot, follow);
  }, [session, selectedId, isFollowing]);
}

/** A byte for every slot that could be on the map. */
function maskOf(filter: MapFilter | null): Uint8Array | null {
  if (filter === null) return null;
  const slots = frameStore.slots();
  const mask = new Uint8Array((slots.at(-1) ?? 0) + 1).fill(maskValues[filter.others]);
  for (const slot of filter.shownSlots) if (slot < mask.length) mask[slot] = maskValues.shown;
  return mask;
}

export function useFilterOnMap(session: MapSession): void {
  const filter = useMapFilterStore((state) => state.filter);
  useEffect(() => session.vehicles.setFilter(maskOf(filter)), [session, filter]);
}

/** Once, when the first positions are known; after that the view belongs to the person. */
export function useFirstView(session: MapSession): void {
  useEffect(() => {
    if (session.openOnFleet()) return undefined;
    const unsubscribe = frameStore.subscribe(() => {
      if (session.openOnFleet()) unsubscribe();
    });
    return unsubscribe;
  }, [session]);
}
