import type { SharedDatabase } from '../../../database/dialect.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Ids } from '../../../platform/ids.ts';
import type { Logger } from '../../../platform/logger.ts';
import type { Metrics } from '../../../platform/metrics.ts';
import type { Random } from '../../../platform/random.ts';
import { createState, type State } from '../../../platform/state.ts';
import { noDesk, type PhoneAccount, type PhonePolicy } from '../account.ts';
import { createCallBook } from '../calls/call-book.ts';
import { createFlowStore } from '../flow/flow-store.ts';
import { createFlow } from '../flow/index.ts';
import { createRecovery } from '../flow/recovery.ts';
import type { OpenFlowDoor } from '../flow/server.ts';
import { createGatewayOpener } from '../gateway-opener.ts';
import { createPeople, type FleetFacts } from '../people/index.ts';
import { identityOfAddress } from '../people/numbers.ts';
import { insertRecording } from '../recordings/repository.ts';
import type { PhoneTables } from '../tables.ts';
import type { CallFlowState } from '../tokens/phone-state.ts';
import type { OfficePhone } from './contract.ts';
import { createOfficePhoneRouter } from './router.ts';

export interface OfficeDesk {
  readonly deskId: string;
  /** At the telephone service. */
  readonly identity: string;
}

/** The office's telephone, as its hub is configured. */
export interface OfficePhoneConfiguration {
  readonly account: PhoneAccount;
  readonly policy: Omit<PhonePolicy, 'identity' | 'deskGroup' | 'servesCallFlow'>;
}

export interface PhoneOfficeDeps {
  readonly database: SharedDatabase<PhoneTables>;
  /** `null`: there is none. */
  readonly configuration: OfficePhoneConfiguration | null;
  /** Everybody who rings. */
  readonly desks: Pick<State<readonly OfficeDesk[]>, 'get' | 'watch'>;
  /** Looks anew who is enrolled. */
  readonly refreshDesks: () => Promise<void>;
  readonly openDoor: OpenFlowDoor;
  readonly fleet: FleetFacts;
  readonly fetch: typeof fetch;
  readonly clock: Clock;
  readonly random: Random;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

function setupFor(
  { account, policy }: OfficePhoneConfiguration,
  desks: readonly OfficeDesk[],
  { identity }: OfficeDesk,
  applicationSid: string | null,
): OfficePhone {
  const { callerIds, country, ringSeconds, recording, recordingNotice } = policy;
  return {
    accountSid: account.accountSid,
    applicationSid,
    identity,
    deskGroup: desks.map((desk) => desk.identity),
    ...{ callerIds: [...callerIds], country, ringSeconds, recording, recordingNotice },
    ...{ isSandbox: account.isSandbox, chunderw: account.chunderw, edge: account.edge },
  };
}

/** Who is enrolled, and what they are told of the telephone. */
function createDeskGroup({ desks, refreshDesks, configuration }: PhoneOfficeDeps) {
  async function find(deskId: string): Promise<OfficeDesk | null> {
    const known = () => desks.get().find((desk) => desk.deskId === deskId) ?? null;
    if (known() === null) await refreshDesks();
    return known();
  }
  return {
    identityOf: async (deskId: string) => (await find(deskId))?.identity ?? noDesk,
    async *watch(deskId: string, signal?: AbortSignal): AsyncGenerator<OfficePhone | null, void, void> {
      if (configuration === null || (await find(deskId)) === null) {
        yield null;
        return;
      }
      let last = '';
      for await (const group of desks.watch(signal)) {
        const own = group.find((desk) => desk.deskId === deskId);
        if (own === undefined) continue;
        const setup = setupFor(configuration, group, own, configuration.account.applicationSid);
        if (JSON.stringify(setup) === last) continue;
        last = JSON.stringify(setup);
        yield setup;
      }
    },
  };
}

/**
 * The telephone of a whole office at its hub: the call flow behind the hub's door, calls in the office's database, tokens
 * and the account's questions for enrolled desks.
 */
export function createPhoneOffice(deps: PhoneOfficeDeps) {
  const { database, configuration, desks, clock, ids } = deps;
  const logger = deps.logger.child({ module: 'phone-office' });
  const vendor =
    deps.configuration && createGatewayOpener({ ...deps, logger: logger })(deps.configuration.account);
  const gateway = () => vendor;
  const country = () => configuration?.policy.country ?? 'US';
  const people = createPeople({ ...deps, country });
  const nameOf = (address: string) =>
    identityOfAddress(address) ?? people.directory().byNumber(address)[0]?.name ?? null;
  const book = createCallBook({ database, clock, ids, identity: () => noDesk, nameOf });
  const isBlocked = people.blocked.has;
  const ownNumber = () => configuration?.policy.callerIds[0] ?? null;
  const own = { identity: () => noDesk, number: ownNumber };
  const store = createFlowStore({ book, directory: people.directory, country, isBlocked, own });
  const flowState = createState<CallFlowState>({ state: 'off', failure: null });
  const phoneConfiguration = () => ({
    account: configuration?.account ?? null,
    policy: {
      ...(configuration?.policy ?? emptyPolicy),
      identity: noDesk,
      deskGroup: desks.get().map(({ identity }) => identity),
      servesCallFlow: true,
    },
    recordingKey: null,
  });
  const recordings = {
    /** The sound stays with the vendor, where desks fetch it through the hub. */
    async begin(callId: string, recordingSid: string) {
      const row = { id: ids.next(), call_id: callId, recording_sid: recordingSid };
      await insertRecording(database.db, { ...row, started_at_ms: clock.nowMs() });
    },
    ready: () => Promise.resolve(),
  };
  const shared = { clock, logger, book, store, gateway };
  const flow = createFlow({
    ...shared,
    recordings,
    configuration: phoneConfiguration,
    openDoor: deps.openDoor,
    onState: flowState.set,
  });
  const isServing = () => flow.urls() !== null;
  const recovery = createRecovery({ ...shared, isServing, carryOut: flow.carryOut });
  const group = createDeskGroup(deps);

  return {
    router: createOfficePhoneRouter({ gateway, book, flow, ownNumber, ...group }),
    book,
    /** How the vendor is being pointed at the call flow. */
    flowState,
    /** When the door can be opened. */
    async start() {
      if (configuration === null) return;
      await people.start();
      await book.start();
      await flow.start();
      recovery.start(
        book.live().map(({ id }) => id),
        flow.settled(),
      );
    },
    async stop() {
      if (configuration === null) return;
      await recovery.stop();
      await flow.stop();
      await people.stop();
    },
  };
}

const emptyPolicy: OfficePhoneConfiguration['policy'] = {
  callerIds: [],
  country: 'US',
  ringSeconds: 25,
  recording: 'never',
  recordingNotice: false,
  recordingKeptDays: 30,
};
