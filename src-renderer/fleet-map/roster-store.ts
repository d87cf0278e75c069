import { create } from 'zustand';
import type { Vehicle } from '../../src-main/core/operations/telematics/contract.ts';
import { coreClient } from '../platform/client.ts';
import { followStream } from '../platform/follow-stream.ts';

export interface RosterView {
  readonly rosterVersion: number;
  readonly vehicles: readonly Vehicle[];
  readonly bySlot: ReadonlyMap<number, Vehicle>;
  readonly byId: ReadonlyMap<string, Vehicle>;
}

/** Who is in the fleet; `null` until the core's first word. Written by its feed only. */
export const useRoster = create<{ readonly roster: RosterView | null }>(() => ({ roster: null }));

export function startRosterFeed(): () => void {
  return followStream({
    open: (signal) => coreClient.telematics.watchRoster(undefined, { signal }),
    onItem: ({ rosterVersion, vehicles }) => {
      const bySlot = new Map(vehicles.map((vehicle) => [vehicle.slot, vehicle]));
      const byId = new Map(vehicles.map((vehicle) => [vehicle.id, vehicle]));
      useRoster.setState({ roster: { rosterVersion, vehicles, bySlot, byId } });
    },
  });
}
