import texts from '../../../../../resources/templates/en/calls.json' with { type: 'json' };
import type { Clock } from '../../../platform/clock.ts';
import { isAppError } from '../../../platform/errors.ts';
import type { Logger } from '../../../platform/logger.ts';
import type { PhoneConfiguration } from '../account.ts';
import type { CallBook } from '../calls/call-book.ts';
import type { PhoneGateway } from '../gateway.ts';
import type { Recordings } from '../recordings/index.ts';
import type { CallFlowState } from '../tokens/phone-state.ts';
import { addParty, createPartyLegs, type PartyLegs } from './add-party.ts';
import { decideFor } from './conference-events.ts';
import type { FlowStore } from './flow-store.ts';
import { flowUrlsAt, type FlowUrls } from './flow-urls.ts';
import { answerFlow } from './handler.ts';
import { createOrderRunner, type OrderRunner } from './order-runner.ts';
import type { Order } from './orders.ts';
import { createRinging, type Ringing } from './ringing.ts';
import { serveFlow, type FlowDoor, type OpenFlowDoor } from './server.ts';
import { hangUp, reply, say } from './twiml.ts';

const applicationName = 'Switchyard';
const retryMsFirst = 1_000;
const retryMsMax = 60_000;

export interface FlowDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly book: CallBook;
  readonly store: FlowStore;
  readonly recordings: Pick<Recordings, 'begin' | 'ready'>;
  readonly gateway: () => PhoneGateway | null;
  readonly configuration: () => PhoneConfiguration;
  readonly openDoor: OpenFlowDoor;
  readonly onState: (state: CallFlowState) => void;
}

interface Serving {
  readonly door: FlowDoor;
  readonly urls: FlowUrls;
  readonly ringing: Ringing;
  readonly orders: OrderRunner;
  readonly stopping: AbortController;
}

/** Whoever still waits is told that nobody comes, and let go. */
async function giveUp({ book, gateway }: FlowDeps, callId: string): Promise<void> {
  const { folded } = await book.get(callId);
  const waiting = [...folded.facts.parties.values()].filter(({ state }) => state === 'joined');
  for (const { callSid } of waiting) {
    if (callSid !== null) await gateway()?.redirectCall(callSid, reply(say(texts.nobodyAnswers), hangUp));
  }
}

function createRing(deps: FlowDeps, urls: FlowUrls): Ringing {
  const { clock, logger, book, gateway, configuration } = deps;
  return createRinging({
    clock,
    logger,
    urls,
    gateway,
    policy: () => configuration().policy,
    onGivenUp: (callId) => giveUp(deps, callId),
    async waiting(callId) {
      const found = await book.find(callId);
      if (!found || found.row.phase === 'ended') return null;
      const { queued, claim } = found.folded.facts;
      const ownNumber = found.row.own_number ?? configuration().policy.callerIds[0] ?? null;
      if (queued === null || claim !== null || ownNumber === null) return null;
      return { from: found.row.number ?? '', ownNumber };
    },
  });
}

async function open(deps: FlowDeps, legs: PartyLegs): Promise<Serving> {
  const { clock, logger, store, gateway, configuration, recordings } = deps;
  const policy = () => {
    const { recording, recordingNotice } = configuration().policy;
    return { recordsAlways: recording === 'always', recordingNotice };
  };
  let serving: Serving | null = null;
  const door = await serveFlow({
    openDoor: deps.openDoor,
    logger,
    gateway,
    carryOut: async (orders) => serving?.orders.run(orders),
    async answer(request) {
      const urls = flowUrlsAt(door.baseUrl);
      const answered = await answerFlow(request, { store, urls, policy, texts });
      const { callId, desk } = request.query;
      const { CallStatus: status } = request.form;
      const isOver =
        status !== undefined && !['initiated', 'queued', 'ringing', 'in-progress'].includes(status);
      if (isOver && callId !== undefined && desk !== undefined) {
        serving?.ringing.legEnded(callId, desk, status === 'busy');
      }
      return answered;
    },
  });
  const urls = flowUrlsAt(door.baseUrl);
  const ringing = createRing(deps, urls);
  const deskRingSeconds = () => configuration().policy.ringSeconds;
  const tools = { clock, logger, store, urls, gateway, legs, recordings, deskRingSeconds };
  const orders = createOrderRunner({ ...tools, ringing });
  serving = { door, urls, ringing, orders, stopping: new AbortController() };
  return serving;
}

const failureOf = (error: unknown) =>
  isAppError(error)
    ? { code: error.code, message: error.message }
    : { code: 'platform/bug', message: error instanceof Error ? error.message : '' };

/** Points the account at this server; the vendor may be out of reach for now. */
async function register(
  { urls, stopping }: Serving,
  { clock, logger, gateway, configuration, onState }: FlowDeps,
): Promise<void> {
  let waitMs = retryMsFirst;
  while (!stopping.signal.aborted) {
    try {
      const vendor = gateway();
      if (vendor === null) return;
      const known = configuration().account?.applicationSid ?? null;
      const sid = await vendor.registerApplication(known, applicationName, urls.voice, urls.legEnded);
      await vendor.pointNumbers(sid);
      onState({ state: 'serving', failure: null });
      return;
    } catch (error) {
      logger.warn({ error }, 'the telephone account could not be pointed at the call flow');
      onState({ state: 'failed', failure: failureOf(error) });
      await clock.sleep(waitMs, stopping.signal);
      waitMs = Math.min(waitMs * 2, retryMsMax);
    }
  }
}

/** The call flow where this core serves it itself, as the configuration says. */
export function createFlow(deps: FlowDeps) {
  const { clock, logger, configuration, onState, store } = deps;
  const legs = createPartyLegs();
  let serving: Serving | null = null;
  let isStarted = false;
  /** One change after the other. */
  let changing: Promise<void> = Promise.resolve();

  async function close(): Promise<void> {
    const closing = serving;
    serving = null;
    if (closing === null) return;
    closing.stopping.abort();
    closing.orders.stop();
    closing.ringing.stop();
    await closing.door.close();
  }

  async function change(): Promise<void> {
    await close();
    const { account, policy } = configuration();
    if (!isStarted || account === null) {
      onState({ state: 'off', failure: null });
      return;
    }
    if (!policy.servesCallFlow || account.authToken === null) {
      onState({ state: 'elsewhere', failure: null });
      return;
    }
    onState({ state: 'starting', failure: null });
    serving = await open(deps, legs);
    void register(serving, deps);
  }

  const changeInOrder = () => {
    changing = changing
      .then(change)
      .catch((error: unknown) => logger.error({ error }, 'bug while the call flow was changed'));
    return changing;
  };

  return {
    /** Another account or another policy of serving. */
    configure: () => void changeInOrder(),
    /** When the last change is through. */
    settled: () => changing,
    async start() {
      isStarted = true;
      await changeInOrder();
    },
    async stop() {
      isStarted = false;
      await changeInOrder();
    },
    /** `null`: it is not served here. */
    urls: (): FlowUrls | null => serving?.urls ?? null,
    carryOut: async (orders: readonly Order[]) => serving?.orders.run(orders),
    /** Throws what the vendor says. */
    addParty: (vendor: PhoneGateway, order: Parameters<typeof addParty>[1]) =>
      addParty(vendor, order, {
        ...{ legs, store, urls: serving?.urls ?? null },
        deskRingSeconds: () => configuration().policy.ringSeconds,
      }),
    /** A person at `desk` hung up: nobody has to wait for that desk any more. */
    async farewell(callId: string, desk: string) {
      if (serving === null) return;
      const answer = await store.inCall(callId, (round) =>
        decideFor(round, `farewell ${desk} ${clock.nowMs()}`, { desk }),
      );
      await serving?.orders.run(answer?.orders ?? []);
    },
  };
}

export type Flow = ReturnType<typeof createFlow>;
