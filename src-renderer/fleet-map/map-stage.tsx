import { ClusterList } from './cluster-list.tsx';
import { FleetEmptyState } from './fleet-empty-state.tsx';
import { MapHost } from './map-host.tsx';
import { useRoster } from './roster-store.ts';
import { VehicleCard } from './vehicle-card.tsx';

/** The map and what lies over it: why it is empty, an open cluster, the chosen vehicle. */
export function MapStage() {
  const hasVehicles = useRoster(({ roster }) => (roster?.vehicles.length ?? 0) > 0);
  return (
    <>
      <MapHost />
      {!hasVehicles && <FleetEmptyState />}
      <ClusterList />
      <VehicleCard />
    </>
  );
}
