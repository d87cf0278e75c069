import { quiet, type FlowAnswer, type FlowRequest } from './flow-request.ts';
import type { FlowDeps } from './handler.ts';

/** A recording is over: with its call, or because a person stopped it. */
export async function hearRecording({ query, form }: FlowRequest, { store }: FlowDeps): Promise<FlowAnswer> {
  const { RecordingSid: recordingSid = '', RecordingStatus: status } = form;
  if (status !== 'completed' && status !== 'absent') return quiet;
  await store.inCall(query['callId'] ?? '', async (round) => {
    const { recording } = await round.facts();
    if (recording?.sid !== recordingSid) return;
    await round.record(`recording ${recordingSid} over`, { kind: 'recordingStopped', recordingSid });
  });
  return { twiml: null, orders: [{ do: 'fetchRecording', recordingSid }] };
}
