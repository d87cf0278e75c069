import { Notification } from 'electron';
import { createState, type State } from '../core/platform/state.ts';
import type { AlertNotification, OpenedAlert } from './contract.ts';

export interface AlertNotifications {
  /** The alert whose notification was clicked last. */
  readonly opened: State<OpenedAlert>;
  /** Shows one, in place of an earlier one of the same alert. False where the system has none to show. */
  show(notification: AlertNotification): boolean;
  close(): void;
}

/** More at once only cover each other; the oldest gives way. */
const shownCountMax = 5;

/** Desktop notifications of alerts. A click brings the desk to the front and opens the alert. */
export function createAlertNotifications(deps: { readonly bringToFront: () => void }): AlertNotifications {
  const opened = createState<OpenedAlert>({ count: 0, alertId: null });
  // Electron forgets a notification nobody holds, and its click with it.
  const shown = new Map<string, Notification>();

  const drop = (key: string) => {
    shown.get(key)?.close();
    shown.delete(key);
  };

  return {
    opened,
    show({ alertId, title, body, isUrgent }) {
      if (!Notification.isSupported()) return false;
      const key = alertId ?? '';
      drop(key);
      const [oldest] = shown.keys();
      if (oldest !== undefined && shown.size >= shownCountMax) drop(oldest);
      const notification = new Notification({
        title,
        body,
        // The desk plays its own sounds, which can be switched off here.
        silent: true,
        urgency: isUrgent ? 'critical' : 'normal',
      });
      notification.on('click', () => {
        opened.update(({ count }) => ({ count: count + 1, alertId }));
        deps.bringToFront();
      });
      notification.on('close', () => {
        if (shown.get(key) === notification) shown.delete(key);
      });
      shown.set(key, notification);
      notification.show();
      return true;
    },
    close() {
      for (const key of [...shown.keys()]) drop(key);
    },
  };
}
