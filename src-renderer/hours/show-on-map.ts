import { useDesk } from '../app/desk-store.ts';
import { useFleetView } from '../fleet-map/fleet-view-store.ts';

export function showOnMap(vehicleId: string): void {
  useDesk.getState().goTo('map');
  useFleetView.getState().selectVehicle(vehicleId, { focus: true });
}
