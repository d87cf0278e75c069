import normalSound from '../../../resources/sounds/alert.wav?no-inline';
import urgentSound from '../../../resources/sounds/alert-urgent.wav?no-inline';
import type { AlertNotification } from '../../../src-main/shell/contract.ts';
import { text } from '../../app/text.ts';
import { shellClient } from '../../platform/client.ts';
import { followStream } from '../../platform/follow-stream.ts';
import { useShellState } from '../../platform/shell-store.ts';
import { formatCount } from '../../ui/format.ts';
import { openAlert } from '../alert-actions.ts';
import type { AlertsChange } from '../alert-store.ts';
import { planNoise, type Noise } from './plan-noise.ts';

/** More than this at once is one line: a burst must not bury the screen. */
const separateCountMax = 3;
/** Two sounds on top of each other are noise. */
const soundPauseMs = 1_500;

let soundedAtMs = Number.NEGATIVE_INFINITY;

/** A desk without a loudspeaker refuses to play; the alert is on the screen all the same. */
export function playSound(sound: 'normal' | 'urgent'): void {
  const nowMs = performance.now();
  if (nowMs - soundedAtMs < soundPauseMs) return;
  soundedAtMs = nowMs;
  const audio = new Audio(sound === 'urgent' ? urgentSound : normalSound);
  // Without a source it holds neither its sound nor Chromium's audio process (10 MB).
  const release = () => {
    audio.removeAttribute('src');
    audio.load();
  };
  audio.addEventListener('ended', release, { once: true });
  audio.play().catch(() => undefined);
}

function notificationsOf({ notify }: Noise): AlertNotification[] {
  const first = notify[0];
  if (first === undefined) return [];
  if (notify.length <= separateCountMax) {
    return notify.map(({ id, title, body, severity }) => ({
      alertId: id,
      title,
      body,
      isUrgent: severity === 'critical',
    }));
  }
  return [
    {
      alertId: null,
      title: text.t('alerts:noise.several', { count: notify.length, countText: formatCount(notify.length) }),
      body: text.t('alerts:noise.severalBody', { first: first.title }),
      isUrgent: first.severity === 'critical',
    },
  ];
}

/** Called with every change of the alerts. */
export function makeNoise(change: AlertsChange): void {
  const settings = useShellState.getState().shell?.settings;
  if (settings === undefined) return;
  const noise = planNoise(change, settings, Date.now());
  if (noise.sound !== 'none') playSound(noise.sound);
  for (const notification of notificationsOf(noise)) {
    // The shell may be busy closing; the inbox tells of the alert anyway.
    shellClient.notifyOfAlert(notification).catch(() => undefined);
  }
}

/** Opens the alert whose desktop notification was clicked. */
export function startOpenedAlertsFeed(): () => void {
  let seenCount: number | null = null;
  return followStream({
    open: (signal) => shellClient.watchOpenedAlerts(undefined, { signal }),
    onItem: ({ count, alertId }) => {
      // A page that was loaded anew has not been asked for what was clicked before.
      if (seenCount !== null && count > seenCount) openAlert(alertId);
      seenCount = count;
    },
    needsCore: false,
  });
}
