import { create } from 'zustand';
import { noHoursFilter, type HoursColumn, type HoursFilter, type HoursSort } from './driver-rows.ts';

interface HoursView {
  readonly search: string;
  readonly filter: HoursFilter;
  readonly sort: HoursSort;
  readonly selectedDriverId: string | null;
  /** Day of the log shown, e.g. "2026-11-22"; `null`: today, whatever day that is at the driver's home. */
  readonly day: string | null;
  setSearch(search: string): void;
  setFilter(change: Partial<HoursFilter>): void;
  clearFinding(): void;
  sortBy(column: HoursColumn): void;
  /** Another driver begins with the same day: a dispatcher compares. */
  selectDriver(driverId: string | null): void;
  showDay(day: string | null): void;
}

function nextSort(sort: HoursSort, column: HoursColumn): HoursSort {
  const isTurned = sort.column === column && column !== 'outlook' && sort.direction === 'ascending';
  return { column, direction: isTurned ? 'descending' : 'ascending' };
}

/** What the person chose to see of the hours. Nothing of it outlives the window. */
export const useHoursView = create<HoursView>((set) => ({
  search: '',
  filter: noHoursFilter,
  sort: { column: 'outlook', direction: 'ascending' },
  selectedDriverId: null,
  day: null,
  setSearch: (search) => set({ search }),
  setFilter: (change) => set((view) => ({ filter: { ...view.filter, ...change } })),
  clearFinding: () => set({ search: '', filter: noHoursFilter }),
  sortBy: (column) => set((view) => ({ sort: nextSort(view.sort, column) })),
  selectDriver: (selectedDriverId) => set({ selectedDriverId }),
  showDay: (day) => set({ day }),
}));
