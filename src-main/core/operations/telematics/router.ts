import { implementContract } from '../../platform/implementer.ts';
import type { AccuracyRouter } from './accuracy/router.ts';
import type { HoursRouter } from './hours/router.ts';
import type { ReviewRouter } from './review/router.ts';
import { telematicsContract, type Roster, type Trail, type VehicleCard } from './contract.ts';

export interface RouterDeps {
  watchRoster(signal?: AbortSignal): AsyncGenerator<Roster, void, void>;
  /** Throws `telematics/unknown-vehicle`. */
  readCard(vehicleId: string): Promise<VehicleCard>;
  /** Wakes when any fact may have changed. */
  watchFacts(signal?: AbortSignal): AsyncGenerator<number, void, void>;
  readTrail(span: { vehicleId: string; fromMs: number; toMs: number; pointCountMax: number }): Promise<Trail>;
  readonly review: ReviewRouter;
  readonly hours: HoursRouter;
  readonly accuracy: AccuracyRouter;
}

export function createTelematicsRouter(deps: RouterDeps) {
  const base = implementContract(telematicsContract);

  async function* watchCard(
    vehicleId: string,
    signal?: AbortSignal,
  ): AsyncGenerator<VehicleCard, void, void> {
    let shown = '';
    for await (const _version of deps.watchFacts(signal)) {
      const card = await deps.readCard(vehicleId);
      const text = JSON.stringify(card);
      if (text === shown) continue;
      shown = text;
      yield card;
    }
  }

  return base.router({
    watchRoster: base.watchRoster.handler(({ signal }) => deps.watchRoster(signal)),
    watchVehicleCard: base.watchVehicleCard.handler(async ({ input, signal }) => {
      await deps.readCard(input.vehicleId);
      return watchCard(input.vehicleId, signal);
    }),
    getTrail: base.getTrail.handler(({ input }) => deps.readTrail(input)),
    review: deps.review,
    hours: deps.hours,
    accuracy: deps.accuracy,
  });
}

export type TelematicsRouter = ReturnType<typeof createTelematicsRouter>;
