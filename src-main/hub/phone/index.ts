import { createRouterClient } from '@orpc/server';
import type { FastifyInstance } from 'fastify';
import type { Core } from '../../core/index.ts';
import { createPhoneOffice, type OfficeDesk, type PhoneTables } from '../../core/operations/twilio/index.ts';
import type { SharedDatabase } from '../../core/database/dialect.ts';
import type { Clock } from '../../core/platform/clock.ts';
import { roles } from '../../core/platform/contract-base.ts';
import type { Ids } from '../../core/platform/ids.ts';
import type { Logger } from '../../core/platform/logger.ts';
import { createMetrics } from '../../core/platform/metrics.ts';
import { systemRandom } from '../../core/platform/random.ts';
import { createState } from '../../core/platform/state.ts';
import type { Access } from '../access/index.ts';
import type { HubPhoneConfiguration } from '../configuration.ts';
import { deskIdentities } from './desk-identity.ts';
import { createPhoneDoor } from './door.ts';

/** Another hub of the office may have let a desk in. */
const refreshIntervalMs = 30_000;

export interface HubPhoneDeps {
  readonly configuration: HubPhoneConfiguration | null;
  readonly database: SharedDatabase<PhoneTables>;
  readonly core: Pick<Core, 'router'>;
  readonly access: Pick<Access, 'listDesks'>;
  readonly app: FastifyInstance;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
}

/** Drivers and vehicles of the hub's own fleet, by the core's public calls. */
function fleetOf({ core, clock, logger }: HubPhoneDeps) {
  const { telematics } = createRouterClient(core.router, {
    context: { session: { userId: 'hub', roles }, logger },
  });
  async function* follow<T>(open: () => Promise<AsyncIterable<T>>): AsyncGenerator<T, void, void> {
    yield* await open();
  }
  return {
    watchRoster: (signal?: AbortSignal) =>
      follow(() => telematics.watchRoster(undefined, { ...(signal && { signal }) })),
    watchDutyBoard: (signal?: AbortSignal) =>
      follow(() => telematics.hours.watchDutyBoard(undefined, { ...(signal && { signal }) })),
    // Where trucks are is shown by desks.
    observations: () => [],
    nowMs: clock.nowMs,
  };
}

/** The office's telephone: the call flow on the hub's door, calls in the office's database, desks by their enrolment. */
export function createHubPhone(deps: HubPhoneDeps) {
  const { configuration, access, app, clock, logger } = deps;
  const desks = createState<readonly OfficeDesk[]>([]);
  const stopping = new AbortController();
  let refreshing: Promise<void> = Promise.resolve();

  async function refreshDesks(): Promise<void> {
    const all = await access.listDesks();
    const revoked = new Set(all.filter(({ revokedAtMs }) => revokedAtMs !== null).map(({ id }) => id));
    // Of all that ever were, so that nobody gets the identity of one that was revoked.
    const next = deskIdentities(all).filter(({ deskId }) => !revoked.has(deskId));
    if (JSON.stringify(next) !== JSON.stringify(desks.get())) desks.set(next);
  }

  const door = createPhoneDoor(app, logger);
  const office = createPhoneOffice({
    ...deps,
    desks,
    refreshDesks,
    openDoor: door.open,
    fleet: fleetOf(deps),
    random: systemRandom,
    metrics: createMetrics(),
  });

  return {
    router: office.router,
    /** With the address that the hub is there at. */
    async start(url: string) {
      if (configuration === null) return;
      door.setPublicUrl(configuration.publicUrl ?? url);
      await refreshDesks();
      refreshing = (async () => {
        while (!stopping.signal.aborted) {
          await clock.sleep(refreshIntervalMs, stopping.signal);
          if (stopping.signal.aborted) return;
          await refreshDesks().catch((error: unknown) =>
            logger.warn({ error }, 'who is enrolled could not be looked up'),
          );
        }
      })();
      await office.start();
    },
    async stop() {
      stopping.abort();
      await refreshing;
      await office.stop();
    },
  };
}

export type HubPhone = ReturnType<typeof createHubPhone>;
