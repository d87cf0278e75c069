import { create } from 'zustand';
import type { AccuracyColumn, AccuracySort } from './accuracy-rows.ts';

/** Hours that can be looked at: the present one with the one before it, or a whole day. */
export const accuracySpans = [2, 24] as const;
export type AccuracySpan = (typeof accuracySpans)[number];

interface AccuracyView {
  readonly hours: AccuracySpan;
  readonly search: string;
  readonly onlyTroubled: boolean;
  readonly sort: AccuracySort;
  setHours(hours: AccuracySpan): void;
  setSearch(search: string): void;
  setOnlyTroubled(onlyTroubled: boolean): void;
  clearFinding(): void;
  sortBy(column: AccuracyColumn): void;
}

/** Numbers begin with the worst, names with the first letter. */
function nextSort(sort: AccuracySort, column: AccuracyColumn): AccuracySort {
  if (sort.column === column) {
    return { column, direction: sort.direction === 'ascending' ? 'descending' : 'ascending' };
  }
  return { column, direction: column === 'truck' ? 'ascending' : 'descending' };
}

/** What the person chose to see of the accuracy. Nothing of it outlives the window. */
export const useAccuracyView = create<AccuracyView>((set) => ({
  hours: 24,
  search: '',
  onlyTroubled: false,
  sort: { column: 'trouble', direction: 'descending' },
  setHours: (hours) => set({ hours }),
  setSearch: (search) => set({ search }),
  setOnlyTroubled: (onlyTroubled) => set({ onlyTroubled }),
  clearFinding: () => set({ search: '', onlyTroubled: false }),
  sortBy: (column) => set((view) => ({ sort: nextSort(view.sort, column) })),
}));
