import { useDeferredValue, useMemo, useState } from 'react';
import type { DutyDriver } from '../../src-main/core/operations/telematics/hours/contract.ts';
import { useRoster } from '../fleet-map/roster-store.ts';
import { useMinuteMs } from '../ui/ticker.ts';
import {
  countDrivers,
  filterDrivers,
  indexDrivers,
  orderDrivers,
  searchDrivers,
  type HoursCounts,
} from './driver-rows.ts';
import { useDutyBoard, vendorNowMs, type DutyBoardView } from './hours-store.ts';
import { useHoursView } from './hours-view-store.ts';

export interface VisibleDrivers {
  readonly drivers: readonly DutyDriver[];
  readonly counts: HoursCounts;
  readonly totalCount: number;
}

/** While somebody points at or walks through the rows, their order stays; what stands in them does not. */
function useHeldBoard(board: DutyBoardView | null, isHeld: boolean): DutyBoardView | null {
  const [held, setHeld] = useState(board);
  if (!isHeld && held !== board) setHeld(board);
  return isHeld ? held : board;
}

const noDrivers: readonly DutyDriver[] = [];
const noTags: readonly string[] = [];

/** Drivers as searched, filtered and sorted. */
export function useVisibleDrivers(isHeld: boolean): VisibleDrivers {
  const board = useDutyBoard((state) => state.board);
  const ordered = useHeldBoard(board, isHeld)?.drivers ?? noDrivers;
  const roster = useRoster((state) => state.roster);
  const search = useDeferredValue(useHoursView((view) => view.search));
  const filter = useHoursView((view) => view.filter);
  const sort = useHoursView((view) => view.sort);
  const minuteMs = useMinuteMs();
  // Made only when somebody searches: a new board comes every minute.
  const isSearching = search.trim() !== '';
  const index = useMemo(() => (isSearching ? indexDrivers(ordered) : null), [ordered, isSearching]);
  const found = useMemo(
    () => (index === null ? ordered : searchDrivers(index, search)),
    [index, ordered, search],
  );
  return useMemo(() => {
    // Nothing changes between two minutes but what the rows count down themselves.
    void minuteMs;
    const nowMs = vendorNowMs();
    const tagIdsOf = (vehicleId: string) => roster?.byId.get(vehicleId)?.tags.map(({ id }) => id) ?? noTags;
    return {
      drivers: orderDrivers(filterDrivers(found, filter, tagIdsOf, nowMs), sort, nowMs),
      counts: countDrivers(ordered, nowMs),
      totalCount: ordered.length,
    };
  }, [found, ordered, roster, filter, sort, minuteMs]);
}
