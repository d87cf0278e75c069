import { useState, type KeyboardEvent } from 'react';
import type { Vehicle } from '../../src-main/core/operations/telematics/contract.ts';
import type { GridInSight } from '../ui/data-grid/data-grid.tsx';
import { createTypedName, nextIndex } from '../ui/data-grid/list-keys.ts';
import { useFleetView } from './fleet-view-store.ts';
import { findByTypedName } from './vehicle-search.ts';

interface ListKeysOptions {
  readonly vehicles: readonly Vehicle[];
  readonly activeIndex: number;
  readonly onMove: (index: number, list: GridInSight) => void;
  readonly onOpen: (vehicleId: string) => void;
}

/** Escape puts away one thing at a time: the card, then the search. */
function escape(): void {
  const view = useFleetView.getState();
  if (view.selectedVehicleId !== null) view.selectVehicle(null);
  else view.setSearch('');
}

/** The keyboard of the vehicle list: move, page, jump by typing, open, put away. */
export function useListKeys(options: ListKeysOptions): (event: KeyboardEvent, list: GridInSight) => void {
  const [typedName] = useState(createTypedName);
  const { vehicles, activeIndex, onMove, onOpen } = options;
  return (event, list) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const moved = nextIndex(event.key, activeIndex, vehicles.length, list.pageCount);
    if (moved !== null) {
      event.preventDefault();
      onMove(moved, list);
      return;
    }
    if (event.key === 'Enter') {
      const active = vehicles[activeIndex];
      if (active !== undefined) onOpen(active.id);
      return;
    }
    if (event.key === 'Escape') {
      escape();
      return;
    }
    if (event.key === '?') return;
    const typed = typedName.press(event.key, event.timeStamp);
    if (typed === null) return;
    event.preventDefault();
    // The first letter looks from the next row on, so that pressing it again goes through all of that letter.
    const found = findByTypedName(vehicles, typed, Math.max(0, activeIndex + (typed.length === 1 ? 1 : 0)));
    if (found >= 0) onMove(found, list);
  };
}
