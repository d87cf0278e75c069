import type { CallTarget } from '../../src-main/core/operations/twilio/calls/contract.ts';
import { attempt } from '../app/desk-actions.ts';
import { useDesk } from '../app/desk-store.ts';
import { shellClient } from '../platform/client.ts';
import { isHeld, pictureOf } from './desk-calls.ts';
import { useLiveCalls, useSoftphone } from './phone-stores.ts';
import { noSubject, usePhoneView, type DialSubject } from './phone-view-store.ts';

const phone = () => shellClient.phone;

async function dial(target: CallTarget, subject: DialSubject): Promise<void> {
  const { ownNumber } = usePhoneView.getState();
  const { vehicleId, alertId } = subject;
  await phone().dial({ callId: crypto.randomUUID(), target, ownNumber, vehicleId, alertId });
}

/** Dials at once: only after a person has pressed a button that says so. */
export const dialNumber = (number: string, subject = noSubject): void =>
  void attempt(() => dial({ type: 'number', number }, subject));

/** From the dial pad. It is empty again once the phone dials: what stays would be dialled, and about a truck, once more. */
export function dialEntered(number: string, subject = usePhoneView.getState().subject): void {
  const { entered, clearEntry } = usePhoneView.getState();
  void attempt(async () => {
    await dial({ type: 'number', number }, subject);
    if (usePhoneView.getState().entered === entered) clearEntry();
  });
}

export const answer = (callId: string): void => void attempt(() => phone().answer({ callId }));
export const decline = (callId: string): void => void attempt(() => phone().decline({ callId }));
export const silence = (callId: string): void => void attempt(() => phone().silence({ callId }));
export const hangUp = (callId: string): void => void attempt(() => phone().hangUp({ callId }));
export const swapTo = (callId: string): void => void attempt(() => phone().swapTo({ callId }));
export const rejoin = (callId: string): void => void attempt(() => phone().rejoin({ callId }));
export const merge = (callId: string, intoCallId: string): void =>
  void attempt(() => phone().merge({ callId, intoCallId }));
export const setMuted = (callId: string, isMuted: boolean, forMs: number | null = null): void =>
  void attempt(() => phone().setMuted({ callId, isMuted, forMs }));
export const setHeld = (callId: string, held: boolean): void =>
  void attempt(() => phone().setHeld({ callId, isHeld: held }));
export const sendDigits = (callId: string, digits: string): void =>
  void attempt(() => phone().sendDigits({ callId, digits }));
export const setDoNotDisturb = (isOn: boolean): void => void attempt(() => phone().setDoNotDisturb({ isOn }));
export const measureReception = (): void => void attempt(() => phone().measureReception());
export const restartPhone = (): void => void attempt(() => phone().restartPhone());

const picture = () =>
  pictureOf(useSoftphone.getState().softphone?.calls ?? [], useLiveCalls.getState().calls);

/** What the keys of the desk do; the same keys with Alt work while another program is in front. */
export const phoneKeys = {
  answerCall: () => {
    const [ringing] = picture().ringing;
    if (ringing) answer(ringing.callId);
  },
  /** Ringing is declined first: it is what is in the way. */
  hangUpCall: () => {
    const { ringing, front } = picture();
    if (ringing[0]) decline(ringing[0].callId);
    else if (front) hangUp(front.callId);
  },
  muteCall: () => {
    const { front } = picture();
    if (front) setMuted(front.callId, !front.isMuted);
  },
  holdCall: () => {
    const { front } = picture();
    if (front) setHeld(front.callId, !isHeld(front));
  },
  togglePhone: () => {
    const view = usePhoneView.getState();
    if (view.isPinned) view.setPinned(false);
    else view.prepare(view.entered, view.subject);
  },
} as const;

export function openDevices(): void {
  usePhoneView.getState().showTab('devices');
}

export function openPhoneSettings(): void {
  useDesk.getState().goTo('settings');
}
