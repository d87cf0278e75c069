import { join } from 'node:path';
import type { Clock } from '../../platform/clock.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Logger } from '../../platform/logger.ts';
import type { PhoneConfiguration } from './account.ts';
import type { CallBook } from './calls/call-book.ts';
import type { DeskEvent } from './calls/call-events.ts';
import { createElsewhere } from './control/elsewhere.ts';
import { createControl } from './control/index.ts';
import { createFlowStore } from './flow/flow-store.ts';
import { createFlow } from './flow/index.ts';
import { loopbackDoor } from './flow/server.ts';
import { createRecovery, giveUpCalls } from './flow/recovery.ts';
import type { PhoneGateway } from './gateway.ts';
import type { People } from './people/index.ts';
import type { Recordings } from './recordings/index.ts';
import type { PhoneStateFeed } from './tokens/phone-state.ts';

interface LiveDeps {
  readonly book: CallBook;
  readonly people: People;
  readonly phone: PhoneStateFeed;
  readonly recordings: Recordings;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly logger: Logger;
  readonly dataFolder: string;
  readonly configuration: () => PhoneConfiguration;
  readonly gateway: () => PhoneGateway | null;
}

/** What acts on calls while they live: the flow that answers the vendor, commands, and what is asked of the vendor. */
export function createLiveParts(deps: LiveDeps) {
  const { book, people, phone, logger, configuration, gateway } = deps;
  const policy = () => configuration().policy;
  const identity = () => policy().identity;
  const store = createFlowStore({
    book,
    directory: people.directory,
    country: () => policy().country,
    isBlocked: people.blocked.has,
    own: { identity, number: () => policy().callerIds[0] ?? null },
  });
  const openDoor = loopbackDoor(join(deps.dataFolder, 'call-flow-port'), logger);
  const flow = createFlow({ ...deps, store, openDoor, onState: phone.setCallFlow });
  const isServing = () => flow.urls() !== null;
  const control = createControl({ ...deps, flow, policy });
  const elsewhere = createElsewhere({ ...deps, identity });
  const recovery = createRecovery({ ...deps, store, isServing, carryOut: flow.carryOut });
  /** Calls without an end from before this run, until they have been asked about. */
  let unfinished: readonly string[] | null = null;
  let isStarted = false;
  let isConfigured = false;

  function recover() {
    if (unfinished === null || gateway() === null) return;
    recovery.start(unfinished, flow.settled());
    unfinished = null;
  }

  /** The account was taken away, now or before this run. */
  function giveUp() {
    unfinished = null;
    const callIds = book.live().map(({ id }) => id);
    giveUpCalls({ ...deps, store }, callIds).catch((error: unknown) =>
      logger.error({ error }, 'calls without an account could not be ended'),
    );
  }

  function attend() {
    if (!isStarted || !isConfigured) return;
    if (gateway() === null) giveUp();
    else recover();
  }

  /** The call is over for this desk, whatever the vendor says: this does not fail. */
  async function farewell(callId: string): Promise<void> {
    try {
      if (isServing()) await flow.farewell(callId, identity());
      else if (gateway() !== null) await control.leftElsewhere(callId);
    } catch (error) {
      logger.info({ error }, 'nobody could be told that a person hung up');
    }
  }

  return {
    control,
    /** What a desk's phone told of its own leg, after it was recorded. The vendor is not waited for. */
    hear(callId: string, { kind }: DeskEvent): void {
      if (kind === 'hungUp') void farewell(callId);
      else if ((kind === 'cancelled' || kind === 'left') && !isServing()) elsewhere.stoppedRinging(callId);
    },
    async start() {
      unfinished = book.live().map(({ id }) => id);
      await flow.start();
      isStarted = true;
      attend();
    },
    configure() {
      flow.configure();
      isConfigured = true;
      attend();
    },
    async stop() {
      await recovery.stop();
      elsewhere.stop();
      await flow.stop();
    },
  };
}
