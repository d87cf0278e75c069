import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import type { Vehicle } from '../../src-main/core/operations/telematics/contract.ts';
import { useFleetView } from './fleet-view-store.ts';
import { frameStore } from './frames-feed.ts';
import { useRoster } from './roster-store.ts';
import { countVehicles, filterVehicles, type VehicleCounts } from './vehicle-filter.ts';
import { orderVehicles, rankTexts } from './vehicle-order.ts';
import { indexVehicles, searchVehicles } from './vehicle-search.ts';

/** Statuses and ages change all the time; the order of a list must not, or nobody can hit a row. */
const orderPeriodMs = 2_000;

/** The vendor's clock, or ours before the first frame. */
export const fleetNowMs = (): number => frameStore.serverNowMs() ?? Date.now();

/** Grows when the list should be worked out again: every two seconds unless held, and at once with a new snapshot. */
function useOrderBeat(isHeld: boolean): number {
  const [beat, setBeat] = useState(0);
  useEffect(() => {
    if (isHeld) return undefined;
    const grow = () => setBeat((count) => count + 1);
    const timer = setInterval(grow, orderPeriodMs);
    const unsubscribe = frameStore.subscribe((change) => {
      if (change.kind !== 'delta') grow();
    });
    return () => {
      clearInterval(timer);
      unsubscribe();
    };
  }, [isHeld]);
  return beat;
}

export interface VisibleVehicles {
  readonly vehicles: readonly Vehicle[];
  readonly counts: VehicleCounts;
  readonly totalCount: number;
}

const noVehicles: readonly Vehicle[] = [];

/** The vehicles the person asked for, searched, filtered and in order. `isHeld` keeps the order as it is. */
export function useVisibleVehicles(isHeld: boolean): VisibleVehicles {
  const all = useRoster(({ roster }) => roster?.vehicles ?? noVehicles);
  const search = useDeferredValue(useFleetView((view) => view.search));
  const filter = useFleetView((view) => view.filter);
  const sort = useFleetView((view) => view.sort);
  const beat = useOrderBeat(isHeld);
  const index = useMemo(() => indexVehicles(all), [all]);
  const ranks = useMemo(() => rankTexts(all), [all]);
  const found = useMemo(() => searchVehicles(index, search), [index, search]);
  return useMemo(() => {
    // The frame store lives outside React: `beat` says when it is read again.
    void beat;
    const nowMs = fleetNowMs();
    const fitting = filterVehicles(found, filter, frameStore.get, nowMs);
    return {
      vehicles: orderVehicles({ vehicles: fitting, ranks, position: frameStore.get, sort, nowMs }),
      counts: countVehicles(all, frameStore.get, nowMs),
      totalCount: all.length,
    };
  }, [all, found, filter, ranks, sort, beat]);
}
