import { Notification } from 'electron';
import type { Softphone, SoftphoneCall } from './contract.ts';
import { phoneText } from './phone-text.ts';

/**
 * One notification for each phone call that rings here, for as long as it rings. It never takes the focus: a person who
 * types goes on typing. Answer and decline are buttons where the system has them (not on Linux).
 */
export function createRingNotifications(deps: {
  readonly onAnswer: (callId: string) => void;
  readonly onDecline: (callId: string) => void;
  readonly onOpen: (callId: string) => void;
}) {
  // Electron forgets a notification nobody holds, and its click with it.
  const shown = new Map<string, { readonly notification: Notification; readonly title: string }>();

  const open = ({ callId, title }: SoftphoneCall, isSecond: boolean) => {
    const notification = new Notification({
      title: phoneText('notification.title', { who: title }),
      body: phoneText(isSecond ? 'notification.second' : 'notification.body'),
      silent: true,
      urgency: 'critical',
      timeoutType: 'never',
      actions: [
        { type: 'button', text: phoneText('notification.answer') },
        { type: 'button', text: phoneText('notification.decline') },
      ],
    });
    notification.on('action', (_event, index) =>
      index === 0 ? deps.onAnswer(callId) : deps.onDecline(callId),
    );
    notification.on('click', () => deps.onOpen(callId));
    shown.set(callId, { notification, title });
    notification.show();
  };

  /** A name is known a moment after the number: then the notification with the number goes. */
  const closeOthers = (ringing: readonly SoftphoneCall[]) => {
    for (const [callId, { notification, title }] of [...shown]) {
      if (ringing.some((call) => call.callId === callId && call.title === title)) continue;
      notification.close();
      shown.delete(callId);
    }
  };

  return {
    update({ calls }: Softphone, isWanted: boolean) {
      const ringing = isWanted ? calls.filter(({ leg }) => leg.kind === 'offered') : [];
      closeOthers(ringing);
      if (!Notification.isSupported()) return;
      const isBusy = calls.some(({ leg }) => leg.kind !== 'offered' && leg.kind !== 'ended');
      for (const call of ringing) if (!shown.has(call.callId)) open(call, isBusy);
    },
    close: () => closeOthers([]),
  };
}
