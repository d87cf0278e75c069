import { useEffect } from 'react';
import { useFleetView } from './fleet-view-store.ts';
import { frameStore } from './frames-feed.ts';
import { useMapFilterStore } from './map-filter-store.ts';
import { directionOf, nearestTo, nextInDirection, type Direction, type PlacedVehicle } from './map-keys.ts';
import type { MapSession } from './map-session.ts';
import { useRoster } from './roster-store.ts';

const panStepPx = 100;
const panMs = 200;
/** A chosen truck closer to the edge than this is brought further in. */
const edgePx = 60;

const panSteps: Readonly<Record<Direction, [number, number]>> = {
  left: [-panStepPx, 0],
  right: [panStepPx, 0],
  up: [0, -panStepPx],
  down: [0, panStepPx],
};

function placeOf(session: MapSession, slot: number): PlacedVehicle | null {
  const row = frameStore.get(slot);
  if (row === null || row.timeMs === null) return null;
  const { x, y } = session.ground.map.project([row.longitude, row.latitude]);
  return { slot, x, y };
}

/** What a search or filter took out of sight is passed over. */
function* placedVehicles(session: MapSession): Generator<PlacedVehicle> {
  const shownSlots = useMapFilterStore.getState().filter?.shownSlots;
  for (const slot of frameStore.slots()) {
    const place = shownSlots === undefined || shownSlots.has(slot) ? placeOf(session, slot) : null;
    if (place !== null) yield place;
  }
}

function chosenPlace(session: MapSession): PlacedVehicle | null {
  const { selectedVehicleId } = useFleetView.getState();
  const vehicle = useRoster.getState().roster?.byId.get(selectedVehicleId ?? '');
  return vehicle === undefined ? null : placeOf(session, vehicle.slot);
}

function bringIntoView(session: MapSession, slot: number): void {
  const { map } = session.ground;
  const place = placeOf(session, slot);
  if (place === null) return;
  const { clientWidth, clientHeight } = map.getContainer();
  const isInside =
    place.x > edgePx && place.x < clientWidth - edgePx && place.y > edgePx && place.y < clientHeight - edgePx;
  if (isInside) return;
  map.panBy([place.x - clientWidth / 2, place.y - clientHeight / 2], { duration: panMs });
}

function walk(session: MapSession, direction: Direction): void {
  const { clientWidth, clientHeight } = session.ground.map.getContainer();
  const chosen = chosenPlace(session);
  const next =
    chosen === null
      ? nearestTo(placedVehicles(session), { x: clientWidth / 2, y: clientHeight / 2 })
      : nextInDirection(placedVehicles(session), chosen, direction);
  const vehicle = next === null ? undefined : useRoster.getState().roster?.bySlot.get(next);
  if (next === null || vehicle === undefined) return;
  useFleetView.getState().selectVehicle(vehicle.id);
  bringIntoView(session, next);
}

function obey(session: MapSession, event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  const view = useFleetView.getState();
  const direction = directionOf(event.key);
  if (direction !== null) {
    if (event.shiftKey) session.ground.map.panBy(panSteps[direction], { duration: panMs });
    else walk(session, direction);
    return true;
  }
  if (view.selectedVehicleId === null || (event.key !== 'Enter' && event.key !== 'Escape')) return false;
  view.selectVehicle(event.key === 'Enter' ? view.selectedVehicleId : null, { focus: event.key === 'Enter' });
  return true;
}

/** The keyboard of the map itself: arrows go from truck to truck, as they do in the list. MapLibre's own would pan. */
export function useMapKeys(session: MapSession): void {
  useEffect(() => {
    const canvas = session.ground.map.getCanvas();
    const container = session.ground.map.getContainer();
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.target !== canvas || !obey(session, event)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    // On its way down, before MapLibre hears of it.
    container.addEventListener('keydown', onKeyDown, { capture: true });
    return () => container.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [session]);
}
