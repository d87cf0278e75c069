import type { CallTarget } from '../../src-main/core/operations/twilio/calls/contract.ts';
import type { ReceptionReport } from '../../src-main/core/operations/twilio/tokens/contract.ts';
import { coreClient } from '../platform/client.ts';
import type { LoggedEvent } from './event-log.ts';
import type { qualitySummary } from './quality.ts';

/** What the phone host asks of the core, so that the rest of it can be tried without one. */
export interface CoreCalls {
  beginCall(asked: {
    readonly callId: string;
    readonly target: CallTarget;
    readonly ownNumber: string | null;
    readonly vehicleId: string | null;
    readonly alertId: string | null;
  }): Promise<{ readonly params: Record<string, string>; readonly title: string }>;
  rejoinCall(callId: string): Promise<Record<string, string>>;
  hold(callId: string, isHeld: boolean): Promise<void>;
  merge(callId: string, intoCallId: string): Promise<void>;
  hangUp(callId: string, scope: 'everybody' | 'thisDesk'): Promise<void>;
  recordEvents(events: LoggedEvent[]): Promise<unknown>;
  recordQuality(callId: string, quality: ReturnType<typeof qualitySummary>): Promise<void>;
  getToken(): Promise<{ readonly token: string; readonly expiresAtMs: number }>;
  beginTestRing(): Promise<{ readonly testId: string }>;
  reportReception(report: ReceptionReport): Promise<void>;
  /** For people: the one name that has the number, else the number as it is written. */
  titleOf(address: string): Promise<string>;
}

/** Commands of the core's call flow. A core that has none of them refuses, and the phone then does without. */
interface CallControl {
  holdCall(asked: {
    readonly callId: string;
    readonly partyId: string | null;
    readonly isHeld: boolean;
  }): Promise<void>;
  mergeCalls(asked: { readonly callId: string; readonly intoCallId: string }): Promise<void>;
  hangUpCall(asked: { readonly callId: string; readonly scope: 'everybody' | 'thisDesk' }): Promise<void>;
  beginTestRing(): Promise<{ readonly testId: string }>;
}

export function createCoreCalls(): CoreCalls {
  const { phone } = coreClient;
  // The client answers to any name; the names are those of the call flow's contract.
  const control = phone as unknown as CallControl;
  return {
    async beginCall(asked) {
      const { call, connect } = await phone.beginCall(asked);
      return { params: connect.params, title: call.party?.name ?? call.numberText };
    },
    rejoinCall: async (callId) => (await phone.rejoinCall({ callId })).connect.params,
    hold: (callId, isHeld) => control.holdCall({ callId, partyId: null, isHeld }),
    merge: (callId, intoCallId) => control.mergeCalls({ callId, intoCallId }),
    hangUp: (callId, scope) => control.hangUpCall({ callId, scope }),
    recordEvents: (events) => phone.recordCallEvents({ events }),
    recordQuality: (callId, quality) => phone.recordCallQuality({ callId, quality }),
    getToken: () => phone.getVoiceToken(),
    beginTestRing: () => control.beginTestRing(),
    reportReception: (report) => phone.reportReception(report),
    async titleOf(address) {
      const card = await phone.getCallerCard({ number: address.slice(0, 64) });
      const [only, ...others] = card.matches;
      return only && others.length === 0 ? only.name : card.numberText;
    },
  };
}
