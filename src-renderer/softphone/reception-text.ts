import type { PhoneState } from '../../src-main/core/operations/twilio/tokens/contract.ts';
import type { Softphone } from '../../src-main/shell/phone/contract.ts';
import type { Tone } from '../app/connection.ts';
import { text } from '../app/text.ts';
import { isGoingOn } from './desk-calls.ts';

/** What the status bar says of the phone, and how much it wants to be looked at. */
interface ReceptionWords {
  readonly tone: Tone;
  readonly state: string;
  /** Why calls cannot be received, as a sentence; `null`: they can, or it is not known. */
  readonly reason: string | null;
}

const words = (tone: Tone, state: string, reason: string | null = null): ReceptionWords => ({
  tone,
  state,
  reason,
});

/**
 * `phone` null: the core has not told, or is away; then nothing is claimed. The verdict is the core's: it measures the
 * registration, the token, the socket and the test ring.
 */
export function receptionWords(phone: PhoneState | null, softphone: Softphone | null): ReceptionWords {
  if (phone === null) return words('quiet', text.t('softphone:status.waiting'));
  if (phone.account === 'notConfigured') return words('quiet', text.t('softphone:status.notSetUp'));
  const { canReceive, fault } = phone.reception;
  if (!canReceive) {
    const reason = fault === null ? null : text.t(`softphone:status.fault.${fault}`);
    return words('bad', text.t('softphone:status.cannot'), reason);
  }
  if (softphone?.isDoNotDisturbOn === true) return words('warn', text.t('softphone:status.doNotDisturb'));
  const count = softphone?.calls.filter(isGoingOn).length ?? 0;
  if (count > 0) return words('good', text.t('softphone:status.inCall', { count }));
  return words('good', text.t(phone.isSandbox ? 'softphone:status.canSandbox' : 'softphone:status.can'));
}
