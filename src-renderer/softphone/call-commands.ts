import type { CallTarget } from '../../src-main/core/operations/twilio/calls/contract.ts';
import { attempt } from '../app/desk-actions.ts';
import { coreClient } from '../platform/client.ts';

/** What is asked of a live call by REST: handing over, more people, recording. What became of it shows in the call itself. */
export type HandOver = 'consult' | 'transfer' | 'add';

export async function handOver(callId: string, how: HandOver, target: CallTarget): Promise<boolean> {
  let isDone = false;
  await attempt(async () => {
    if (how === 'consult') await coreClient.phone.beginConsultation({ callId, target });
    else if (how === 'transfer') await coreClient.phone.transferCall({ callId, target });
    else await coreClient.phone.addParty({ callId, target });
    isDone = true;
  });
  return isDone;
}

export const swapConsultation = (callId: string): void =>
  void attempt(() => coreClient.phone.swapConsultation({ callId }));
export const joinConsultation = (callId: string): void =>
  void attempt(() => coreClient.phone.joinConsultation({ callId }));
export const completeConsultation = (callId: string): void =>
  void attempt(() => coreClient.phone.completeConsultation({ callId }));
export const cancelConsultation = (callId: string): void =>
  void attempt(() => coreClient.phone.cancelConsultation({ callId }));

export const holdParty = (callId: string, partyId: string, isHeld: boolean): void =>
  void attempt(() => coreClient.phone.holdCall({ callId, partyId, isHeld }));
export const removeParty = (callId: string, partyId: string): void =>
  void attempt(() => coreClient.phone.removeParty({ callId, partyId }));

export const setRecording = (callId: string, action: 'start' | 'pause' | 'resume' | 'stop'): void =>
  void attempt(() => coreClient.phone.setRecording({ callId, action }));
