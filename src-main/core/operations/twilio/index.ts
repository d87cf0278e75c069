import type { OpenDatabase } from '../../database/connection.ts';
import type { LedgerSchema } from '../../database/schema.ts';
import { cacheTtlMs, createCache } from '../../platform/cache.ts';
import type { Clock } from '../../platform/clock.ts';
import { createHttpClient, type HttpClient } from '../../platform/http.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { JobQueue } from '../../platform/queue/index.ts';
import type { Random } from '../../platform/random.ts';
import { defaultPhonePolicy, type PhoneAccount, type PhoneConfiguration } from './account.ts';
import { createCallBook } from './calls/call-book.ts';
import { createCallLog } from './calls/call-log.ts';
import { createCalls } from './calls/service.ts';
import { createPhoneGateway, phoneLimits, type PhoneGateway } from './gateway.ts';
import { createPeople, type FleetFacts } from './people/index.ts';
import { identityOfAddress } from './people/numbers.ts';
import { createRecordings } from './recordings/index.ts';
import { createLiveParts } from './live-parts.ts';
import { createPhoneRouter, type PhoneRouter } from './router.ts';
import { createPhoneState } from './tokens/phone-state.ts';

export type { PhoneAccount, PhoneConfiguration } from './account.ts';

export interface PhoneDeps {
  /** The ledger. */
  readonly database: OpenDatabase<LedgerSchema>;
  readonly jobs: JobQueue;
  /** Where recordings are kept, in a folder of their own. */
  readonly dataFolder: string;
  readonly fleet: FleetFacts;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

export interface Phone {
  readonly router: PhoneRouter;
  /** After telematics. */
  start(): Promise<void>;
  /** Before telematics. */
  stop(): Promise<void>;
  configure(configuration: PhoneConfiguration): void;
}

const unconfigured: PhoneConfiguration = { account: null, policy: defaultPhonePolicy, recordingKey: null };

function createGatewayOpener({ clock, metrics, fetch: fetchIt }: PhoneDeps, http: HttpClient) {
  const overConferences = createCache<string, string>({
    name: 'phone.conferences',
    ttlMs: cacheTtlMs.calls,
    entryCountMax: 1_000,
    clock,
    metrics,
  });
  return (account: PhoneAccount) => createPhoneGateway(account, { http, fetch: fetchIt, overConferences });
}

export function createPhone(deps: PhoneDeps): Phone {
  const { database, fleet, clock, random, ids, metrics } = deps;
  const logger = deps.logger.child({ module: 'phone' });
  const http = createHttpClient({ fetch: deps.fetch, clock, random, logger, metrics, limits: phoneLimits });
  const openGateway = createGatewayOpener(deps, http);
  let configuration = unconfigured;
  let isConfigured = false;
  let gateway: PhoneGateway | null = null;
  const policy = () => configuration.policy;

  const people = createPeople({ database, fleet, clock, ids, country: () => policy().country });
  const nameOf = (address: string) => {
    const [only, ...others] = people.directory().byNumber(address);
    return identityOfAddress(address) ?? (others.length === 0 ? (only?.name ?? null) : null);
  };
  const book = createCallBook({ database, clock, ids, identity: () => policy().identity, nameOf });
  const log = createCallLog({ database, book });
  const calls = createCalls({
    book,
    clock,
    directory: people.directory,
    policy,
    hasAccount: () => configuration.account !== null,
  });
  const phone = createPhoneState({ clock, configuration: () => configuration });
  const current = { configuration: () => configuration, gateway: () => gateway };
  const recordings = createRecordings({ ...deps, ...current, logger, book });
  const live = createLiveParts({ ...deps, ...current, ...{ book, people, phone, recordings, logger } });

  return {
    router: createPhoneRouter({
      calls,
      book,
      log,
      people,
      phone,
      recordings,
      control: live.control,
      hear: live.hear,
      policy,
      gateway: () => gateway,
      clock,
    }),
    async start() {
      await people.start();
      await book.start();
      phone.start();
      recordings.start();
      await live.start();
    },
    async stop() {
      await live.stop();
      await recordings.stop();
      await phone.stop();
      await people.stop();
    },
    configure(next) {
      const isSame = JSON.stringify(next) === JSON.stringify(configuration);
      // That there is no account is news, too.
      if (isSame && isConfigured) return;
      isConfigured = true;
      configuration = next;
      gateway = next.account === null ? null : openGateway(next.account);
      phone.refresh();
      live.configure();
    },
  };
}
