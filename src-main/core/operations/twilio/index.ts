import type { OpenDatabase } from '../../database/connection.ts';
import type { LedgerSchema } from '../../database/schema.ts';
import type { Clock } from '../../platform/clock.ts';
import { createHttpClient } from '../../platform/http.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { JobQueue } from '../../platform/queue/index.ts';
import type { Random } from '../../platform/random.ts';
import { defaultPhonePolicy, type PhoneConfiguration } from './account.ts';
import { createCallBook, type CallBook } from './calls/call-book.ts';
import { createCallLog } from './calls/call-log.ts';
import { createCalls } from './calls/service.ts';
import { createControl } from './control/index.ts';
import { createFlow } from './flow/index.ts';
import { createFlowStore } from './flow/flow-store.ts';
import { createPhoneGateway, phoneLimits, type PhoneGateway } from './gateway.ts';
import { createPeople, type FleetFacts, type People } from './people/index.ts';
import { identityOfAddress } from './people/numbers.ts';
import { createRecordings, type Recordings } from './recordings/index.ts';
import { createPhoneRouter, type PhoneRouter } from './router.ts';
import { createPhoneState, type PhoneStateFeed } from './tokens/phone-state.ts';

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

interface LiveDeps {
  readonly book: CallBook;
  readonly people: People;
  readonly phone: PhoneStateFeed;
  readonly recordings: Recordings;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly configuration: () => PhoneConfiguration;
  readonly gateway: () => PhoneGateway | null;
}

/** What acts on calls while they live: the flow that answers the vendor, and commands. */
function createLiveParts(deps: LiveDeps) {
  const { book, people, phone, recordings, clock, ids, logger, configuration, gateway } = deps;
  const policy = () => configuration().policy;
  const store = createFlowStore({
    book,
    directory: people.directory,
    country: () => policy().country,
    isBlocked: people.blocked.has,
  });
  const flow = createFlow({
    clock,
    logger,
    book,
    store,
    recordings,
    gateway,
    configuration,
    onState: phone.setCallFlow,
  });

  const control = createControl({ book, ids, flow, recordings, policy, gateway });
  /** A person hung up here. Never rejects: the call is over for this desk, whatever the vendor says. */
  const farewell = async (callId: string) => {
    try {
      if (flow.urls() !== null) await flow.farewell(callId, policy().identity);
      else if (gateway() !== null) await control.leftElsewhere(callId);
    } catch (error) {
      logger.info({ error }, 'nobody could be told that a person hung up');
    }
  };

  return { flow, control, farewell };
}

export function createPhone(deps: PhoneDeps): Phone {
  const { database, fleet, clock, random, ids, metrics } = deps;
  const logger = deps.logger.child({ module: 'phone' });
  const http = createHttpClient({ fetch: deps.fetch, clock, random, logger, metrics, limits: phoneLimits });
  let configuration = unconfigured;
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
  const { flow, control, farewell } = createLiveParts({
    ...current,
    ...{ book, people, phone, recordings, clock, ids, logger },
  });

  return {
    router: createPhoneRouter({
      calls,
      book,
      log,
      people,
      phone,
      recordings,
      control,
      farewell,
      policy,
      gateway: () => gateway,
      clock,
    }),
    async start() {
      await people.start();
      await book.start();
      phone.start();
      recordings.start();
      await flow.start();
    },
    async stop() {
      await flow.stop();
      await recordings.stop();
      await phone.stop();
      await people.stop();
    },
    configure(next) {
      const isSame = JSON.stringify(next) === JSON.stringify(configuration);
      if (isSame) return;
      configuration = next;
      gateway = next.account === null ? null : createPhoneGateway(next.account, { http, fetch: deps.fetch });
      phone.refresh();
      flow.configure();
    },
  };
}
