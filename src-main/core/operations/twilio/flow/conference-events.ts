import type { CoreEvent } from '../calls/call-events.ts';
import type { CallFacts } from '../calls/call-facts.ts';
import { identityOfAddress } from '../people/numbers.ts';
import { decide, holdOrders, type Decision, type Leaver } from './decide.ts';
import { quiet, type FlowAnswer, type FlowRequest } from './flow-request.ts';
import type { CallRound } from './flow-store.ts';
import type { FlowDeps } from './handler.ts';
import { readLabel, type Labelled } from './labels.ts';
import type { Order } from './orders.ts';

/** Whoever a webhook about a participant tells of; a colleague's desk that was called is a party and a desk. */
function legOf(form: FlowRequest['form'], facts: CallFacts) {
  const labelled = readLabel(form['ParticipantLabel']);
  if (labelled === null) return null;
  const callSid = form['CallSid'] ?? '';
  const desk =
    labelled.kind === 'desk'
      ? labelled.desk
      : identityOfAddress(facts.parties.get(labelled.partyId)?.address ?? '');
  return { labelled, callSid, desk };
}

function joined(labelled: Labelled, desk: string | null, callSid: string): CoreEvent[] {
  const asDesk: CoreEvent[] = desk === null ? [] : [{ kind: 'deskJoined', desk, callSid }];
  return labelled.kind === 'desk'
    ? asDesk
    : [{ kind: 'partyJoined', partyId: labelled.partyId, callSid }, ...asDesk];
}

function leftEvents(labelled: Labelled, desk: string | null, callSid: string): CoreEvent[] {
  const asDesk: CoreEvent[] = desk === null ? [] : [{ kind: 'deskLeft', desk, callSid }];
  return labelled.kind === 'desk'
    ? asDesk
    : [{ kind: 'partyLeft', partyId: labelled.partyId, end: 'completed' }, ...asDesk];
}

/** Records what follows, and says what is to be done. */
export async function follow(round: CallRound, eventId: string, decision: Decision): Promise<FlowAnswer> {
  await round.record(`${eventId} so`, ...decision.events);
  return { twiml: null, orders: decision.orders };
}

export async function decideFor(
  round: CallRound,
  eventId: string,
  left: Leaver | null,
  isGraceOver = false,
): Promise<FlowAnswer> {
  return follow(round, eventId, decide(round.row.id, await round.facts(), left, isGraceOver));
}

/** By policy, as soon as somebody outside and a desk can hear each other. */
function recordingOrders(callId: string, facts: CallFacts, { policy }: FlowDeps): Order[] {
  const { recordsAlways, recordingNotice } = policy();
  const { conferenceSid, recording, recordedSids } = facts;
  if (!recordsAlways || recording !== null || recordedSids.length > 0 || conferenceSid === null) return [];
  const isDeskThere = [...facts.desks.values()].some(({ isInConference }) => isInConference);
  const outside = [...facts.parties.values()].find(
    ({ state, address }) => state === 'joined' && identityOfAddress(address) === null,
  );
  if (!isDeskThere || outside === undefined || outside.callSid === null) return [];
  // Who called in has heard it already, before he was put through.
  const hasNotice = recordingNotice && outside.role !== 'caller';
  return [{ do: 'startRecording', callId, conferenceSid, callSid: outside.callSid, hasNotice }];
}

async function hearJoin(round: CallRound, eventId: string, form: FlowRequest['form'], deps: FlowDeps) {
  const before = await round.facts();
  const leg = legOf(form, before);
  if (leg === null) return quiet;
  await round.record(eventId, ...joined(leg.labelled, leg.desk, leg.callSid));
  const after = await decideFor(round, eventId, null);
  const facts = await round.facts();
  const callId = round.row.id;
  // Whoever waited for a desk is heard again, now that there is one.
  const isBack = leg.desk !== null && before.queued !== null && facts.queued === null;
  const woken = isBack ? holdOrders(callId, facts, [...facts.parties.values()], false) : [];
  return { twiml: null, orders: [...after.orders, ...woken, ...recordingOrders(callId, facts, deps)] };
}

async function hearLeave(round: CallRound, eventId: string, form: FlowRequest['form']) {
  const leg = legOf(form, await round.facts());
  if (leg === null) return quiet;
  await round.record(eventId, ...leftEvents(leg.labelled, leg.desk, leg.callSid));
  return decideFor(round, eventId, { desk: leg.desk });
}

async function hearHold(round: CallRound, eventId: string, form: FlowRequest['form'], isHeld: boolean) {
  const facts = await round.facts();
  const leg = legOf(form, facts);
  if (leg?.labelled.kind !== 'party') return quiet;
  const { partyId } = leg.labelled;
  const wasHeld = (facts.parties.get(partyId)?.heldSinceMs ?? null) !== null;
  if (wasHeld !== isHeld) await round.record(eventId, { kind: isHeld ? 'held' : 'unheld', partyId });
  return quiet;
}

/** Everybody is out. Who is still being called is called no longer. */
export async function endCall(round: CallRound, eventId: string): Promise<FlowAnswer> {
  const callId = round.row.id;
  const { parties } = await round.facts();
  const coming = [...parties.values()].filter(({ state }) => state === 'coming' || state === 'ringing');
  await round.record(eventId, { kind: 'ended' });
  return {
    twiml: null,
    orders: [
      { do: 'stopRinging', callId, exceptDesk: null },
      ...coming.map(({ partyId }): Order => ({ do: 'cancelParty', callId, partyId })),
    ],
  };
}

/** What happens in the room of a call. */
export async function hearConference({ query, form }: FlowRequest, deps: FlowDeps): Promise<FlowAnswer> {
  const { ConferenceSid: conferenceSid = '', SequenceNumber: number = '', StatusCallbackEvent: what } = form;
  const eventId = `room ${conferenceSid} ${number}`;
  const answer = await deps.store.inCall(query['callId'] ?? '', async (round) => {
    const facts = await round.facts();
    if (facts.conferenceSid === null && conferenceSid !== '' && what !== 'conference-end') {
      await round.record(`room ${conferenceSid}`, { kind: 'conferenceStarted', conferenceSid });
    }
    switch (what) {
      case 'participant-join':
        return hearJoin(round, eventId, form, deps);
      case 'participant-leave':
        return hearLeave(round, eventId, form);
      case 'participant-hold':
        return hearHold(round, eventId, form, true);
      case 'participant-unhold':
        return hearHold(round, eventId, form, false);
      case 'conference-end':
        return endCall(round, eventId);
      default:
        return quiet;
    }
  });
  return answer ?? quiet;
}
