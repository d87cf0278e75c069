import { useEffect } from 'react';
import type { Vehicle } from '../../src-main/core/operations/telematics/contract.ts';
import { useFleetView } from './fleet-view-store.ts';
import { useMapFilterStore } from './map-filter-store.ts';
import { countFilters } from './vehicle-filter.ts';

/** Tells the map what the list shows, so that both are the same fleet. With the list put away the map shows all. */
export function useMapFilter(vehicles: readonly Vehicle[]): void {
  const isFiltered = useFleetView((view) => countFilters(view.filter) > 0);
  const isSearched = useFleetView((view) => view.search.trim() !== '');
  useEffect(() => {
    const filter =
      isFiltered || isSearched
        ? {
            shownSlots: new Set(vehicles.map((vehicle) => vehicle.slot)),
            others: isFiltered ? ('hidden' as const) : ('dimmed' as const),
          }
        : null;
    useMapFilterStore.setState({ filter });
  }, [vehicles, isFiltered, isSearched]);
  useEffect(() => () => useMapFilterStore.setState({ filter: null }), []);
}
