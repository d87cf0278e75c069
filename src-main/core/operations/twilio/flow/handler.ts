import { answerDesk } from './answer.ts';
import { hearConference } from './conference-events.ts';
import { quiet, type FlowAnswer, type FlowRequest } from './flow-request.ts';
import type { FlowStore } from './flow-store.ts';
import { flowPaths, type FlowUrls } from './flow-urls.ts';
import { hearRecording } from './recording-events.ts';
import { hearDeskLeg, hearLegEnded, hearPartyLeg } from './leg-events.ts';
import { reply, say } from './twiml.ts';
import { answerVoice } from './voice.ts';

export interface FlowPolicy {
  readonly recordsAlways: boolean;
  readonly recordingNotice: boolean;
}

export interface FlowDeps {
  readonly store: FlowStore;
  readonly urls: FlowUrls;
  readonly policy: () => FlowPolicy;
  readonly texts: { readonly recordingNotice: string };
}

/**
 * The call flow: what the vendor asks → what is to be said, and what is to be done afterwards. It knows no network and no
 * server; the hub serves the same.
 */
export async function answerFlow(request: FlowRequest, deps: FlowDeps): Promise<FlowAnswer> {
  switch (request.path) {
    case flowPaths.voice:
      return answerVoice(request, deps);
    case flowPaths.answer:
      return answerDesk(request, deps);
    case flowPaths.conference:
      return hearConference(request, deps);
    case flowPaths.deskLeg:
      return hearDeskLeg(request, deps);
    case flowPaths.partyLeg:
      return hearPartyLeg(request, deps);
    case flowPaths.legEnded:
      return hearLegEnded(request, deps);
    case flowPaths.recording:
      return hearRecording(request, deps);
    case flowPaths.notice:
      return { twiml: reply(say(deps.texts.recordingNotice)), orders: [] };
    default:
      return quiet;
  }
}
