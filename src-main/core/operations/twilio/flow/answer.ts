import type { FlowAnswer, FlowRequest } from './flow-request.ts';
import type { FlowDeps } from './handler.ts';
import { deskLabel } from './labels.ts';
import { hangUp, joinConference, reply } from './twiml.ts';

/**
 * A desk that was rung has answered. Several may do so in the same moment: the first claim wins, the others are hung up
 * and their log says that it was answered elsewhere.
 */
export async function answerDesk({ query, form }: FlowRequest, deps: FlowDeps): Promise<FlowAnswer> {
  const { callId = '', desk = '' } = query;
  const lost: FlowAnswer = { twiml: reply(hangUp), orders: [] };
  const answer = await deps.store.inCall(callId, async (round) => {
    const { queued } = await round.facts();
    const isWon = round.row.phase !== 'ended' && queued !== null && (await round.claim(desk));
    if (!isWon) {
      await round.record(`answer ${form['CallSid'] ?? ''}`, {
        kind: 'deskRingEnded',
        desk,
        end: 'cancelled',
      });
      return lost;
    }
    await round.record(`answer ${form['CallSid'] ?? ''}`, { kind: 'claimed', desk });
    const room = joinConference({
      name: callId,
      label: deskLabel(desk),
      isSilentAlone: true,
      statusUrl: deps.urls.conference(callId),
    });
    return { twiml: reply(room), orders: [{ do: 'stopRinging', callId, exceptDesk: desk } as const] };
  });
  return answer ?? lost;
}
