import type { CoreEvent } from '../calls/call-events.ts';
import { decideFor, endCall } from './conference-events.ts';
import { callIdOf, legEndOf, quiet, type FlowAnswer, type FlowRequest } from './flow-request.ts';
import type { CallRound } from './flow-store.ts';
import type { FlowDeps } from './handler.ts';

const idOf = ({ form }: FlowRequest) => `leg ${form['CallSid'] ?? ''} ${form['CallStatus'] ?? ''}`;

/** A desk that won the call and was lost before it came in: the others ring again. */
async function isLostWinner(round: CallRound, desk: string): Promise<boolean> {
  const { claim, queued } = await round.facts();
  return queued !== null && claim?.desk === desk;
}

/** How the leg of a desk that is rung goes. */
export async function hearDeskLeg(request: FlowRequest, { store }: FlowDeps): Promise<FlowAnswer> {
  const { callId = '', desk = '' } = request.query;
  const status = request.form['CallStatus'];
  const end = legEndOf(status);
  const answer = await store.inCall(callId, async (round): Promise<FlowAnswer> => {
    if (round.row.phase === 'ended') return quiet;
    if (status === 'ringing') await round.record(idOf(request), { kind: 'deskRang', desk });
    if (end === null) return quiet;
    await round.record(idOf(request), { kind: 'deskRingEnded', desk, end });
    if (!(await isLostWinner(round, desk))) return quiet;
    await round.record(idOf(request), { kind: 'queued', reason: 'deskLost' });
    return { twiml: null, orders: [{ do: 'ringDesks', callId }] };
  });
  return answer ?? quiet;
}

/** How the leg of somebody who was called into a call goes, until he is in. */
export async function hearPartyLeg(request: FlowRequest, { store }: FlowDeps): Promise<FlowAnswer> {
  const { callId = '', partyId = '' } = request.query;
  const status = request.form['CallStatus'];
  const end = legEndOf(status);
  const answer = await store.inCall(callId, async (round) => {
    const party = (await round.facts()).parties.get(partyId);
    if (party === undefined || party.state === 'joined' || party.state === 'left') return quiet;
    const told: CoreEvent[] = status === 'ringing' ? [{ kind: 'partyRang', partyId }] : [];
    if (end !== null) told.push({ kind: 'partyLeft', partyId, end });
    await round.record(idOf(request), ...told);
    return end === null ? quiet : decideFor(round, idOf(request), null);
  });
  return answer ?? quiet;
}

/** A leg that called us is over. Only news where it was so before it was put through: then the room knows nothing of it. */
export async function hearLegEnded(request: FlowRequest, { store }: FlowDeps): Promise<FlowAnswer> {
  const callSid = request.form['CallSid'] ?? '';
  const leg = store.findLeg(callSid);
  const answer = await store.inCall(leg?.callId ?? callIdOf(callSid), async (round): Promise<FlowAnswer> => {
    const { conferenceSid } = await round.facts();
    if (round.row.phase === 'ended') return quiet;
    if (conferenceSid === null) return endCall(round, idOf(request));
    return leg === null ? quiet : decideFor(round, idOf(request), { desk: leg.desk });
  });
  return answer ?? quiet;
}
