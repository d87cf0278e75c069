import { join } from 'node:path';
import type { OpenDatabase } from '../../database/connection.ts';
import type { LedgerSchema } from '../../database/schema.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Metrics } from '../../platform/metrics.ts';
import type { JobQueue } from '../../platform/queue/index.ts';
import type { Random } from '../../platform/random.ts';
import { createState } from '../../platform/state.ts';
import type { PhoneConfiguration } from './account.ts';
import { createCallBook } from './calls/call-book.ts';
import { createCallLog } from './calls/call-log.ts';
import { createCalls } from './calls/service.ts';
import { createGatewayOpener } from './gateway-opener.ts';
import type { OfficeLinkDeps } from './office/office-link.ts';
import { createConfigurationChoice } from './configuration-choice.ts';
import { createPeople, type FleetFacts } from './people/index.ts';
import { identityOfAddress } from './people/numbers.ts';
import { createRecordings } from './recordings/index.ts';
import { createLiveParts } from './live-parts.ts';
import { createPhoneRouter, type PhoneRouter } from './router.ts';
import { createPhoneState } from './tokens/phone-state.ts';

export type { PhoneAccount, PhoneConfiguration } from './account.ts';
export type { FlowDoor, HearWebhook } from './flow/server.ts';
export type { OfficeDesk, OfficePhoneConfiguration } from './office/index.ts';
export { createPhoneOffice } from './office/index.ts';
export type { PhoneTables } from './tables.ts';

export interface PhoneDeps {
  /** The ledger. */
  readonly database: OpenDatabase<LedgerSchema>;
  readonly jobs: JobQueue;
  /** Where recordings are kept, in a folder of their own. */
  readonly dataFolder: string;
  readonly fleet: FleetFacts;
  /** The link to the office's hub; left out in the hub itself. */
  readonly hub?: OfficeLinkDeps['connection'];
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
  /** `hasHub`: this desk belongs to an office; where that has a telephone, it is this desk's too. */
  configure(configuration: PhoneConfiguration, hasHub?: boolean): void;
}

const noHub = createState(null);

export function createPhone(deps: PhoneDeps): Phone {
  const { database, fleet, clock, ids } = deps;
  const logger = deps.logger.child({ module: 'phone' });
  const choice = createConfigurationChoice({
    connection: deps.hub ?? noHub,
    path: join(deps.dataFolder, 'office-phone.json'),
    logger,
    openGateway: createGatewayOpener({ ...deps, logger }),
    onChange: () => {
      phone.refresh();
      live.configure();
    },
  });
  const { configuration, gateway } = choice;
  const policy = () => configuration().policy;

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
    hasAccount: () => configuration().account !== null,
  });
  const phone = createPhoneState({ clock, configuration });
  const current = { configuration, gateway };
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
      gateway,
      clock,
    }),
    async start() {
      await people.start();
      await book.start();
      phone.start();
      recordings.start();
      await live.start();
      await choice.start();
    },
    async stop() {
      await choice.stop();
      await live.stop();
      await recordings.stop();
      await phone.stop();
      await people.stop();
    },
    configure: (next, hasHub = false) => choice.configure(next, hasHub),
  };
}
