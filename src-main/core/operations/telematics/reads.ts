import type { OpenDatabase } from '../../database/connection.ts';
import type { TelematicsSchema } from '../../database/schema.ts';
import { cacheTtlMs, createCache } from '../../platform/cache.ts';
import type { Clock } from '../../platform/clock.ts';
import { AppError } from '../../platform/errors.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { Trail, VehicleCard } from './contract.ts';
import { unknownU8 } from './fleet-frame.wire.ts';
import type { FleetState } from './fleet-state.ts';
import { readMeasurements } from './measurement-repository.ts';
import { readStoredCard } from './roster-repository.ts';
import type { TrackStore } from './store/index.ts';
import { trailOf } from './trail.ts';

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
  readonly store: Pick<TrackStore, 'readTrack'>;
  readonly fleet: FleetState;
  readonly slots: ReadonlyMap<string, number>;
  readonly clock: Clock;
  readonly metrics: Metrics;
}) {
  const { database, store, fleet, slots, clock, metrics } = deps;
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
    async readTrail({ vehicleId, fromMs, toMs, pointCountMax }: TrailSpan): Promise<Trail> {
      const slot = slotOf(vehicleId);
      const version = fleet.table().historyVersion[slot] ?? 0;
      const key = [fleet.generation(), slot, version, fromMs, toMs, pointCountMax].join();
      return trails.getOrLoad(key, async () =>
        trailOf(await store.readTrack({ slot, fromMs, toMs }), pointCountMax),
      );
    },
    forget: () => trails.clear(),
  };
}
