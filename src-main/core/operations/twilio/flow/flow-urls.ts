/** Where the call flow is asked. What a request is about stands in the query, which the vendor's signature covers. */
export interface FlowUrls {
  /** A client or a telephone calls. */
  readonly voice: string;
  /** A leg that called us has ended. */
  readonly legEnded: string;
  /** What a person hears before he is recorded. */
  readonly notice: string;
  answer(callId: string, desk: string): string;
  deskLeg(callId: string, desk: string): string;
  partyLeg(callId: string, partyId: string): string;
  conference(callId: string): string;
  recording(callId: string): string;
}

export const flowPaths = {
  voice: '/voice',
  legEnded: '/leg-ended',
  notice: '/notice',
  answer: '/answer',
  deskLeg: '/desk-leg',
  partyLeg: '/party-leg',
  conference: '/conference',
  recording: '/recording',
} as const;

export function flowUrlsAt(baseUrl: string): FlowUrls {
  const at = (path: string, about: Readonly<Record<string, string>> = {}) => {
    const query = new URLSearchParams(about).toString();
    return `${baseUrl}${path}${query === '' ? '' : `?${query}`}`;
  };
  return {
    voice: at(flowPaths.voice),
    legEnded: at(flowPaths.legEnded),
    notice: at(flowPaths.notice),
    answer: (callId, desk) => at(flowPaths.answer, { callId, desk }),
    deskLeg: (callId, desk) => at(flowPaths.deskLeg, { callId, desk }),
    partyLeg: (callId, partyId) => at(flowPaths.partyLeg, { callId, partyId }),
    conference: (callId) => at(flowPaths.conference, { callId }),
    recording: (callId) => at(flowPaths.recording, { callId }),
  };
}
