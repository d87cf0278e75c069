import type { OpenDatabase } from '../../database/connection.ts';
import type { TelematicsSchema } from '../../database/schema.ts';
import type { Clock } from '../../platform/clock.ts';
import { createHttpClient } from '../../platform/http.ts';
import { implementContract } from '../../platform/implementer.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { Random } from '../../platform/random.ts';
import { createState } from '../../platform/state.ts';
import type { Telematics } from '../telematics/index.ts';
import { samsaraContract, type SyncHealth } from './contract.ts';
import { createSamsaraGateway, samsaraLimits, type Account } from './gateway.ts';
import { startSync, type SyncSession } from './sync.ts';
import { healthAtStart } from './sync-health.ts';

export interface SamsaraDeps {
  readonly telematics: Telematics;
  readonly database: OpenDatabase<TelematicsSchema>;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly random: Random;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

/** At most four states of health a second. */
const healthIntervalMs = 250;

export function createSamsara(deps: SamsaraDeps) {
  const { clock, random, metrics } = deps;
  const logger = deps.logger.child({ module: 'samsara' });
  const health = createState<SyncHealth>(healthAtStart(null, clock.nowMs()), {
    minIntervalMs: healthIntervalMs,
    clock,
  });
  const http = createHttpClient({ fetch: deps.fetch, clock, random, logger, metrics, limits: samsaraLimits });
  let wanted: Account | null = null;
  let session: SyncSession | null = null;
  let isStarted = false;
  let turn: Promise<void> = Promise.resolve();

  /** One change after the other: a session ends wholly before the next begins, or two would write. */
  function restart(): Promise<void> {
    turn = turn.then(async () => {
      await session?.stop();
      session = null;
      health.set(healthAtStart(wanted?.baseUrl ?? null, clock.nowMs()));
      if (!isStarted || wanted === null) {
        deps.telematics.reportFeed({ state: 'down', lastSuccessAtMs: null, clockOffsetMs: 0 });
        return;
      }
      session = startSync(wanted, { ...deps, logger, http, health, onFleetChanged: () => void restart() });
    });
    turn = turn.catch((error: unknown) => logger.error({ error }, 'sync could not be restarted'));
    return turn;
  }

  function configure(account: Account | null): void {
    const isSame = account?.baseUrl === wanted?.baseUrl && account?.token === wanted?.token;
    wanted = account;
    // The same token once more after a refusal means: try again.
    if (isSame && health.get().connection !== 'stopped') return;
    void restart();
  }

  const base = implementContract(samsaraContract);
  const router = base.router({
    watchSyncHealth: base.watchSyncHealth.handler(({ signal }) => health.watch(signal)),
    checkAccess: base.checkAccess.handler(async ({ input, signal }) => {
      const { id, name } = await createSamsaraGateway(input, { http, clock }).fetchOrganization(signal);
      return { organizationId: id, organizationName: name };
    }),
    syncNow: base.syncNow.handler(async () => {
      if (health.get().connection === 'stopped') await restart();
      else session?.wake();
    }),
    getSandboxRoads: base.getSandboxRoads.handler(async ({ signal }) => {
      if (!session || !health.get().isSandbox) return { roads: [] };
      return session.gateway.fetchSandboxRoads(signal);
    }),
  });

  return {
    router,
    /** The account to sync with; `null`: none. Takes effect at once when started, and may change at any time. */
    configure,
    start(): void {
      isStarted = true;
      if (wanted !== null) void restart();
    },
    async stop(): Promise<void> {
      isStarted = false;
      await restart();
    },
  };
}

export type Samsara = ReturnType<typeof createSamsara>;
