import type { OpenDatabase } from '../../../database/connection.ts';
import type { TelematicsSchema } from '../../../database/schema.ts';
import type { FleetState } from '../fleet-state.ts';
import type { TrackStore } from '../store/index.ts';
import { readTrips } from '../trips/repository.ts';
import { createExport } from './export.ts';
import { createMissingSpans } from './missing-spans.ts';
import { createReviewRouter } from './router.ts';
import { createReview } from './service.ts';
import { createTrackSource } from './track-source.ts';

export { recordAssignments } from './assignment-repository.ts';

/** The past of vehicles: what is stored, thinned, cut into stops and trips, and written as a file. */
export function createReviewModule(deps: {
  readonly database: Pick<OpenDatabase<TelematicsSchema>, 'db'>;
  readonly fleet: Pick<FleetState, 'table'>;
  readonly slots: ReadonlyMap<string, number>;
  readonly serverNowMs: () => number;
  readonly store: TrackStore;
}) {
  const { database, fleet, slots, serverNowMs } = deps;
  const source = createTrackSource(deps.store);
  const missing = createMissingSpans();
  const review = createReview({
    database,
    source,
    slots,
    newestFixMs: (slot) => fleet.table().timeMs[slot] ?? 0,
    missing: missing.list,
    readTrips: (vehicleId, fromMs, toMs) => readTrips(database.db, vehicleId, fromMs, toMs),
  });
  const exportPart = createExport({ database, source, slots, serverNowMs });
  return { router: createReviewRouter(review, exportPart), missing };
}
