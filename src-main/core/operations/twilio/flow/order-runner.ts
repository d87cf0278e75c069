import type { Clock } from '../../../platform/clock.ts';
import { isAppError } from '../../../platform/errors.ts';
import type { Logger } from '../../../platform/logger.ts';
import type { PhoneGateway } from '../gateway.ts';
import { addParty, type PartyLegs } from './add-party.ts';
import { decideFor } from './conference-events.ts';
import type { FlowStore } from './flow-store.ts';
import type { FlowUrls } from './flow-urls.ts';
import type { Order } from './orders.ts';
import type { Recordings } from '../recordings/index.ts';
import type { Ringing } from './ringing.ts';

export interface OrderRunnerDeps {
  readonly clock: Clock;
  readonly logger: Logger;
  readonly store: FlowStore;
  readonly urls: FlowUrls;
  readonly ringing: Ringing;
  readonly recordings: Pick<Recordings, 'begin' | 'ready'>;
  readonly legs: PartyLegs;
  readonly deskRingSeconds: () => number;
  readonly gateway: () => PhoneGateway | null;
}

type OrderOf<Do extends Order['do']> = Extract<Order, { do: Do }>;

const codeOf = (error: unknown): string => {
  if (!isAppError(error)) return 'platform/bug';
  const { vendorCode } = error.data;
  return typeof vendorCode === 'number' ? String(vendorCode) : error.code;
};

async function partyFailed(
  { callId, partyId }: OrderOf<'addParty'>,
  error: unknown,
  { store, clock }: OrderRunnerDeps,
): Promise<readonly Order[]> {
  const eventId = `add ${partyId} ${clock.nowMs()}`;
  const answer = await store.inCall(callId, async (round) => {
    const message = error instanceof Error ? error.message : '';
    await round.record(
      eventId,
      { kind: 'commandFailed', command: 'addParty', code: codeOf(error), message: message.slice(0, 500) },
      { kind: 'partyLeft', partyId, end: 'failed' },
    );
    return decideFor(round, eventId, null);
  });
  return answer?.orders ?? [];
}

async function startRecording(
  vendor: PhoneGateway,
  order: OrderOf<'startRecording'>,
  { store, urls, recordings }: OrderRunnerDeps,
) {
  const { callId, conferenceSid, callSid, hasNotice } = order;
  if (hasNotice) await vendor.changeParticipant(conferenceSid, callSid, { announceUrl: urls.notice });
  const recordingSid = await vendor.startRecording(callSid, urls.recording(callId));
  await store.inCall(callId, (round) =>
    round.record(`recording ${recordingSid}`, { kind: 'recordingStarted', recordingSid }),
  );
  await recordings.begin(callId, recordingSid);
}

/** Carries out at the vendor's what the flow decided. Failures are facts of the call. */
export function createOrderRunner(deps: OrderRunnerDeps) {
  const { clock, logger, store, ringing, gateway } = deps;
  const stopping = new AbortController();

  async function reconsider({ callId, desk, afterMs }: OrderOf<'reconsider'>): Promise<void> {
    await clock.sleep(afterMs, stopping.signal);
    if (stopping.signal.aborted) return;
    const answer = await store.inCall(callId, (round) =>
      decideFor(round, `reconsider ${clock.nowMs()}`, { desk }, true),
    );
    await runAll(answer?.orders ?? []);
  }

  async function carryOut(vendor: PhoneGateway, order: Order): Promise<void> {
    switch (order.do) {
      case 'ringDesks':
        ringing.start(order.callId);
        return;
      case 'stopRinging':
        await ringing.end(order.callId, order.exceptDesk);
        return;
      case 'addParty':
        await addParty(vendor, order, deps);
        return;
      case 'cancelParty': {
        const callSid = deps.legs.find(order.callId, order.partyId);
        if (callSid !== undefined) await vendor.endCall(callSid, 'completed');
        return;
      }
      case 'hold':
        await vendor.changeParticipant(order.conferenceSid, order.callSid, { hold: order.isHeld });
        return;
      case 'endConference':
        await vendor.endConference(order.conferenceSid);
        return;
      case 'reconsider':
        await reconsider(order);
        return;
      case 'fetchRecording':
        await deps.recordings.ready(order.recordingSid);
        return;
      case 'startRecording':
        await startRecording(vendor, order, deps);
        return;
    }
  }

  async function runOne(order: Order): Promise<void> {
    const vendor = gateway();
    if (vendor === null) return;
    try {
      await carryOut(vendor, order);
    } catch (error) {
      logger.warn({ error, order: order.do }, 'an order of the call flow failed');
      if (order.do === 'addParty') await runAll(await partyFailed(order, error, deps));
    }
  }

  async function runAll(orders: readonly Order[]): Promise<void> {
    await Promise.all(orders.map(runOne));
  }

  return {
    /** Never rejects. */
    run: (orders: readonly Order[]) =>
      runAll(orders).catch((error: unknown) => logger.error({ error }, 'bug in an order of the call flow')),
    stop: () => stopping.abort(),
  };
}

export type OrderRunner = ReturnType<typeof createOrderRunner>;
