import type { Softphone, SoftphoneCall } from '../../src-main/shell/phone/contract.ts';
import { justEnded } from './desk-calls.ts';
import { usePhoneView, type WrapUp } from './phone-view-store.ts';

const wrapUpOf = (call: SoftphoneCall): WrapUp => ({
  callId: call.callId,
  title: call.title,
  address: call.address,
  leg: call.leg,
  talkMs: call.connectedAtMs === null ? null : Math.max(0, call.leg.sinceMs - call.connectedAtMs),
});

/** What a change of the phone means for what is looked at. */
export function takeSoftphoneChange(before: Softphone | null, now: Softphone): void {
  // A page that was loaded anew has not been asked for what was asked for before.
  if (before === null) return;
  const view = usePhoneView.getState();
  const ended = justEnded(before.calls, now.calls);
  if (ended.length > 0) view.addWrapUps(ended.map(wrapUpOf));
  if (now.dialRequest.count > before.dialRequest.count) view.prepare(now.dialRequest.number);
  if (now.openRequest.count > before.openRequest.count) view.setPinned(true);
}
