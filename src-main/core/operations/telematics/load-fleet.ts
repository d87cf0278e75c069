import type { FleetState } from './fleet-state.ts';
import {
  readNewestEngines,
  readNewestFixes,
  readNewestFuel,
  readNewestSpeedLimits,
} from './fixes/repository.ts';
import { readGatewayConditions, readVehicleIndex, type Database } from './repository.ts';

/** The fleet's present as the database knows it. Everything must be settled. */
export async function loadFleet(db: Database, fleet: FleetState, slots: Map<string, number>): Promise<void> {
  for (const { slot, id, isListed, hasPrivacyButton } of await readVehicleIndex(db)) {
    slots.set(id, slot);
    fleet.setVehicle(slot, isListed, hasPrivacyButton);
  }
  for (const { slot, condition } of await readGatewayConditions(db)) fleet.setGateway(slot, condition);
  for (const { slot, fix } of await readNewestFixes(db)) fleet.applyFix(slot, fix);
  for (const { slot, timeMs, sinceMs, engine } of await readNewestEngines(db)) {
    fleet.applyEngine(slot, timeMs, engine);
    fleet.setEngineSince(slot, sinceMs);
  }
  for (const { slot, timeMs, value } of await readNewestFuel(db)) fleet.applyFuel(slot, timeMs, value);
  for (const { slot, timeMs, value } of await readNewestSpeedLimits(db)) {
    fleet.applySpeedLimit(slot, timeMs, value);
  }
}
