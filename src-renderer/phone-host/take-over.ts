import { openWithinMs, tooLate, type StepDeps } from './call-steps.ts';
import { isOver } from './desk-call.ts';
import { within } from './order-error.ts';
import type { VoiceDevice } from './voice.ts';

/**
 * A leg whose device lost its signalling for good goes on on another one, with a new token. Until that has it, the old one
 * keeps its sound. Asked for again and again while the leg lives.
 */
export function createTakeOver({
  calls,
  lines,
  newDevice,
}: Pick<StepDeps, 'calls' | 'lines'> & { readonly newDevice: () => Promise<VoiceDevice> }) {
  const underWay = new Set<string>();
  return async (callId: string): Promise<void> => {
    const connectToken = lines.find(callId)?.leg.connectToken() ?? null;
    if (connectToken === null || underWay.has(callId)) return;
    underWay.add(callId);
    let device: VoiceDevice | null = null;
    try {
      device = await newDevice();
      const leg = await within(openWithinMs, device.connect({ connectToken }), tooLate);
      const call = calls.find(callId);
      if (call === undefined || isOver(call)) leg.hangUp();
      else lines.attach(callId, leg, device);
    } catch {
      device?.destroy(); // No token yet, refused again, or too late: the next time may be better.
    } finally {
      underWay.delete(callId);
    }
  };
}
