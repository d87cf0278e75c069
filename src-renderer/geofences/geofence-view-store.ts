import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import { noFilter, type GeofenceFilter } from './geofence-filter.ts';
import type { GeofenceForm } from './geofence-form.ts';

export type DrawTool = 'circle' | 'polygon' | 'rectangle';

interface GeofenceView {
  readonly selectedId: string | null;
  /** Grows with every wish to bring the chosen geofence into view. */
  readonly focusCount: number;
  readonly tab: 'list' | 'events';
  readonly filter: GeofenceFilter;
  /** What is being entered or changed; `null`: nothing. */
  readonly form: GeofenceForm | null;
  readonly tool: DrawTool | null;
  /** On the live map as well. */
  readonly isOnLiveMap: boolean;
  select(id: string | null, options?: { readonly focus: boolean }): void;
  showTab(tab: 'list' | 'events'): void;
  setFilter(change: Partial<GeofenceFilter>): void;
  clearFilter(): void;
  open(form: GeofenceForm): void;
  change(change: Partial<GeofenceForm>): void;
  replace(form: GeofenceForm): void;
  close(): void;
  take(tool: DrawTool | null): void;
  setOnLiveMap(isOnLiveMap: boolean): void;
}

/** What the person chose to see of the geofences. Only whether they are on the live map is kept from day to day. */
export const useGeofenceView = create<GeofenceView>()(
  persist(
    (set) => ({
      selectedId: null,
      focusCount: 0,
      tab: 'list',
      filter: noFilter,
      form: null,
      tool: null,
      isOnLiveMap: false,
      select: (selectedId, options) =>
        set((view) => ({
          selectedId,
          form: null,
          tool: null,
          focusCount: view.focusCount + (options?.focus ? 1 : 0),
        })),
      showTab: (tab) => set({ tab }),
      setFilter: (change) => set((view) => ({ filter: { ...view.filter, ...change } })),
      clearFilter: () => set({ filter: noFilter }),
      open: (form) => set({ form, tool: null, selectedId: form.id }),
      change: (change) => set((view) => (view.form === null ? {} : { form: { ...view.form, ...change } })),
      replace: (form) => set((view) => (view.form === null ? {} : { form })),
      close: () => set({ form: null, tool: null }),
      take: (tool) => set({ tool }),
      setOnLiveMap: (isOnLiveMap) => set({ isOnLiveMap }),
    }),
    {
      name: 'geofence-view',
      version: 1,
      storage: createJSONStorage(() => localStorage),
      partialize: ({ isOnLiveMap }) => ({ isOnLiveMap }),
    },
  ),
);
