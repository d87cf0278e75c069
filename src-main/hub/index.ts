import path from 'node:path';
import type { AddressInfo } from 'node:net';
import { createCore, type Core } from '../core/index.ts';
import type { Clock } from '../core/platform/clock.ts';
import { createIds } from '../core/platform/ids.ts';
import { createLogger, type Logger } from '../core/platform/logger.ts';
import { systemRandom } from '../core/platform/random.ts';
import { createReferralOffice } from '../core/referral/index.ts';
import { createAccess, type Access } from './access/index.ts';
import { createRouters } from './api/routers.ts';
import { createAudit } from './audit/index.ts';
import type { HubConfiguration } from './configuration.ts';
import { createDeskSockets, type DeskSockets } from './desk-socket/index.ts';
import { openOffice, type OfficeDatabase } from './database/index.ts';
import { createHubPhone } from './phone/index.ts';
import { readSigningKey } from './signing-key.ts';
import { addApiRoutes } from './web/api-routes.ts';
import { createRateLimits } from './web/rate-limits.ts';
import { closeWebServer, createWebServer } from './web/server.ts';

export interface Hub {
  /** Resolves when it can be called. */
  start(): Promise<{ readonly url: string; readonly adminToken: string | null }>;
  stop(): Promise<void>;
  /** In place of the one there is. */
  replaceAdminToken(): Promise<string>;
}

export interface HubDeps {
  readonly configuration: HubConfiguration;
  readonly version: string;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
}

const cleanUpIntervalMs = 60 * 60_000;

/** What runs out is forgotten once an hour; on PostgreSQL every hub of the office does it, which is harmless. */
function createUpkeep(access: Access, clock: Clock, logger: Logger) {
  const stopping = new AbortController();
  const run = async () => {
    while (!stopping.signal.aborted) {
      try {
        await access.cleanUp();
      } catch (error) {
        logger.warn({ error }, 'what has run out could not be forgotten');
      }
      await clock.sleep(cleanUpIntervalMs, stopping.signal);
    }
  };
  let running: Promise<void> = Promise.resolve();
  return {
    start: () => {
      running = run();
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

async function openParts({ configuration, version, fetch: fetchIt, clock }: HubDeps, logger: Logger) {
  const { dataFolder, databaseUrl, samsara } = configuration;
  const random = systemRandom;
  const office = await openOffice({ dataFolder, databaseUrl, clock, random, logger });
  try {
    const core = await createCore({
      fetch: fetchIt,
      options: {
        dataFolder,
        logFolder: path.join(dataFolder, 'logs'),
        appVersion: version,
        configuration: { samsara },
      },
    });
    const ids = createIds({ clock, random });
    const signingKey = await readSigningKey(dataFolder);
    const referral = createReferralOffice({ database: office, clock, ids, random, logger, signingKey });
    return { office, core, ids, referral };
  } catch (error) {
    await office.close();
    throw error;
  }
}

/**
 * Composition root of the hub: the core's modules and the office's database behind HTTP.
 * Throws what a person must put right: `database/…`.
 */
export async function createHub(deps: HubDeps): Promise<Hub> {
  const { configuration, clock } = deps;
  const logger = createLogger({
    folder: path.join(configuration.dataFolder, 'logs'),
    level: 'info',
    processName: 'hub',
  });
  const { office, core, ids, referral } = await openParts(deps, logger);
  const audit = createAudit({ db: office.db, clock, ids });
  const access = createAccess({ office, audit, clock, ids, onRevoked: () => sockets.recheck() });
  const limits = createRateLimits(clock);
  const app = createWebServer({ tls: configuration.tls, limits, clock, ids, logger });
  const phone = createHubPhone({
    configuration: configuration.phone ?? null,
    ...{ database: office, core, access, app, fetch: deps.fetch, clock, ids, logger },
  });
  const routers = createRouters({ core, access, audit, phone, referral });
  addApiRoutes(app, { routers, access, logger });
  const sockets: DeskSockets = createDeskSockets({ access, core, routers, limits, clock, ids, logger });
  sockets.attach(app.server);
  const upkeep = createUpkeep(access, clock, logger);
  const stopWeb = async () => {
    await phone.stop();
    await sockets.stop();
    await closeWebServer(app, clock);
  };
  const stop = createStop({ stopWeb, upkeep, referral, core, office, logger });

  return {
    start: async () => {
      await core.start();
      referral.start();
      upkeep.start();
      const adminToken = await access.makeAdminToken({ replace: false });
      await app.listen({ host: configuration.host, port: configuration.port });
      const { port } = app.server.address() as AddressInfo;
      const scheme = configuration.tls === null ? 'http' : 'https';
      const url = `${scheme}://${configuration.host}:${port}`;
      await phone.start(url);
      logger.info({ url, version: deps.version, database: office.dialect }, 'hub started');
      return { url, adminToken };
    },
    stop,
    replaceAdminToken: async () => (await access.makeAdminToken({ replace: true })) ?? '',
  };
}

/** In which order it comes to rest; asked twice, once. */
function createStop(parts: {
  readonly stopWeb: () => Promise<void>;
  readonly upkeep: { stop(): Promise<void> };
  readonly referral: { stop(): Promise<void> };
  readonly core: Core;
  readonly office: OfficeDatabase;
  readonly logger: Logger;
}): () => Promise<void> {
  const { stopWeb, upkeep, referral, core, office, logger } = parts;
  let stopping: Promise<void> | null = null;
  const run = async () => {
    await stopWeb();
    await upkeep.stop();
    await referral.stop();
    await core.stop();
    await office.close();
    logger.info('hub stopped');
    await logger.close();
  };
  return () => (stopping ??= run());
}
