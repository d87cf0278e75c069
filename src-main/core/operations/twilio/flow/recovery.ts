import type { Clock } from '../../../platform/clock.ts';
import type { Logger } from '../../../platform/logger.ts';
import type { CoreEvent } from '../calls/call-events.ts';
import type { CallFacts } from '../calls/call-facts.ts';
import type { Participant, PhoneGateway } from '../gateway.ts';
import { identityOfAddress } from '../people/numbers.ts';
import { decideFor } from './conference-events.ts';
import type { CallRound, FlowStore } from './flow-store.ts';
import { readLabel } from './labels.ts';
import type { Order } from './orders.ts';

const retryMsFirst = 1_000;
const retryMsMax = 60_000;

export interface RecoveryDeps {
  readonly store: FlowStore;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly gateway: () => PhoneGateway | null;
  /** Only where the call flow is served here is it decided here what becomes of a call. */
  readonly isServing: () => boolean;
  readonly carryOut: (orders: readonly Order[]) => Promise<void>;
}

/** What happened in a room while nobody listened: the difference between what is known and who is there. */
export function missedEvents(facts: CallFacts, participants: readonly Participant[]): CoreEvent[] {
  const inside = participants.filter(({ isIn }) => isIn);
  const coming = participants.filter(({ isIn }) => !isIn);
  const legAt = (label: string) => inside.find((participant) => participant.label === label);
  const events: CoreEvent[] = [];
  for (const { callSid, label } of inside) {
    const read = readLabel(label);
    const address = read?.kind === 'party' ? (facts.parties.get(read.partyId)?.address ?? '') : '';
    if (read?.kind === 'party' && facts.parties.get(read.partyId)?.state !== 'joined') {
      events.push({ kind: 'partyJoined', partyId: read.partyId, callSid });
    }
    const desk = read?.kind === 'desk' ? read.desk : identityOfAddress(address);
    if (desk !== null && facts.desks.get(desk)?.isInConference !== true) {
      events.push({ kind: 'deskJoined', desk, callSid });
    }
  }
  for (const { partyId, state } of facts.parties.values()) {
    const label = `party:${partyId}`;
    const isComing = coming.some((participant) => participant.label === label);
    if (state !== 'left' && !isComing && legAt(label) === undefined) {
      events.push({ kind: 'partyLeft', partyId, end: state === 'joined' ? 'completed' : 'noAnswer' });
    }
  }
  for (const [desk, { isInConference, callSid }] of facts.desks) {
    const isThere = inside.some((participant) => participant.callSid === callSid);
    if (isInConference && !isThere && legAt(`desk:${desk}`) === undefined) {
      events.push({ kind: 'deskLeft', desk, callSid: callSid ?? 'unknown' });
    }
  }
  return events;
}

async function takeUp(
  round: CallRound,
  eventId: string,
  participants: readonly Participant[],
): Promise<readonly Order[]> {
  const events = missedEvents(await round.facts(), participants);
  await round.record(eventId, { kind: 'foundAlive' });
  for (const [index, event] of events.entries()) await round.record(`${eventId} ${index}`, event);
  const { queued, claim } = await round.facts();
  if (queued !== null && claim === null) return [{ do: 'ringDesks', callId: round.row.id }];
  const lost = events.find((event) => event.kind === 'deskLeft');
  const left = lost?.kind === 'deskLeft' ? { desk: lost.desk } : null;
  return (await decideFor(round, eventId, left, true)).orders;
}

/** Without an account nobody can say what became of them, and no desk can be in them. */
export async function giveUpCalls(
  { store, clock }: Pick<RecoveryDeps, 'store' | 'clock'>,
  callIds: readonly string[],
): Promise<void> {
  for (const callId of callIds) {
    await store.inCall(callId, async (round) => {
      if (round.row.phase === 'ended') return;
      await round.record(`given up ${clock.nowMs()}`, { kind: 'interrupted' });
    });
  }
}

/**
 * Calls that had no end when the core started: those that live are taken up again, the others were interrupted. While the
 * vendor cannot be asked they stay live, since maybe somebody speaks.
 */
export function createRecovery(deps: RecoveryDeps) {
  const { store, clock, logger, gateway, isServing, carryOut } = deps;
  const stopping = new AbortController();
  const stopped = new Promise<false>((resolve) =>
    stopping.signal.addEventListener('abort', () => resolve(false), { once: true }),
  );
  let working: Promise<void> = Promise.resolve();

  async function recover(vendor: PhoneGateway, callId: string): Promise<void> {
    const conference = await vendor.describeConference(callId);
    if (stopping.signal.aborted) return;
    const eventId = `recovered ${clock.nowMs()}`;
    if (conference?.isLive !== true) {
      await store.inCall(callId, async (round) => {
        if (round.row.phase !== 'ended') await round.record(eventId, { kind: 'interrupted' });
      });
      return;
    }
    const participants = await vendor.listParticipants(conference.sid);
    const orders = await store.inCall(callId, async (round) => {
      if ((await round.facts()).conferenceSid === null) {
        await round.record(eventId, { kind: 'conferenceStarted', conferenceSid: conference.sid });
      }
      return takeUp(round, eventId, participants);
    });
    if (isServing()) await carryOut(orders ?? []);
  }

  /** Not waited for when the core stops: the vendor may be slow, and will be asked again at the next start. */
  async function tryToRecover(vendor: PhoneGateway, callId: string): Promise<boolean> {
    const asked = recover(vendor, callId).then(
      () => true,
      (error: unknown) => {
        logger.info({ error }, 'what became of a call could not be asked yet');
        return false;
      },
    );
    return Promise.race([asked, stopped]);
  }

  async function recoverAll(callIds: readonly string[]): Promise<void> {
    let left = [...callIds];
    let waitMs = retryMsFirst;
    while (left.length > 0 && !stopping.signal.aborted) {
      const vendor = gateway();
      const failed: string[] = [];
      for (const callId of left) {
        if (vendor === null || stopping.signal.aborted || !(await tryToRecover(vendor, callId))) {
          failed.push(callId);
        }
      }
      left = failed;
      if (left.length === 0) return;
      await clock.sleep(waitMs, stopping.signal);
      waitMs = Math.min(waitMs * 2, retryMsMax);
    }
  }

  return {
    /** With the calls that were live before this run, once it is known who serves the call flow. */
    start(callIds: readonly string[], settled: Promise<void>) {
      working = settled
        .then(() => recoverAll(callIds))
        .catch((error: unknown) => logger.error({ error }, 'bug while calls were taken up again'));
    },
    async stop() {
      stopping.abort();
      await working;
    },
  };
}
