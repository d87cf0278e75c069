import type { OpenDatabase } from '../../database/connection.ts';
import type { TelematicsSchema } from '../../database/schema.ts';
import { cacheTtlMs, createCache } from '../../platform/cache.ts';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { Trail, VehicleCard } from './contract.ts';
import { unknownU8 } from './fleet-frame.wire.ts';
import type { FleetState } from './fleet-state.ts';
import { readMeasurements, readTrail } from './fixes/repository.ts';
import { readStoredCard } from './roster-repository.ts';

export interface TrailSpan {
  readonly vehicleId: string;
  readonly fromMs: number;
  readonly toMs: number;
  readonly pointCountMax: number;
}

const trailCountMax = 64;

/** What desks ask about one vehicle. Throws `telematics/unknown-vehicle`. */
export function createReads(deps: {
  readonly database: Pick<OpenDatabase<TelematicsSchema>, 'db'>;
  readonly fleet: FleetState;
  readonly slots: ReadonlyMap<string, number>;
  readonly clock: Clock;
  readonly metrics: Metrics;
}) {
  const { database, fleet, slots, clock, metrics } = deps;
  const trails = createCache<string, Trail>({
    name: 'trail',
    ttlMs: cacheTtlMs.telematics,
    entryCountMax: trailCountMax,
    clock,
    metrics,
  });

  const unknownVehicle = () =>
    new AppError('telematics/unknown-vehicle', 'No vehicle with this id is known.');

  function slotOf(vehicleId: string): number {
    const slot = slots.get(vehicleId);
    if (slot === undefined) throw unknownVehicle();
    return slot;
  }

  return {
    /** Not cached: it must show what was just stored, and is read at most once a second per open card. */
    async readCard(vehicleId: string): Promise<VehicleCard> {
      const slot = slotOf(vehicleId);
      const stored = await readStoredCard(database.db, vehicleId);
      if (!stored) throw unknownVehicle();
      const { fuelPercent, fuelTimeMs } = fleet.table();
      const isFuelKnown = (fuelPercent[slot] ?? unknownU8) !== unknownU8;
      return {
        ...stored,
        address: fleet.address(slot),
        fuelPercent: isFuelKnown ? (fuelPercent[slot] ?? null) : null,
        fuelSeenAtMs: isFuelKnown ? (fuelTimeMs[slot] ?? null) : null,
        ...(await readMeasurements(database.db, slot)),
      };
    },
    /** The cache's key names the state of the vehicle's history, so no answer is served after another fix came in. */
    async readTrail(span: TrailSpan): Promise<Trail> {
      const slot = slotOf(span.vehicleId);
      const version = fleet.table().historyVersion[slot] ?? 0;
      const key = [fleet.generation(), slot, version, span.fromMs, span.toMs, span.pointCountMax].join();
      return trails.getOrLoad(key, () => readTrail(database.db, { ...span, slot }));
    },
    forget: () => trails.clear(),
  };
}
