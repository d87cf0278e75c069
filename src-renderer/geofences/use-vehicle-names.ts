import { useRoster } from '../fleet-map/roster-store.ts';

/** How a vehicle is called now; `null`: it is not in the fleet any more. */
export function useVehicleNames(): (vehicleId: string) => string | null {
  const roster = useRoster((state) => state.roster);
  return (vehicleId) => roster?.byId.get(vehicleId)?.name ?? null;
}
