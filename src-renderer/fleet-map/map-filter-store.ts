import { create } from 'zustand';

/** What the list lets through, for the map: `null` when everything. Written by the list only. */
export interface MapFilter {
  readonly shownSlots: ReadonlySet<number>;
  /** A search keeps the rest of the fleet faintly in sight; a filter takes it away. */
  readonly others: 'dimmed' | 'hidden';
}

export const useMapFilterStore = create<{ readonly filter: MapFilter | null }>(() => ({ filter: null }));
