import { engineStates } from './fleet-frame.wire.ts';
import type { FleetState } from './fleet-state.ts';
import { readLastAddresses } from './measurement-repository.ts';
import { readGatewayConditions, readVehicleIndex, type Database } from './repository.ts';
import type { TrackStore } from './store/index.ts';
import { readingKinds } from './tables.ts';

/** The fleet's present as the database knows it. */
export async function loadFleet(
  { db, store }: { readonly db: Database; readonly store: Pick<TrackStore, 'readNewest'> },
  fleet: FleetState,
  slots: Map<string, number>,
): Promise<void> {
  for (const { slot, id, isListed, hasPrivacyButton } of await readVehicleIndex(db)) {
    slots.set(id, slot);
    fleet.setVehicle(slot, isListed, hasPrivacyButton);
  }
  for (const { slot, condition } of await readGatewayConditions(db)) fleet.setGateway(slot, condition);
  const addresses = new Map((await readLastAddresses(db)).map((row) => [row.slot, row]));
  const { fixes, readings } = await store.readNewest();
  for (const [slot, timeMs, latitudeE6, longitudeE6, speedDeciMph, headingDeg] of fixes) {
    const words = addresses.get(slot);
    const address = words?.timeMs === timeMs ? words.address : null;
    fleet.applyFix(slot, { timeMs, latitudeE6, longitudeE6, speedDeciMph, headingDeg, address });
  }
  for (const { slot, kind, ...latest } of readings) {
    if (kind === readingKinds.engine) {
      fleet.applyEngine(slot, latest.timeMs, engineStates[latest.value] ?? 'unknown');
      fleet.setEngineRun(slot, latest);
    } else if (kind === readingKinds.fuelPercent) fleet.applyFuel(slot, latest.timeMs, latest.value);
    else if (kind === readingKinds.speedLimitMph) fleet.applySpeedLimit(slot, latest.timeMs, latest.value);
  }
}
