import type { Alert } from '../../../src-main/core/operations/notifications/contract.ts';
import type { AlertsChange } from '../alert-store.ts';
import { isSnoozed } from '../alert-order.ts';

export interface NoiseSettings {
  readonly alertSound: boolean;
  readonly alertNotifications: boolean;
  readonly alertQuietUntilMs: number | null;
}

export interface Noise {
  readonly sound: 'none' | 'normal' | 'urgent';
  /** Alerts for the desktop, gravest and newest first. */
  readonly notify: readonly Alert[];
}

export const isQuiet = ({ alertQuietUntilMs }: NoiseSettings, nowMs: number): boolean =>
  alertQuietUntilMs !== null && alertQuietUntilMs > nowMs;

const silence: Noise = { sound: 'none', notify: [] };

/** What a change is worth hearing: alerts that want attention once more than this desk knew. Nothing at the first picture. */
export function planNoise(change: AlertsChange, settings: NoiseSettings, nowMs: number): Noise {
  const { before, changed } = change;
  if (before === null || isQuiet(settings, nowMs)) return silence;
  const calling = changed.filter(
    (alert) =>
      alert.state === 'open' &&
      !isSnoozed(alert, nowMs) &&
      alert.attentionCount > (before.get(alert.id)?.attentionCount ?? 0),
  );
  const heard = settings.alertSound ? calling.filter(({ playsSound }) => playsSound) : [];
  const isUrgent = heard.some(({ severity }) => severity === 'critical');
  // Escalated: nobody has heard the sound, so it is shown even where the rule asked for sound only.
  const shown = calling.filter((alert) => alert.showsNotification || alert.escalationLevel > 0);
  const rank = (alert: Alert) => (alert.severity === 'critical' ? 0 : 1);
  return {
    sound: heard.length === 0 ? 'none' : isUrgent ? 'urgent' : 'normal',
    notify: settings.alertNotifications
      ? shown.sort((a, b) => rank(a) - rank(b) || b.happenedAtMs - a.happenedAtMs)
      : [],
  };
}
