import type { CallTarget } from '../../src-main/core/operations/twilio/calls/contract.ts';
import type { ReceptionReport } from '../../src-main/core/operations/twilio/tokens/contract.ts';
import { coreClient, whenCoreConnected } from '../platform/client.ts';
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
  }): Promise<{ readonly title: string }>;
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

/** A core that died is back within seconds: what is asked meanwhile waits for it instead of being refused. */
const coreBackMs = 5_000;
const coreBack = () => whenCoreConnected(AbortSignal.timeout(coreBackMs));

export function createCoreCalls(): CoreCalls {
  const { phone } = coreClient;
  return {
    async beginCall(asked) {
      const { call } = await phone.beginCall(asked);
      return { title: call.party?.name ?? call.numberText };
    },
    rejoinCall: async (callId) => (await phone.rejoinCall({ callId })).connect.params,
    async hold(callId, isHeld) {
      await coreBack();
      await phone.holdCall({ callId, partyId: null, isHeld });
    },
    async merge(callId, intoCallId) {
      await coreBack();
      await phone.mergeCalls({ callId, intoCallId });
    },
    hangUp: (callId, scope) => phone.hangUpCall({ callId, scope }),
    recordEvents: (events) => phone.recordCallEvents({ events }),
    recordQuality: (callId, quality) => phone.recordCallQuality({ callId, quality }),
    getToken: () => phone.getVoiceToken(),
    beginTestRing: () => phone.beginTestRing(),
    reportReception: (report) => phone.reportReception(report),
    async titleOf(address) {
      const card = await phone.getCallerCard({ number: address.slice(0, 64) });
      const [only, ...others] = card.matches;
      return only && others.length === 0 ? only.name : card.numberText;
    },
  };
}
