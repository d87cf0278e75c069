import type { OpenDatabase } from '../../database/connection.ts';
import type { TelematicsSchema } from '../../database/schema.ts';
import type { Clock } from '../../platform/clock.ts';
import { createHttpClient, type HttpClient } from '../../platform/http.ts';
import { implementContract } from '../../platform/implementer.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { Random } from '../../platform/random.ts';
import { createState, type State } from '../../platform/state.ts';
import type { IncidentReport } from '../notifications/index.ts';
import type { Telematics } from '../telematics/index.ts';
import { createAddressBook } from './address-book.ts';
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
  /** How long the map has the machine to itself at a start before lists and past are fetched. Default 15 s. */
  readonly headStartMs?: number;
  /** Takes alerts and safety events; resolves when one is durable. Left out: they are fetched for nobody. */
  readonly onIncident?: (incident: IncidentReport) => Promise<void>;
}

const headStartMsFirst = 15_000;
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
  let backfillDays = 0;
  const onIncident = deps.onIncident ?? (() => Promise.resolve());
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
      session = startSync(wanted, {
        ...deps,
        logger,
        http,
        health,
        onIncident,
        headStartMs: deps.headStartMs ?? headStartMsFirst,
        backfillDays: () => backfillDays,
        onFleetChanged: () => void restart(),
      });
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

  return {
    router: createRouter({ health, http, clock, restart, session: () => session }),
    /** The account to sync with; `null`: none. Takes effect at once when started, and may change at any time. */
    configure,
    /** How many days before the first start are fetched; takes effect within a minute. Default 0. */
    setBackfillDays(days: number): void {
      backfillDays = days;
    },
    /** The vendor's addresses, written one by one. Throws `samsara/unreachable` while there is no account. */
    addressBook: createAddressBook({ database: deps.database, gateway: () => session?.gateway ?? null }),
    /** Every loop takes its next turn at once. */
    wake: () => session?.wake(),
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

function createRouter(deps: {
  readonly health: State<SyncHealth>;
  readonly http: HttpClient;
  readonly clock: Clock;
  readonly restart: () => Promise<void>;
  readonly session: () => SyncSession | null;
}) {
  const { health, http, clock, restart, session } = deps;
  const base = implementContract(samsaraContract);
  return base.router({
    watchSyncHealth: base.watchSyncHealth.handler(({ signal }) => health.watch(signal)),
    checkAccess: base.checkAccess.handler(async ({ input, signal }) => {
      const { id, name } = await createSamsaraGateway(input, { http, clock }).fetchOrganization(signal);
      return { organizationId: id, organizationName: name };
    }),
    syncNow: base.syncNow.handler(async () => {
      if (health.get().connection === 'stopped') await restart();
      else session()?.wake();
    }),
    getSandboxRoads: base.getSandboxRoads.handler(async ({ signal }) => {
      const gateway = health.get().isSandbox ? session()?.gateway : undefined;
      return gateway === undefined ? { roads: [] } : gateway.fetchSandboxRoads(signal);
    }),
  });
}

export type Samsara = ReturnType<typeof createSamsara>;
