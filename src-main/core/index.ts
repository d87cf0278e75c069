import { join } from 'node:path';
import { createV1Router } from './api/v1.ts';
import { createCoreStatus } from './core-status.ts';
import { openDatabase, type OpenDatabase } from './database/connection.ts';
import type { LedgerSchema, TelematicsSchema } from './database/schema.ts';
import type { CoreConfiguration, CoreOptions, PortChannel } from './host-protocol.ts';
import { createHubLink, type KeepHubAccount, type OpenSocket } from './operations/hub-link/index.ts';
import { createNotifications } from './operations/notifications/index.ts';
import { createSamsara } from './operations/samsara/index.ts';
import { createGeofences } from './operations/telematics/geofences/index.ts';
import { createTelematics } from './operations/telematics/index.ts';
import { createPhone } from './operations/twilio/index.ts';
import { systemClock, type Clock } from './platform/clock.ts';
import { roles } from './platform/contract-base.ts';
import { AppError } from './platform/errors.ts';
import { createIds, type Ids } from './platform/ids.ts';
import { createLogger, type Logger } from './platform/logger.ts';
import { createMetrics, type Metrics } from './platform/metrics.ts';
import type { Port } from './platform/ports.ts';
import { createJobQueue } from './platform/queue/index.ts';
import { systemRandom, type Random } from './platform/random.ts';
import { serveRouter } from './platform/rpc-server.ts';
import { createLedgerLink, createReferralDesk } from './referral/index.ts';

export interface Core {
  start(): Promise<void>;
  configure(configuration: CoreConfiguration): void;
  connect(channel: PortChannel, port: Port): void;
  /** The public API, version 1, for a host that serves it in ways of its own. */
  readonly router: ReturnType<typeof createV1Router>;
  stop(): Promise<void>;
}

/** Everybody at this workstation is one local user with all roles, until people sign in (hub). */
const localSession = { userId: 'local', roles };

/**
 * Composition root of the monolith: the one file that knows every module.
 *
 * @throws AppError `database/newer-schema`, `database/migration-failed`, `database/unsuitable-storage`: a person must act.
 */
export async function createCore(deps: {
  readonly fetch: typeof fetch;
  /** Left out where there is no hub to talk to: in the hub itself. */
  readonly openSocket?: OpenSocket;
  /** Left out: what this desk gets from a hub lasts as long as this process. */
  readonly keepHub?: KeepHubAccount;
  readonly options: CoreOptions;
}): Promise<Core> {
  const { dataFolder, logFolder, configuration } = deps.options;
  const clock = systemClock;
  const random = systemRandom;
  const logger = createLogger({ folder: logFolder, level: 'info', processName: 'core' });
  const metrics = createMetrics();
  const openFile = <Kind extends 'ledger' | 'telematics'>(kind: Kind) =>
    openDatabase({ kind, path: join(dataFolder, `${kind}.db`), clock, logger, metrics });

  const ledger = await openFile('ledger');
  const telematicsDatabase = await openFile('telematics');
  const modules: Modules = await createModules({
    ledger,
    telematicsDatabase,
    dataFolder,
    fetch: deps.fetch,
    openSocket: deps.openSocket ?? refuseSocket,
    keepHub: deps.keepHub ?? ((account) => modules.hubLink.configure(account)),
    clock,
    random,
    ids: createIds({ clock, random }),
    logger,
    metrics,
  });
  const { jobs, telematics, geofences, notifications, phone, samsara, hubLink, referral, status } = modules;
  const router = createV1Router(modules);
  const configure = createConfigure(modules);

  return {
    router,
    start: async () => {
      await jobs.start();
      await telematics.start();
      await notifications.start();
      await geofences.start();
      await phone.start();
      status.start();
      samsara.start();
      configure(configuration);
      referral.start();
      logger.info({ version: deps.options.appVersion }, 'core started');
    },
    configure,
    connect: (channel, port) => {
      if (channel === 'frames') telematics.connectFrames(port);
      else serveDesk(port, router, logger);
    },
    stop: async () => {
      await hubLink.stop();
      await referral.stop();
      await samsara.stop();
      await phone.stop();
      await geofences.stop();
      await notifications.stop();
      await telematics.stop();
      await status.stop();
      await jobs.stop();
      await telematicsDatabase.close();
      await ledger.close();
      await logger.close();
    },
  };
}

type Modules = Awaited<ReturnType<typeof createModules>>;

function createConfigure({ telematics, samsara, phone, hubLink, referral }: Modules) {
  return (next: CoreConfiguration): void => {
    if (next.retention !== undefined) telematics.setRetention(next.retention);
    samsara.setBackfillDays(next.backfillDays ?? 0);
    samsara.configure(next.samsara);
    if (next.phone) phone.configure(next.phone, (next.hub ?? null) !== null);
    hubLink.configure(next.hub ?? null);
    referral.sync.wake();
  };
}

const refuseSocket: OpenSocket = () => {
  throw new AppError('hub/unreachable', 'this process opens no sockets');
};

/** What the modules share. */
interface Tools {
  readonly ledger: OpenDatabase<LedgerSchema, 'ledger'>;
  readonly telematicsDatabase: OpenDatabase<TelematicsSchema, 'telematics'>;
  readonly dataFolder: string;
  readonly fetch: typeof fetch;
  readonly openSocket: OpenSocket;
  readonly keepHub: KeepHubAccount;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

async function createModules(tools: Tools) {
  const { ledger, telematicsDatabase, clock } = tools;
  const jobs = createJobQueue({ ...tools, database: ledger });
  const telematics = createTelematics({ ...tools, database: telematicsDatabase });
  const notifications = createNotifications({ ...tools, database: ledger, jobs, fleet: telematics });
  const samsara = createSamsara({
    ...tools,
    database: telematicsDatabase,
    telematics,
    onIncident: notifications.report,
  });
  const geofences = createGeofences({
    ...tools,
    database: telematicsDatabase,
    telematics,
    addresses: samsara.addressBook,
    report: notifications.report,
  });
  const hubLink = createHubLink(tools);
  const hub = hubLink.connection;
  const phone = createPhone({ ...tools, database: ledger, jobs, fleet: telematics, hub });
  const link = createLedgerLink(hubLink);
  const referral = await createReferralDesk({ ...tools, database: ledger, link });
  const status = createCoreStatus({ databases: [ledger, telematicsDatabase], jobs, clock });
  return { jobs, telematics, geofences, notifications, phone, samsara, hubLink, referral, status };
}

function serveDesk(port: Port, router: ReturnType<typeof createV1Router>, logger: Logger): void {
  serveRouter(
    port,
    router,
    { session: localSession, logger },
    {
      refused: (reason) => logger.warn({ reason }, 'a desk broke the contract; its port was closed'),
      failed: (error) => logger.warn({ error }, 'an answer to a desk was lost'),
    },
  );
}
