import { create } from 'zustand';
import { createJSONStorage, persist } from 'zustand/middleware';
import { windowKind } from '../platform/window-kind.ts';
import type { FleetBounds } from './fleet-bounds.ts';
import { noFilter, type VehicleFilter } from './vehicle-filter.ts';
import type { SortColumn, VehicleSort } from './vehicle-order.ts';

/** Vehicles under one cluster that a person opened, and where on the map. */
export interface OpenCluster {
  readonly slots: readonly number[];
  readonly xPx: number;
  readonly yPx: number;
}

interface FleetView {
  readonly selectedVehicleId: string | null;
  /** Grows with every wish to bring the chosen vehicle into view. */
  readonly focusCount: number;
  readonly isFollowing: boolean;
  readonly trailShown: boolean;
  readonly search: string;
  readonly filter: VehicleFilter;
  readonly sort: VehicleSort;
  readonly listShown: boolean;
  readonly listWidthPx: number;
  readonly cluster: OpenCluster | null;
  /** Where the fleet was when the map was last opened on it, to open there again before the fleet is known. */
  readonly lastFleetBounds: FleetBounds | null;
  /** `focus`: also move the map there. */
  selectVehicle(vehicleId: string | null, options?: { readonly focus: boolean }): void;
  setFollowing(isFollowing: boolean): void;
  setTrailShown(trailShown: boolean): void;
  setSearch(search: string): void;
  setFilter(change: Partial<VehicleFilter>): void;
  clearFinding(): void;
  sortBy(column: SortColumn): void;
  setListShown(listShown: boolean): void;
  setListWidth(listWidthPx: number): void;
  openCluster(cluster: OpenCluster | null): void;
  rememberFleetBounds(bounds: FleetBounds): void;
}

export const listWidthMinPx = 300;
export const listWidthMaxPx = 900;
/** Wide enough for every column; on a large screen for long names as well. */
const listWidthFirst = (): number => (window.innerWidth >= 1_800 ? 720 : 560);

/** Columns where the large value is the interesting one start with it. */
const descendingFirst: ReadonlySet<SortColumn> = new Set(['speed', 'age']);

function nextSort(sort: VehicleSort, column: SortColumn): VehicleSort {
  if (column === 'needsMe') return { column, direction: 'ascending' };
  if (sort.column !== column) {
    return { column, direction: descendingFirst.has(column) ? 'descending' : 'ascending' };
  }
  return { column, direction: sort.direction === 'ascending' ? 'descending' : 'ascending' };
}

const clampWidth = (widthPx: number): number =>
  Math.round(Math.min(listWidthMaxPx, Math.max(listWidthMinPx, widthPx)));

/** What the person chose to see of the fleet. Kept from one day to the next: the look of the list, the fleet's place. */
export const useFleetView = create<FleetView>()(
  persist(
    (set) => ({
      selectedVehicleId: null,
      focusCount: 0,
      isFollowing: false,
      trailShown: false,
      search: '',
      filter: noFilter,
      sort: { column: 'needsMe', direction: 'ascending' },
      listShown: true,
      listWidthPx: listWidthFirst(),
      cluster: null,
      lastFleetBounds: null,
      selectVehicle: (selectedVehicleId, options) =>
        set((view) => ({
          selectedVehicleId,
          cluster: null,
          isFollowing:
            selectedVehicleId !== null && selectedVehicleId === view.selectedVehicleId && view.isFollowing,
          trailShown: selectedVehicleId !== null && view.trailShown,
          focusCount: view.focusCount + (options?.focus ? 1 : 0),
        })),
      setFollowing: (isFollowing) => set({ isFollowing }),
      setTrailShown: (trailShown) => set({ trailShown }),
      setSearch: (search) => set({ search }),
      setFilter: (change) => set((view) => ({ filter: { ...view.filter, ...change } })),
      clearFinding: () => set({ search: '', filter: noFilter }),
      sortBy: (column) => set((view) => ({ sort: nextSort(view.sort, column) })),
      setListShown: (listShown) => set({ listShown }),
      setListWidth: (widthPx) => set({ listWidthPx: clampWidth(widthPx) }),
      openCluster: (cluster) => set({ cluster }),
      rememberFleetBounds: (lastFleetBounds) => set({ lastFleetBounds }),
    }),
    {
      // Windows share this storage: each keeps what it was told.
      name: windowKind === 'desk' ? 'fleet-view' : 'fleet-view-of-wall',
      version: 1,
      storage: createJSONStorage(() => localStorage),
      partialize: ({ sort, listShown, listWidthPx, lastFleetBounds }) => ({
        sort,
        listShown,
        listWidthPx,
        lastFleetBounds,
      }),
    },
  ),
);
