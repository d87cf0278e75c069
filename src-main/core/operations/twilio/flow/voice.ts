import { identityOfAddress } from '../people/numbers.ts';
import { callIdOf, type FlowAnswer, type FlowRequest } from './flow-request.ts';
import type { CallRound } from './flow-store.ts';
import type { FlowDeps } from './handler.ts';
import { deskLabel, partyLabel } from './labels.ts';
import { hangUp, joinConference, reject, reply, say } from './twiml.ts';

export const callerId = 'caller';
export const calleeId = 'callee';

const goodbye: FlowAnswer = { twiml: reply(hangUp), orders: [] };

const roomFor = (callId: string, label: string, isSilentAlone: boolean, { urls }: FlowDeps) =>
  joinConference({ name: callId, label, isSilentAlone, statusUrl: urls.conference(callId) });

/** A telephone calls one of our numbers: it waits with music while desks ring. */
function takeCaller({ form }: FlowRequest, deps: FlowDeps): Promise<FlowAnswer> {
  const { From: from = '', To: to = '', CallSid: callSid = '' } = form;
  const callId = callIdOf(callSid);
  const { recordsAlways, recordingNotice } = deps.policy();
  return deps.store.inNewCall({ callId, from: from || null, to: to || null }, async (round) => {
    const party = { partyId: callerId, role: 'caller', address: from, callSid } as const;
    await round.record(
      `voice ${callSid}`,
      { kind: 'begun', direction: 'incoming' },
      { kind: 'partyAdded', ...party },
    );
    if (deps.store.isBlocked(from)) {
      await round.record(`voice ${callSid}`, { kind: 'blocked' }, { kind: 'ended' });
      return { twiml: reply(reject), orders: [] };
    }
    await round.record(`voice ${callSid}`, { kind: 'queued', reason: 'incoming' });
    const notice = recordsAlways && recordingNotice ? [say(deps.texts.recordingNotice)] : [];
    return {
      twiml: reply(...notice, roomFor(callId, partyLabel(callerId), false, deps)),
      orders: [{ do: 'ringDesks', callId }],
    };
  });
}

/** A desk dials: its own leg waits in silence, the callee is called into the same room. */
async function placeCall(
  round: CallRound,
  desk: string,
  { form }: FlowRequest,
  deps: FlowDeps,
): Promise<FlowAnswer> {
  const { id: callId, phase, number, party_id: partyId, own_number: ownNumber } = round.row;
  if (phase === 'ended') return goodbye;
  const address = number ?? `client:${partyId ?? ''}`;
  const party = { partyId: calleeId, role: 'callee', address, callSid: null } as const;
  await round.record(`voice ${form['CallSid'] ?? ''}`, { kind: 'partyAdded', ...party });
  return {
    twiml: reply(roomFor(callId, deskLabel(desk), true, deps)),
    orders: [{ do: 'addParty', callId, partyId: calleeId, address, ownNumber, desk }],
  };
}

/** A desk that lost its leg comes back, unless another has taken the call meanwhile. */
async function rejoin(round: CallRound, desk: string, deps: FlowDeps): Promise<FlowAnswer> {
  const { id: callId, phase } = round.row;
  if (phase === 'ended') return goodbye;
  const room = reply(roomFor(callId, deskLabel(desk), true, deps));
  const { queued } = await round.facts();
  if (queued === null) return { twiml: room, orders: [] };
  if (!(await round.claim(desk))) return goodbye;
  await round.record(`rejoin ${queued.sinceMs} ${desk}`, { kind: 'claimed', desk });
  return { twiml: room, orders: [{ do: 'stopRinging', callId, exceptDesk: null }] };
}

/** Somebody calls the telephone service. */
export async function answerVoice(request: FlowRequest, deps: FlowDeps): Promise<FlowAnswer> {
  const { From: from = '', callId, intent } = request.form;
  const desk = identityOfAddress(from);
  if (desk === null) return takeCaller(request, deps);
  if (callId === undefined) return goodbye;
  deps.store.rememberLeg(request.form['CallSid'] ?? '', { callId, desk });
  if (intent === 'rejoin') {
    return (await deps.store.inCall(callId, (round) => rejoin(round, desk, deps))) ?? goodbye;
  }
  const { target = '', ownNumber = null } = request.form;
  const call = { callId, desk, target, ownNumber };
  return (await deps.store.inPlacedCall(call, (round) => placeCall(round, desk, request, deps))) ?? goodbye;
}
