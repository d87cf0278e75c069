import { useState, type KeyboardEvent } from 'react';
import type { Vehicle } from '../../src-main/core/operations/telematics/contract.ts';
import { useFleetView } from './fleet-view-store.ts';
import { createTypedName, nextIndex } from './list-keys.ts';
import { findByTypedName } from './vehicle-search.ts';

interface ListKeysOptions {
  readonly vehicles: readonly Vehicle[];
  readonly activeIndex: number;
  /** Rows in sight. */
  readonly readPageCount: () => number;
  readonly onMove: (index: number) => void;
  readonly onOpen: (vehicleId: string) => void;
}

/** Escape puts away one thing at a time: the card, then the search. */
function escape(): void {
  const view = useFleetView.getState();
  if (view.selectedVehicleId !== null) view.selectVehicle(null);
  else view.setSearch('');
}

/** The keyboard of the vehicle list: move, page, jump by typing, open, put away. */
export function useListKeys(options: ListKeysOptions): (event: KeyboardEvent) => void {
  const [typedName] = useState(createTypedName);
  const { vehicles, activeIndex, readPageCount, onMove, onOpen } = options;
  return (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return;
    const moved = nextIndex(event.key, activeIndex, vehicles.length, readPageCount());
    if (moved !== null) {
      event.preventDefault();
      onMove(moved);
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
    if (found >= 0) onMove(found);
  };
}
